import type { Plan } from './knowledge';
import { pathKey, valueAt, type Path } from './path';
import { schemaCases, type SchemaCase } from './schema-cases';

/** Complaints of a schema's `required`, in Helm's words of now and of before. */
const MISSING = /missing propert|is required/;

/**
 * Tells whether Helm complains only since a null made it forget a default, where no schema spoke of null: a schema that
 * wants all values to be there refuses nobody else.
 */
export function isForgotten({ path, value }: SchemaCase, error: string, { defaults, chart }: Plan['before']): boolean {
  return value == null && valueAt(defaults, path) != null && MISSING.test(error) && !mayBeNull(chart.schema, path);
}

const mayBeNull = (schema: unknown, path: Path): boolean =>
  schemaCases([schema]).some((one) => one.value === null && pathKey(one.path) === pathKey(path));
