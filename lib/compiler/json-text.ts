import type { Json } from '../manifests/manifest';

const known = new WeakMap<object, string>();

/** JSON with sorted keys: equal values have equal texts. */
export function jsonText(value: Json | undefined): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'undefined';
  let text = known.get(value);
  if (text === undefined) {
    text = Array.isArray(value)
      ? `[${value.map(jsonText).join()}]`
      : `{${Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${jsonText(value[key])}`)
          .join()}}`;
    known.set(value, text);
  }
  return text;
}

/** The JSON of a value of the author's code as it would stand in an object: without what is undefined. */
export function plainText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainText).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const prototype: unknown = Object.getPrototypeOf(value);
  // Amounts and tokens of libraries are something else by the time that they stand in an object.
  if (prototype !== Object.prototype && prototype !== null) return '?';
  return `{${Object.keys(value)
    .filter((key) => (value as Record<string, unknown>)[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${plainText((value as Record<string, unknown>)[key])}`)
    .join()}}`;
}

/** Whether two JSON values are equal, whatever the order of keys. */
export function deepEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => deepEqual(item, b[i]));
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && deepEqual(a[key], b[key]))
  );
}
