import { pathName, type PathStep } from './markers';
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
    for (const { path, entry } of recordsOf(shape, base.values, [])) {
      const name = pathName(path);
      if (found.has(name)) continue;
      const plain = path.map((step) => (typeof step === 'object' ? step.key : step));
      const sample = { ...base, values: withValue(base.values, [...plain, RESERVED], entry) };
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

interface Found {
  readonly path: readonly PathStep[];
  /** What stands at one of its keys. */
  readonly entry: unknown;
}

function* recordsOf(shape: Shape, value: unknown, path: readonly PathStep[]): Generator<Found, void> {
  if (typeof value !== 'object' || value === null) return;
  if (shape.kind === 'object')
    for (const { key, shape: inner } of shape.fields)
      yield* recordsOf(inner, (value as Record<string, unknown>)[key], [...path, key]);
  else if (shape.kind === 'array')
    for (const [i, item] of (value as unknown[]).entries()) yield* recordsOf(shape.item, item, [...path, i]);
  else if (shape.kind === 'record') {
    for (const [key, entry] of Object.entries(value)) {
      if (Texts.of(shape.key).allows(RESERVED)) yield { path, entry };
      yield* recordsOf(shape.value, entry, [...path, { key }]);
    }
  }
}
