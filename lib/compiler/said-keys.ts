import type { Json } from '../manifests/manifest';
import { lineText } from './evaluate';
import type { Pieces } from './infer-line';
import type { Line } from './ir';
import type { Seen } from './place';
import { Unexplained } from './unexplained';

/** Entries of one form of key, by the case that has them. */
export type Column = (Seen<{ readonly key: Pieces; readonly value: Json }> | undefined)[];

export const keyOf = (column: Column): string =>
  column
    .find((entry) => entry !== undefined)
    ?.value.key.map(({ text }) => text)
    .join('') ?? '';

/**
 * Moves entries whose key looks like a constant to those of a key that is made from values, where it says the same: a text of one
 * or two characters is not recognised by itself.
 *
 * @returns the keys of those that took some in
 */
export function saidByOthers(columns: Map<string, Column>, lineOf: (column: Column) => Line): Map<string, Line> {
  const lines = new Map<string, Line>();
  const [made, constant] = [...columns].reduce<[[string, Column][], [string, Column][]]>(
    ([a, b], one) => (isMade(one[1]) ? [[...a, one], b] : [a, [...b, one]]),
    [[], []],
  );
  for (const [form, column] of constant) {
    for (const [other, taking] of made) {
      const rows = [...column.entries()].filter(([, entry]) => entry !== undefined);
      if (rows.some(([r]) => taking[r] !== undefined)) continue;
      const line = lines.get(other) ?? tried(() => lineOf(taking));
      if (!line || !rows.every(([, entry]) => entry && lineText(line, entry.at.env) === keyOf([entry]))) continue;
      for (const [r, entry] of rows) taking[r] = entry;
      lines.set(other, line);
      columns.delete(form);
      break;
    }
  }
  return lines;
}

const isMade = (column: Column): boolean =>
  column.some((entry) => entry?.value.key.some(({ t }) => t !== 'literal' && t !== 'integer'));

function tried(infer: () => Line): Line | undefined {
  try {
    return infer();
  } catch (error) {
    if (error instanceof Unexplained) return undefined;
    throw error;
  }
}
