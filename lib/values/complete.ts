import { isMap, type ValuesTree } from './merge';
import { alternativeOf, definitionOf, defaultsOf, fieldsOf, isNullWhereAbsent, unwrap, type Schema } from './schema';

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

/**
 * Writes `null` where a schema has it for what is absent (`z.string().nullable()`), at every depth: a values file cannot tell the
 * two apart, and `build` is given what its type says. Changes the values themselves, so that who knows their maps knows them still.
 */
export function writeNulls(schema: Schema, value: unknown): void {
  if (!hasNulls(schema)) return;
  const inner = unwrap(schema).schema;
  const fields = fieldsOf(inner);
  const { element, valueType } = definitionOf(inner);
  if (Array.isArray(value)) {
    if (element) for (const item of value) writeNulls(element, item);
  } else if (isMap(value)) {
    for (const [key, field] of Object.entries(fields ?? {})) {
      const own = value[key] === undefined && isNullWhereAbsent(field) ? null : value[key];
      if (own === undefined) continue;
      writeNulls(field, own);
      // In the order of the schema, as `build` reads them.
      delete value[key];
      value[key] = own;
    }
    if (valueType) for (const member of Object.values(value)) writeNulls(valueType, member);
    const own = alternativeOf(inner, value);
    if (own) writeNulls(own, value);
  }
}

const KNOWN = new WeakMap<Schema, boolean>();

/** Whether something of a schema is null where it is absent. */
function hasNulls(schema: Schema): boolean {
  const known = KNOWN.get(schema);
  if (known !== undefined) return known;
  KNOWN.set(schema, false); // Of a schema that holds itself: the rest of it says.
  const inner = unwrap(schema).schema;
  const { element, valueType, options = [] } = definitionOf(inner);
  const below = [element, valueType, ...options, ...Object.values(fieldsOf(inner) ?? {})];
  const has = below.some((one) => one !== undefined && (isNullWhereAbsent(one) || hasNulls(one)));
  KNOWN.set(schema, has);
  return has;
}
