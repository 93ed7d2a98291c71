import type { Change } from '../../manifests/diff';
import type { KubeObject } from '../../manifests/manifest';
import { removalsOf } from './removals';
import { becomes, GRAVE, HEADINGS, summarize } from './summary';
import { changedLines, describeValues } from './value';

/** How a diff is to look in a terminal. */
export interface DiffTextOptions {
  /** ANSI colours. @default false */
  readonly color?: boolean;
  /** Where an object is written: `k8s/web.yaml:12`. @default - not told */
  readonly placeOf?: (manifest: KubeObject) => { readonly file: string; readonly line: number } | undefined;
}

const SIGN = { added: '+', removed: '-', changed: '~', same: '=', unknown: '?' } as const;

/** Changes for a terminal: each object, what the change does, then its fields; a summary at the end. */
export function diffText(changes: readonly Change[], options: DiffTextOptions = {}): string {
  const paint = options.color
    ? (code: number, text: string) => `\x1b[${code}m${text}\x1b[0m`
    : (_: number, text: string) => text;
  const colour = { added: 32, removed: 31, changed: 33, same: 2, unknown: 2 } as const;
  const where = ({ manifest }: Change): string => {
    const place = options.placeOf?.(manifest);
    return place ? ` (${place.file}:${place.line})` : '';
  };
  const lines = changes.flatMap((change) => [
    paint(colour[becomes(change)], `${SIGN[becomes(change)]} ${change.object}${where(change)}`),
    ...change.consequences.map(({ sort, message }) =>
      GRAVE.has(sort) ? paint(31, `    ! ${HEADINGS[sort]}: ${message}`) : `    * ${message}`,
    ),
    ...change.fields.flatMap((field) => [
      `      ${field.field}: ${describeValues(field)}`,
      ...(changedLines(field) ?? []).map((line) => paint(lineColour(line), `        ${line}`)),
    ]),
  ]);
  const left = removalsOf(changes);
  const removals = left ? ['To be rid of what is left behind:', ...left.commands.map((command) => `  ${command}`)] : [];
  return `${[...lines, ...removals, summarize(changes)].join('\n')}\n`;
}

const lineColour = (line: string): number => (line.startsWith('-') ? 31 : line.startsWith('+') ? 32 : 2);
