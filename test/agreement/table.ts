import type { Verdict } from './compare';

/** One thing that was said and seen. */
export interface Row {
  readonly via: string;
  readonly command: 'diff' | 'plan';
  readonly kind: string;
  readonly name: string;
  readonly verdict: Verdict;
}

/** Right of all, by kind: changes of objects and what follows from them, for each way of applying. */
export function tableOf(rows: readonly Row[]): string {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
  const columns = (['apply', 'server-side', 'helm'] as const).flatMap((via) =>
    (['diff', 'plan'] as const).map((command) => ({ via, command })),
  );
  const cell = (some: readonly Row[]): string =>
    some.length === 0 ? '' : `${some.filter(({ verdict }) => verdict.right).length} of ${some.length}`;
  const line = (name: string, some: readonly Row[]): string[] => [
    name,
    ...columns.map(({ via, command }) => cell(some.filter((row) => row.via === via && row.command === command))),
  ];
  const lines = [
    ['kind', ...columns.map(({ via, command }) => `\`${command}\`, ${via}`)],
    ['---', ...columns.map(() => '---')],
    ...kinds.map((kind) =>
      line(
        kind.replace(/^.*\//, ''),
        rows.filter((row) => row.kind === kind),
      ),
    ),
    ...(['change', 'restarts', 'access', 'availability', 'pods'] as const).map((what) =>
      line(
        `all: ${what}`,
        rows.filter(({ verdict }) => verdict.what === what),
      ),
    ),
    line('all', rows),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
