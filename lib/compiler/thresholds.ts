import { valueOf } from './evaluate';
import { besideObjects, type CompiledTemplates, type Node, type Ref, type Test } from './ir';
import type { Run } from './run';
import type { Sampler, ValueSample } from './sample';
import { visitEntries, visitNode } from './walk';

/** Runs whose numbers are moved to find a bound. */
const NEAR = 2;

/**
 * Values on both sides of where each number test really changes: a test for `n > 7` that was learnt from runs with 7
 * and 40 may as well be one for `n > 12`. Takes runs with the numbers next to the bound and bisects.
 *
 * @param fits whether the templates give for a sample what `build` gives
 * @param tried tests that were looked at already; new ones are added
 */
export function refineThresholds(
  templates: CompiledTemplates,
  runs: readonly Run[],
  sampler: Sampler,
  fits: (sample: ValueSample) => boolean,
  tried: Set<string>,
): ValueSample[] {
  const samples: ValueSample[] = [];
  const refine = (test: Test): void => {
    if (test.is !== 'above' || test.ref.from !== 'value' || test.ref.scope !== 0 || test.known - test.bound <= 1)
      return;
    const key = JSON.stringify(test);
    if (tried.has(key)) return;
    tried.add(key);
    const { ref } = test;
    const near = runs.filter(({ sample }) => {
      const n = valueOf(ref, { ...sample, scopes: [] });
      return n === test.bound || n === test.known;
    });
    const withNumber = (number: number): ValueSample[] =>
      near.slice(-NEAR).flatMap(({ sample }) => {
        const values = withValue(sample.values, ref.path, number);
        return sampler.allowed(values) ? [{ ...sample, values, markers: without(sample, ref) }] : [];
      });
    let [low, high] = [test.bound, test.known];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (withNumber(middle).every(fits)) high = middle;
      else low = middle;
    }
    samples.push(...withNumber(low), ...withNumber(high));
  };
  visitEntries(templates.objects, { test: refine });
  for (const node of besideObjects(templates)) visitNode(node, { test: refine });
  return samples;
}

/** Values with another one at a path. */
export function withValue<T>(values: T, path: readonly (string | number)[], value: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return value as T;
  const copy = (Array.isArray(values) ? [...(values as unknown[])] : { ...values }) as Record<string | number, unknown>;
  copy[key] = withValue(copy[key], rest, value);
  return copy as T;
}

function without(sample: ValueSample, ref: Ref & { from: 'value' }): ValueSample['markers'] {
  const path = JSON.stringify(ref.path);
  return sample.markers.filter((marker) => JSON.stringify(marker.path) !== path);
}

/** Whether there are numbers between what a template takes for a bound and the next number that was seen. */
export function hasOpenBound(node: Node): boolean {
  let open = false;
  visitNode(node, {
    test: (test) => {
      if (test.is === 'above' && test.known - test.bound > 1) open = true;
    },
  });
  return open;
}
