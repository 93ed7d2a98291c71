import type { z } from './zod-types';
import { allowedBy, schemaAt } from './allowed';
import { nearest } from './nearest';
import { definitionOf, fieldsOf, unwrap, type Schema } from './schema';

/** What is wrong with one value. */
export interface ValueProblem {
  /** Path as written in a values file, e.g. `ingress.hosts[0].name`. */
  readonly path: string;
  /** What is wrong, what was given, what is allowed. */
  readonly message: string;
}

/** Keys that the schema does not know, at every level: a misspelt value must not be ignored. */
export function findUnknown(schema: Schema, value: unknown, path: PropertyKey[] = []): ValueProblem[] {
  const inner = unwrap(schema).schema;
  const def = definitionOf(inner);
  if (Array.isArray(value)) {
    const { element } = def;
    return element ? value.flatMap((item, i) => findUnknown(element, item, [...path, i])) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const fields = fieldsOf(inner);
  return Object.entries(value).flatMap(([key, item]) => {
    if (fields) {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (field) return findUnknown(field, item, [...path, key]);
      // A section that is open to others' values.
      if (def.catchall && definitionOf(def.catchall).type !== 'never') return [];
      const keys = Object.keys(fields);
      const meant = nearest(key, keys);
      const hint = meant ? `Did you mean '${meant}'?` : `Allowed here: ${keys.join(', ')}.`;
      return [{ path: pathText([...path, key]), message: `is not a value of this chart. ${hint}` }];
    }
    return def.type === 'record' && def.valueType ? findUnknown(def.valueType, item, [...path, key]) : [];
  });
}

/** Values that have to be given: they have neither a default nor an absent state. */
export function findMissing(schema: Schema, value: unknown, path: PropertyKey[] = []): ValueProblem[] {
  const fields = fieldsOf(unwrap(schema).schema);
  if (!fields || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(fields).flatMap(([key, field]) => {
    const at = [...path, key];
    const given = (value as Record<string, unknown>)[key];
    if (given !== undefined) return findMissing(field, given, at);
    if (unwrap(field).optional) return [];
    return [{ path: pathText(at), message: `is missing. Allowed: ${allowedBy(field)}.` }];
  });
}

/** What zod found, in words that name what was given and what is allowed. */
export function explainIssue(schema: Schema, values: unknown, issue: z.core.$ZodIssue): ValueProblem {
  const at = schemaAt(schema, issue.path);
  const given = issue.path.reduce<unknown>((v, key) => (v as Record<PropertyKey, unknown> | undefined)?.[key], values);
  const allowed = at ? allowedBy(at) : issue.message;
  return { path: pathText(issue.path), message: `is ${show(given)}. Allowed: ${allowed}.` };
}

/** `a.b[0].c`; keys that are no plain words in quotes. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) =>
      typeof key === 'number' ? `[${key}]` : /^[\w-]+$/.test(String(key)) ? `.${String(key)}` : `["${String(key)}"]`,
    )
    .join('')
    .replace(/^\./, '');
}

function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
