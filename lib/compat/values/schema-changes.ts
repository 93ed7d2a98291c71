import { isMap } from '../../values/merge';
import { pathKey, withValue, type Path } from './path';
import type { Plan } from './knowledge';
import { resolved, schemaCases } from './schema-cases';
import { valuesKey, type Trial } from './trial';

const DEEPEST = 8;

/** Values at the bounds of what the schemas say differently. */
export function changedSchemaCases({ before, after }: Plan): Trial[] {
  const schemas = [before.chart.schema, after.chart.schema];
  if (after.chart.schema === undefined) return [];
  const [was, is] = schemas.map((schema) => constraints(schema, schema, [], 0));
  const changed = new Set<string>();
  for (const [key, said] of [...(was ?? []), ...(is ?? [])]) {
    if (was?.get(key) !== is?.get(key) || said === '') changed.add(key);
  }
  return schemaCases(schemas)
    .filter(({ path }) => changed.has(pathKey(path)) || changed.has(pathKey(path.slice(0, -1))))
    .map(({ path, value }) => {
      const values = withValue({}, path, value ?? null, before.defaults);
      return { values, varied: { path, value, from: {} } };
    });
}

/** What a schema says about each path, apart from what it says about the paths below. */
function constraints(schema: unknown, root: unknown, path: Path, depth: number): Map<string, string> {
  const node = resolved(schema, root);
  const said = new Map<string, string>();
  if (!isMap(node) || depth > DEEPEST) return said;
  const {
    properties,
    items,
    title: _title,
    description: _description,
    default: _default,
    examples: _examples,
    ...own
  } = node;
  const names = isMap(properties) ? Object.keys(properties).sort() : [];
  // Which properties there are matters only where others are refused.
  said.set(pathKey(path), valuesKey(own.additionalProperties === false ? { ...own, names } : own));
  for (const [key, value] of Object.entries(isMap(properties) ? properties : {})) {
    for (const [at, what] of constraints(value, root, [...path, key], depth + 1)) said.set(at, what);
  }
  if (isMap(items)) for (const [at, what] of constraints(items, root, [...path, '[]'], depth + 1)) said.set(at, what);
  return said;
}
