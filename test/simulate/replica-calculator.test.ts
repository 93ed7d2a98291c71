import fc from 'fast-check';
import { replicasFor, type PodGroup } from '../../lib/simulate/replica-calculator';

const TOLERANCE = { up: 0.1, down: 0.1 };
const pod = (use: number): PodGroup => ({ state: 'counted', pods: 1, use });
const unready: PodGroup = { state: 'unready', pods: 1, use: 0 };
const missing: PodGroup = { state: 'missing', pods: 1, use: 0 };
const percent = (of: number, request = 1000) => ({ percent: of, request });

describe('the documented algorithm: ceil(replicas × use / target)', () => {
  // https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
  test('twice the target doubles the pods', () => {
    expect(replicasFor([pod(200), pod(200)], { value: 100 }, 2, TOLERANCE)).toBe(4);
  });
  test('half the target halves them', () => {
    expect(replicasFor([pod(50), pod(50), pod(50), pod(50)], { value: 100 }, 4, TOLERANCE)).toBe(2);
  });
  test('a tenth more or less is left alone', () => {
    expect(replicasFor([pod(110), pod(110)], { value: 100 }, 2, TOLERANCE)).toBe(2);
    expect(replicasFor([pod(90), pod(90)], { value: 100 }, 2, TOLERANCE)).toBe(2);
    expect(replicasFor([pod(111), pod(111)], { value: 100 }, 2, TOLERANCE)).toBe(3);
  });
});

// Cases of pkg/controller/podautoscaler/replica_calculator_test.go, by their names there; requests are one core.
describe("Kubernetes' own cases", () => {
  test.each<[name: string, groups: PodGroup[], target: number, current: number, expected: number]>([
    ['ScaleUp', [pod(300), pod(500), pod(700)], 30, 3, 5],
    ['ScaleUpUnreadyLessScale', [unready, pod(500), pod(700)], 30, 3, 4],
    ['ScaleUpUnreadyNoScale', [pod(400), unready, unready], 30, 3, 3],
    ['ScaleDown', [100, 300, 500, 250, 250].map(pod), 50, 5, 3],
    ['MissingMetricsNoChangeEq', [pod(1000), missing], 100, 2, 2],
    ['MissingMetricsNoChangeGt', [pod(1900), missing], 100, 2, 2],
    ['MissingMetricsNoChangeLt', [pod(600), missing], 100, 2, 2],
    ['MissingMetricsUnreadyNoChange', [unready, pod(450), missing], 50, 3, 3],
    ['MissingMetricsUnreadyScaleUp', [unready, pod(2000), missing], 50, 3, 4],
  ])('%s', (_, groups, target, current, expected) => {
    expect(replicasFor(groups, percent(target), current, TOLERANCE)).toBe(expected);
  });

  test('ScaleUpCM: values of pods, not percentages', () => {
    const groups = [pod(20_000), pod(10_000), pod(30_000)];
    expect(replicasFor(groups, { value: 15_000 }, 3, TOLERANCE)).toBe(4);
  });

  test('EmptyMetrics: no pod that counts, no answer', () => {
    expect(replicasFor([unready, missing], percent(50), 2, TOLERANCE)).toBeUndefined();
  });
});

describe('always', () => {
  const groups = fc.array(
    fc.record({
      state: fc.constantFrom('counted' as const, 'unready' as const, 'missing' as const),
      pods: fc.integer({ min: 1, max: 50 }),
      use: fc.integer({ min: 0, max: 4000 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const target = fc.oneof(
    fc.record({ percent: fc.integer({ min: 1, max: 200 }), request: fc.integer({ min: 10, max: 2000 }) }),
    fc.record({ value: fc.integer({ min: 1, max: 3000 }) }),
  );
  const podsOf = (of: readonly PodGroup[]) => of.reduce((sum, { pods }) => sum + pods, 0);

  test('what is not known dampens: it never turns the direction round', () => {
    fc.assert(
      fc.property(groups, target, (some, at) => {
        const current = podsOf(some);
        const counted = some.filter(({ state }) => state === 'counted');
        const without = replicasFor(counted, at, podsOf(counted), TOLERANCE);
        const all = replicasFor(some, at, current, TOLERANCE);
        if (without === undefined || all === undefined) return without === all;
        if (without > podsOf(counted)) return all >= current;
        return without < podsOf(counted) ? all <= current : true;
      }),
    );
  });

  test('more use never asks for fewer pods, while every pod is known', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ max: 4000, min: 0 }),
        fc.integer({ max: 500, min: 0 }),
        target,
        (pods, use, more, at) => {
          const ask = (each: number) => replicasFor([{ state: 'counted', pods, use: each }], at, pods, TOLERANCE) ?? 0;
          expect(ask(use + more)).toBeGreaterThanOrEqual(ask(use));
        },
      ),
    );
  });
});
