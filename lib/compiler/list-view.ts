import { byCodePoint } from './code-points';
import type { Expr, ListView } from './ir';

/** What an expression says of an item. */
type SaidOf = (by: Expr, item: unknown, index: number) => unknown;

/** Indexes of a list's items as they come in a view of it, or in a view of that. */
export function viewIndexes(list: readonly unknown[], views: readonly ListView[], saidOf?: SaidOf): number[] {
  let indexes = list.map((_, i) => i);
  for (const view of views) {
    const keyed = typeof view === 'object' ? view : undefined;
    const keys = new Map(indexes.map((i) => [i, keyed ? saidOf?.(keyed.by, list[i], i) : list[i]]));
    if ((keyed?.view ?? view) === 'distinct') {
      const seen = new Set<unknown>();
      const isNew = (i: number): boolean => !seen.has(keys.get(i)) && seen.add(keys.get(i)) !== undefined;
      indexes = keyed?.last ? indexes.toReversed().filter(isNew).toReversed() : indexes.filter(isNew);
    } else {
      const turn = keyed?.reversed ? -1 : 1;
      indexes = [...indexes].sort((a, b) => turn * inOrder(keys.get(a), keys.get(b)));
    }
  }
  return indexes;
}

/** Numbers by how large they are, all else by code points. */
const inOrder = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : byCodePoint(String(a), String(b));

/** What tells views of a list apart. */
export const viewsKey = (views: readonly ListView[] = []): string =>
  views.map((view) => (typeof view === 'string' ? view : JSON.stringify(view))).join(' ');
