import type { Judged } from './judge';

/** By kind: how many defects there were, and where the checks and the server were of one mind. */
export function table(judged: readonly Judged[]): string {
  const kinds = [...new Set(judged.map(({ kind }) => kind))].sort();
  const rows = [
    ...kinds.map((kind) =>
      row(
        kind,
        judged.filter((one) => one.kind === kind),
      ),
    ),
    row('all', judged),
  ];
  return [
    '| kind | objects | refused by the server | of these by the checks | taken by the server | of these refused by the checks |',
    '| --- | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}

function row(kind: string, judged: readonly Judged[]): string {
  const refused = judged.filter(({ verdict }) => verdict === 'refused');
  const taken = judged.filter(({ verdict }) => verdict === 'taken');
  const found = (ones: readonly Judged[]): number => ones.filter(({ refusals }) => refusals.length > 0).length;
  return `| ${kind} | ${judged.length} | ${refused.length} | ${found(refused)} | ${taken.length} | ${found(taken)} |`;
}
