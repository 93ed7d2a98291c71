import { calls } from '../template/tree';
import type { Plan } from './knowledge';
import { pathKey, valueAt, type Path } from './path';
import { schemaCases, type SchemaCase } from './schema-cases';

/** Complaints of a schema's `required`, in Helm's words of now and of before. */
const MISSING = /missing propert|is required/;

/**
 * Tells whether Helm complains only since a null made it forget a scalar default that the old templates wrote out unasked: such
 * a null left a hole in an object, so that nobody has it. Of a section, a list, or what a template asks for (`if`, `with`,
 * `default`), a null is as Helm users know it.
 */
export function isForgotten(
  { path, value }: SchemaCase,
  error: string,
  { defaults, chart, reads }: Plan['before'],
): boolean {
  const there = valueAt(defaults, path);
  return (
    value == null &&
    there != null &&
    typeof there !== 'object' &&
    MISSING.test(error) &&
    !mayBeNull(chart.schema, path) &&
    !isAskedFor(path, reads)
  );
}

const isAskedFor = (path: Path, { all }: Plan['before']['reads']): boolean =>
  all.some((read) => pathKey(read.path) === pathKey(path) && (read.use === 'condition' || calls(read.pipe, ASKING)));

const ASKING = /^(default|coalesce|or|and|not|empty|ternary|hasKey|dig|get|required)$/;

const mayBeNull = (schema: unknown, path: Path): boolean =>
  schemaCases([schema]).some((one) => one.value === null && pathKey(one.path) === pathKey(path));
