import type { Element, Row } from './fold';
import type { Case } from './place';
import type { ItemKind } from './sequence';

/** The same item or loop in all rows that have it. */
export interface Slot<T> {
  readonly form: string;
  readonly elements: (Element<T> | undefined)[];
  readonly cases: readonly Case[];
}

/** Lays rows over each other so that items of the same form meet. */
export function align<T>(rows: readonly Row<T>[], kind: ItemKind<T, unknown>): Slot<T>[] {
  const cases = rows.map(({ at }) => at);
  const forms = rows.map((row) =>
    row.elements.map(({ item, loop }) => (loop ? `loop ${loop.label}` : kind.form(row.at, item as T))),
  );
  const width = forms[0]?.length ?? 0;
  if (kind.byPosition && forms.every((row) => row.length === width) && noLoops(rows)) {
    const names = new Set(forms.flat());
    if (width === 1 || names.size === width || ![...names].some((name) => name.startsWith('name ')))
      return Array.from({ length: width }, (_, i) => ({
        form: forms[0]?.[i] ?? '',
        elements: rows.map(({ elements }) => elements[i]),
        cases,
      }));
  }
  const order = forms.map((_, r) => r).sort((a, b) => (forms[b]?.length ?? 0) - (forms[a]?.length ?? 0));
  let merged: string[] = [];
  const seen = new Set<string>();
  for (const r of order) {
    const row = forms[r] ?? [];
    const key = JSON.stringify(row);
    if (seen.has(key)) continue;
    seen.add(key);
    merged = merge(merged, row, kind);
  }
  const slots = merged.map((form): Slot<T> => ({ form, elements: rows.map(() => undefined), cases }));
  const matches = new Map<string, readonly (readonly [number, number])[]>();
  rows.forEach((row, r) => {
    const key = JSON.stringify(forms[r]);
    let pairs = matches.get(key);
    if (!pairs) matches.set(key, (pairs = common(merged, forms[r] ?? [], kind)));
    for (const [slot, i] of pairs) (slots[slot] as Slot<T>).elements[r] = row.elements[i];
  });
  return slots.filter(({ elements }) => elements.some((element) => element !== undefined));
}

const noLoops = <T>(rows: readonly Row<T>[]): boolean =>
  rows.every(({ elements }) => elements.every(({ loop }) => !loop));

/** The shortest sequence that both are part of. */
function merge(a: readonly string[], b: readonly string[], kind: ItemKind<never, unknown>): string[] {
  const merged: string[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...common(a, b, kind), [a.length, b.length] as const]) {
    merged.push(...a.slice(i, x), ...b.slice(j, y));
    if (x < a.length) merged.push(a[x] as string);
    [i, j] = [x + 1, y + 1];
  }
  return merged;
}

/** The heaviest common subsequence, preferring runs of neighbours, as pairs of positions. */
function common(
  a: readonly string[],
  b: readonly string[],
  kind: Pick<ItemKind<never, unknown>, 'weight'>,
): (readonly [number, number])[] {
  let start = 0;
  while (start < a.length && start < b.length && a.length === b.length && a[start] === b[start]) start++;
  if (start === a.length && start === b.length) return a.map((_, i) => [i, i] as const);
  const [n, m] = [a.length, b.length];
  // Forms as numbers: they are compared a thousand times each.
  const numbers = new Map<string, number>();
  const numberOf = (form: string): number => {
    const known = numbers.get(form);
    if (known === undefined) numbers.set(form, numbers.size);
    return known ?? numbers.size - 1;
  };
  const [left, right] = [Int32Array.from(a, numberOf), Int32Array.from(b, numberOf)];
  const weights = Float64Array.from(a, (form) => kind.weight(form));
  // best[i][j]: of the rest from i and j on; joined: when the items before were a pair.
  const best = new Float64Array((n + 1) * (m + 1));
  const joined = new Float64Array((n + 1) * (m + 1));
  const at = (i: number, j: number): number => i * (m + 1) + j;
  for (let i = n - 1; i >= 0; i--) {
    const [form, weight] = [left[i], weights[i] as number];
    for (let j = m - 1, here = at(i, j), below = at(i + 1, j); j >= 0; j--, here--, below--) {
      const [down, across] = [best[below] as number, best[here + 1] as number];
      const skip = down > across ? down : across;
      if (form !== right[j]) best[here] = joined[here] = skip;
      else {
        const pair = weight + (joined[below + 1] as number);
        best[here] = pair > skip ? pair : skip;
        joined[here] = pair + 0.5 > skip ? pair + 0.5 : skip;
      }
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  let after = false;
  while (i < n && j < m) {
    const skip = Math.max(best[at(i + 1, j)] as number, best[at(i, j + 1)] as number);
    const pair =
      left[i] === right[j] ? (weights[i] as number) + (joined[at(i + 1, j + 1)] as number) + (after ? 0.5 : 0) : -1;
    if (pair >= skip) {
      pairs.push([i++, j++]);
      after = true;
    } else {
      if ((best[at(i + 1, j)] as number) >= (best[at(i, j + 1)] as number)) i++;
      else j++;
      after = false;
    }
  }
  return pairs;
}
