import type { Ref } from './ir';

/**
 * The path of a value in the chart's values, with `*` for elements; undefined for what is no value of the chart.
 * @param scopes paths of the lists and records that are ranged over around it, from the outermost in
 */
export function valuePath(ref: Ref, scopes: readonly (readonly string[])[]): string[] | undefined {
  if (ref.from !== 'value') return undefined;
  return [...(scopes[ref.scope - 1] ?? []), ...ref.path.map((key) => (typeof key === 'number' ? '*' : key))];
}
