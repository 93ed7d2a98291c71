import { byCodePoint } from './code-points';

/** Another way of going over a list: each item once, or texts in the order of their code points. */
export type ListView = 'distinct' | 'sorted';

/** Indexes of a list's items as they come in a view of it, or in a view of that. */
export function viewIndexes(list: readonly unknown[], views: readonly ListView[]): number[] {
  let indexes = list.map((_, i) => i);
  for (const view of views) {
    if (view === 'distinct') {
      const seen = new Set<unknown>();
      indexes = indexes.filter((i) => !seen.has(list[i]) && seen.add(list[i]));
    } else indexes = [...indexes].sort((a, b) => byCodePoint(String(list[a]), String(list[b])));
  }
  return indexes;
}
