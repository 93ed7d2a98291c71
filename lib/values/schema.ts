import type { z } from './zod-types';

/** A zod schema, looked at from outside. */
export type Schema = z.core.$ZodType;

/** A schema without what wraps it, and what the wrapping said. */
export interface Unwrapped {
  readonly schema: Schema;
  readonly optional: boolean;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  readonly default?: unknown;
}

interface Definition {
  readonly type: string;
  readonly innerType?: Schema;
  readonly defaultValue?: unknown;
  readonly shape?: Record<string, Schema>;
  readonly catchall?: Schema;
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  /** Of a literal. */
  readonly values?: readonly unknown[];
}

/** zod's own description of a schema (`schema.def`), by its documented names. */
export function definitionOf(schema: Schema): Definition {
  return schema._zod.def;
}

/** Takes `optional`, `default`, `nullable`, `readonly` … off a schema. */
export function unwrap(schema: Schema): Unwrapped {
  const def = definitionOf(schema);
  if (!def.innerType) return { schema, optional: false, nullable: false, hasDefault: false };
  const inner = unwrap(def.innerType);
  if (def.type === 'nullable') return { ...inner, nullable: true };
  if (def.type === 'default' || def.type === 'prefault')
    return { ...inner, optional: false, hasDefault: true, default: def.defaultValue };
  // zod takes the default of what is optional, too.
  if (def.type === 'optional') return inner.hasDefault ? inner : { ...inner, optional: true };
  return inner;
}

/** Whether `build` is given `null` for a value that is not there, rather than nothing. */
export function isNullWhereAbsent(schema: Schema): boolean {
  const { schema: inner, nullable, optional, hasDefault, default: standard } = unwrap(schema);
  if (hasDefault) return standard === null;
  const hasNull = definitionOf(inner).options?.some((option) => definitionOf(option).type === 'null');
  return (nullable || hasNull === true) && !optional;
}

/** Fields of an object schema, in the order in which they were written; undefined for any other schema. */
export function fieldsOf(schema: Schema): Record<string, Schema> | undefined {
  const def = definitionOf(schema);
  return def.type === 'object' ? def.shape : undefined;
}

/** Which alternative of a union of maps a map is: by the words that tell them apart, then by the keys that it has. */
export function alternativeOf(union: Schema, map: Readonly<Record<string, unknown>>): Schema | undefined {
  let [best, most]: [Schema | undefined, number] = [undefined, -1];
  for (const option of definitionOf(union).options ?? []) {
    const { schema } = unwrap(option);
    const fields = fieldsOf(schema);
    const hasWords = Object.entries(fields ?? {}).every(
      ([key, field]) => definitionOf(field).values?.includes(map[key]) ?? true,
    );
    const known = Object.keys(fields ?? {}).filter((key) => Object.hasOwn(map, key)).length;
    if (fields && hasWords && known > most) [best, most] = [schema, known];
  }
  return best;
}

/** All default values of an object schema as one tree: what values.yaml holds. */
export function defaultsOf(schema: Schema): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(fieldsOf(unwrap(schema).schema) ?? {})) {
    const { schema: inner, hasDefault, optional, default: value } = unwrap(field);
    const section = fieldsOf(inner) && !optional && !isNullWhereAbsent(field) ? defaultsOf(inner) : undefined;
    if (section) tree[key] = hasDefault && isRecord(value) ? overlaid(section, value) : section;
    else if (hasDefault) tree[key] = structuredClone(value);
  }
  return tree;
}

/** Defaults of a section over those of its fields: what it does not name, they have. */
function overlaid(below: Record<string, unknown>, above: Record<string, unknown>): Record<string, unknown> {
  const tree = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const inner = below[key];
    tree[key] = isRecord(inner) && isRecord(value) ? overlaid(inner, value) : value;
  }
  return tree;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
