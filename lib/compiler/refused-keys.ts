import { plain, recordsOf } from './leaves';
import { pathName } from './markers';
import type { Sampler, ValueSample } from './sample';
import { LEARN } from './sample-style';
import type { Shape } from './shape';
import { Texts } from './texts';
import { withValue } from './thresholds';

/** A key that plain objects of JavaScript have of their own: cdk8s takes a map that has it for something else. */
const RESERVED = 'constructor';

/** Regular expressions of keys that the records at some paths may not have. */
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

export function refusedKeys(integers: ReadonlySet<string>, reserved: ReadonlySet<string>): RefusedKeys {
  const patterns = new Map([...integers].map((path) => [path, '^(0|[1-9][0-9]*)$']));
  for (const path of reserved) {
    const other = patterns.get(path);
    patterns.set(path, other ? `${other}|^${RESERVED}$` : `^${RESERVED}$`);
  }
  return patterns;
}
