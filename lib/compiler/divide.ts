import { valueOf } from './evaluate';
import { refsAt } from './infer-scalar';
import type { Cond } from './ir';
import type { Case } from './place';
import type { ItemKind } from './sequence';

interface Row<T> {
  readonly at: Case;
  readonly items: readonly T[];
}

/** Share of the smaller of two sets of lines that has to be common for one text with differences. */
const ALIKE = 0.34;

/**
 * Parts rows that have little in common by an enum or boolean: an nginx config and an httpd config are two texts, not
 * one text with many conditions.
 */
export function divide<T>(
  rows: readonly Row<T>[],
  kind: ItemKind<T, unknown>,
): { when: Cond; then: Row<T>[]; else: Row<T>[] } | undefined {
  const first = rows[0];
  let known: (readonly string[])[] | undefined;
  /** Forms of the lines of each row that say something. */
  const formsOf = (): readonly (readonly string[])[] =>
    (known ??= rows.map(({ at, items }) =>
      items.map((item) => kind.form(at, item)).filter((form) => form.trim().length > 2),
    ));
  if (!first || kind.prefersSeparators || Math.max(...rows.map(({ items }) => items.length)) < 4) return undefined;
  for (const ref of refsAt(first.at, (shape) => shape.kind === 'enum' || shape.kind === 'boolean')) {
    const groups = new Map<string | boolean, { rows: Row<T>[]; forms: Set<string> }>();
    rows.forEach((row, r) => {
      const value = valueOf(ref, row.at.env) as string | boolean;
      let group = groups.get(value);
      if (!group) groups.set(value, (group = { rows: [], forms: new Set() }));
      group.rows.push(row);
      for (const form of formsOf()[r] ?? []) group.forms.add(form);
    });
    if (groups.size < 2 || [...groups.values()].some(({ forms }) => forms.size < 4)) continue;
    for (const [value, { forms }] of groups) {
      const others = [...groups].filter(([other]) => other !== value).map(([, group]) => group.forms);
      if (others.some((other) => overlap(forms, other) >= ALIKE)) continue;
      const test: Cond = {
        op: 'test',
        test: typeof value === 'boolean' ? { is: 'true', ref } : { is: 'equals', ref, value },
      };
      const when: Cond = value === false ? { op: 'not', of: test } : test;
      const inside = (row: Row<T>): boolean => valueOf(ref, row.at.env) === value;
      return { when, then: rows.filter(inside), else: rows.filter((row) => !inside(row)) };
    }
  }
  return undefined;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const form of a) if (b.has(form)) common++;
  return common / Math.min(a.size, b.size);
}
