import type { HelmChart } from '../chart/chart';
import type { Finding } from './finding';
import { isMap } from '../../values/merge';
import { pathText, type Path } from '../values/path';

/** Values that the new schema calls deprecated and the old one did not: old values files go on working. */
export function* deprecated(before: HelmChart, after: HelmChart): Generator<Finding> {
  const known = new Set([...marked(before.schema, [])].map(([path]) => pathText(path)));
  for (const [path, description] of marked(after.schema, [])) {
    const value = pathText(path);
    if (known.has(value)) continue;
    const message = `${value} is deprecated: ${description ?? 'it is still taken'}`;
    yield { rule: 'value-deprecated', level: 'minor', value, message };
  }
}

/** Values without others in them. */
function* marked(schema: unknown, path: Path): Generator<readonly [Path, string | undefined]> {
  if (!isMap(schema)) return;
  const properties = isMap(schema.properties) ? Object.entries(schema.properties) : [];
  if (properties.length === 0 && schema.deprecated === true)
    yield [path, typeof schema.description === 'string' ? schema.description : undefined];
  for (const [key, below] of properties) yield* marked(below, [...path, key]);
}
