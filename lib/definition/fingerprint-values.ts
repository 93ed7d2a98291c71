import { z } from 'zod';
import { fieldsOf, unwrap, type Schema } from '../values/schema';

/** The key of the text that stands for all of a section's fingerprinted values. No user writes it. */
export const FINGERPRINT = 'fingerprint';

/** By a schema of a section: the values that its fingerprint is made of. */
const fingerprinted = new WeakMap<Schema, readonly string[]>();

/**
 * Fields of a section that are known by one text, `fingerprint`, which `build` is given beside them: for the name of an object that
 * cannot be changed. Templates say the same by `toRawJson`.
 */
export function fingerprintedValues<T extends Record<string, Schema>>(fields: T): T {
  const names = Object.keys(fields);
  for (const field of Object.values(fields)) fingerprinted.set(field, names);
  return fields;
}

/** A section with a fingerprint, and what it is made of. */
export interface Fingerprinted {
  readonly path: readonly string[];
  readonly of: readonly string[];
}

/** Finds the sections with a fingerprint. */
export function fingerprintedSections(schema: Schema, path: readonly string[] = []): Fingerprinted[] {
  const fields = fieldsOf(unwrap(schema).schema) ?? {};
  // The compiler hands a text of its own in.
  const given = FINGERPRINT in fields;
  const own = given ? [] : Object.values(fields).flatMap((field) => fingerprinted.get(field) ?? []);
  return [
    ...(own.length > 0 ? [{ path, of: [...new Set(own)].sort() }] : []),
    ...Object.entries(fields).flatMap(([key, field]) => fingerprintedSections(field, [...path, key])),
  ];
}

/** The schema of {@link withFingerprints}' values, for the compiler: their text is the templates' business. */
export function schemaWithFingerprints(schema: z.ZodObject): z.ZodObject {
  return fingerprintedSections(schema).reduce((all, { path }) => sectionChanged(all, path), schema);
}

function sectionChanged(schema: z.ZodObject, [key, ...rest]: readonly string[]): z.ZodObject {
  if (key === undefined)
    return z.object({
      ...schema.shape,
      [FINGERPRINT]: z
        .string()
        .regex(/^[a-z]+$/)
        .default('none'),
    });
  return z.object({ ...schema.shape, [key]: sectionChanged(schema.shape[key] as z.ZodObject, rest) });
}

/** Values with a fingerprint in each section that has one. */
export function withFingerprints<T>(schema: Schema, values: T): T {
  return fingerprintedSections(schema).reduce((all, section) => completed(all, section.path, section.of), values);
}

function completed<T>(values: T, [key, ...rest]: readonly string[], of: readonly string[]): T {
  const map = values as Record<string, unknown>;
  if (key !== undefined) return { ...map, [key]: completed(map[key], rest, of) } as T;
  const picked = of.filter((name) => map[name] !== undefined).map((name): [string, unknown] => [name, map[name]]);
  return { ...map, [FINGERPRINT]: canonicalJson(Object.fromEntries(picked)) } as T;
}

/** JSON as Go writes it: keys in the order of their bytes, integers among them too, and two line separators escaped. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null)
    return (JSON.stringify(value) ?? 'null').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  const map = value as Record<string, unknown>;
  const keys = Object.keys(map).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${keys.map((key) => `${canonicalJson(key)}:${canonicalJson(map[key])}`).join(',')}}`;
}
