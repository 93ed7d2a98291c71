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
