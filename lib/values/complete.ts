import { isMap, type ValuesTree } from './merge';
import { defaultsOf, fieldsOf, unwrap, type Schema } from './schema';

/**
 * Values in which `null` stands for "not written", as in Helm: maps lose the keys that have it, at every depth. Items of
 * lists stay as they are.
 */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutNulls(member)])) as T;
}

/**
 * Fills in the default of each value and section that is missing: `null` took it away, or whoever gave the values knew it not yet.
 * What a free map or a list has is left as it is.
 */
export function filledIn(schema: Schema, values: ValuesTree): ValuesTree {
  const fields = fieldsOf(unwrap(schema).schema);
  if (!fields) return values;
  const filled = { ...values };
  const defaults = defaultsOf(schema);
  for (const [key, field] of Object.entries(fields)) {
    const given = values[key];
    if (given === undefined) {
      if (key in defaults) filled[key] = defaults[key];
    } else if (isMap(given)) filled[key] = filledIn(field, given);
  }
  return filled;
}
