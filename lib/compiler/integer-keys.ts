import { pathName, type PathStep } from './markers';

const INTEGER = /^(0|[1-9][0-9]*)$/;

/** Paths of maps that have integers among their keys, which JavaScript has come before all others. */
export function integerRecords(value: unknown, path: readonly PathStep[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((item, i) => integerRecords(item, [...path, i])))];
  const keys = Object.keys(value);
  const own = keys.some((key) => INTEGER.test(key));
  const below = keys.flatMap((key) => [
    ...integerRecords((value as Record<string, unknown>)[key], [...path, key]),
    // Below a record, whatever the key.
    ...integerRecords((value as Record<string, unknown>)[key], [...path, { key }]),
  ]);
  return [...new Set([...(own ? [pathName(path)] : []), ...below])];
}

/** The same values with words in place of integers as keys. */
export function withoutIntegers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIntegers);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    INTEGER.test(key) ? `k${key}` : key,
    withoutIntegers(inner),
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)));
}
