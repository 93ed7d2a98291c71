import { valueOf } from './evaluate';
import type { CompiledTemplates, Ref } from './ir';
import type { Run } from './run';
import type { Sampler, ValueSample } from './sample';
import { visitEntries, visitNode } from './walk';

/**
 * Values that narrow the bound of each number test down: a test for `n > 7` that was learnt from runs with 7 and 40 may
 * as well be one for `n > 12`. Takes runs on both sides and gives them numbers in between.
 */
export function refineThresholds(templates: CompiledTemplates, runs: readonly Run[], sampler: Sampler): ValueSample[] {
  const samples = new Map<string, ValueSample>();
  const visitor = {
    test: (test: { is: string; ref: Ref; bound?: number; known?: number }): void => {
      const { ref, bound, known } = test;
      if (test.is !== 'above' || ref.from !== 'value' || ref.scope !== 0 || bound === undefined || known === undefined)
        return;
      if (known - bound <= 1) return;
      const near = runs.filter(({ sample }) => {
        const n = valueOf(ref, { ...sample, scopes: [] });
        return n === bound || n === known;
      });
      const between = [0.25, 0.5, 0.75].map((part) => Math.floor(bound + (known - bound) * part));
      for (const number of new Set(between.filter((n) => n > bound && n < known)))
        for (const { sample } of near.slice(-4)) {
          const values = withValue(sample.values, ref.path, number);
          if (sampler.allowed(values))
            samples.set(JSON.stringify([values, sample.release]), { ...sample, values, markers: without(sample, ref) });
        }
    },
  };
  visitEntries(templates.objects, visitor);
  for (const node of [templates.notes, templates.test]) if (node) visitNode(node, visitor);
  return [...samples.values()];
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
