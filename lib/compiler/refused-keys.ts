import { plain, recordsOf } from './leaves';
import { pathName } from './markers';
import type { Sampler, ValueSample } from './sample';
import { LEARN } from './sample-style';
import { shapeAt, type Shape } from './shape';
import { Texts } from './texts';
import { withValue } from './thresholds';

/** A key that plain objects of JavaScript have of their own: cdk8s takes a map that has it for something else. */
const RESERVED = 'constructor';

/** Regular expressions of what stands at some paths: of keys that a record may not have, of texts that are not taken. */
export type RefusedKeys = ReadonlyMap<string, string>;

/** Records in which the code cannot have a key named `constructor`: values with it are refused on both sides. */
export function recordsWithoutReserved(
  shape: Shape,
  sampler: Sampler,
  isRefused: (sample: ValueSample) => boolean,
): Set<string> {
  const found = new Set<string>();
  for (const lengths of [[1], [2]]) {
    const base = sampler.draw({ ...LEARN, calm: 0.2, lengths });
    for (const { path, shape: record, value } of recordsOf(shape, base.values, [])) {
      const name = pathName(path);
      const [entry] = Object.values(value);
      if (found.has(name) || entry === undefined || !Texts.of(record.key).allows(RESERVED)) continue;
      const sample = { ...base, values: withValue(base.values, [...path.map(plain), RESERVED], entry) };
      if (sampler.allowed(sample.values) && !isRefused(base) && isRefused(sample)) found.add(name);
    }
  }
  return found;
}

/** A path into the values as a schema has it: `jobs[].env.*`. */
export function schemaPath(shape: Shape, path: readonly string[]): string {
  const names = path.map((key, i) => (key === '*' && shapeAt(shape, path.slice(0, i))?.kind === 'array' ? '[]' : key));
  return names.join('.').replaceAll('.[]', '[]');
}

export function refusedKeys(
  integers: ReadonlySet<string>,
  reserved: ReadonlySet<string>,
  /** How many digits texts may have, one after the other, in which the chart reads a number. */
  digits: ReadonlyMap<string, number>,
): RefusedKeys {
  const patterns = new Map([...integers].map((path) => [path, '^(0|[1-9][0-9]*)$']));
  for (const [path, most] of digits) patterns.set(path, `[0-9]{${most + 1}}`);
  for (const path of reserved) {
    const other = patterns.get(path);
    patterns.set(path, other ? `${other}|^${RESERVED}$` : `^${RESERVED}$`);
  }
  return patterns;
}
