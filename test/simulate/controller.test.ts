import fc from 'fast-check';
import type { ScalingBehavior, ScalingPolicy, ScalingRules } from '../../lib/autoscaling/behavior';
import { Controller } from '../../lib/simulate/controller';
import { scaleDownLimit, scaleUpLimit } from '../../lib/simulate/limits';
import type { HpaSettings } from '../../lib/simulate/settings';

const NOTHING = { up: [], down: [] };
const policy = (type: ScalingPolicy['type'], value: number, periodSeconds: number): ScalingPolicy => ({
  type,
  value,
  periodSeconds,
});
const rules = (
  policies: ScalingPolicy[],
  stabilizationWindowSeconds = 0,
  selectPolicy: ScalingRules['selectPolicy'] = 'Max',
): ScalingRules => ({
  policies,
  stabilizationWindowSeconds,
  selectPolicy,
});
const ANY = rules([policy('Percent', 1000, 15)]);
const ALL_DOWN = rules([policy('Percent', 100, 15)]);

/** Replicas after each proposal, one every 15 seconds. */
function replay(settings: Partial<HpaSettings>, start: number, proposals: readonly (number | undefined)[]): number[] {
  const controller = new Controller({ minReplicas: 1, maxReplicas: 100, metrics: [], ...settings }, 300);
  let replicas = start;
  return proposals.map((proposal, i) => (replicas = controller.reconcile(i * 15, replicas, [proposal])));
}

describe('policies', () => {
  // https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies
  test("the documentation's example: 80 pods go down by 10 % a minute, from 40 by 4 pods", () => {
    const down = rules([policy('Pods', 4, 60), policy('Percent', 10, 60)]);
    const minutes = replay({ behavior: { scaleUp: ANY, scaleDown: down } }, 80, Array<number>(60).fill(10)).filter(
      (_, i) => i % 4 === 0,
    );
    expect(minutes).toEqual([72, 64, 57, 51, 45, 40, 36, 32, 28, 24, 20, 16, 12, 10, 10]);
  });

  test('Min takes the policy of least change, Disabled none', () => {
    const both = [policy('Pods', 4, 60), policy('Percent', 100, 60)];
    expect(scaleUpLimit(10, NOTHING, rules(both), 0)).toBe(20);
    expect(scaleUpLimit(10, NOTHING, rules(both, 0, 'Min'), 0)).toBe(14);
    expect(scaleUpLimit(10, NOTHING, rules(both, 0, 'Disabled'), 0)).toBe(10);
    expect(scaleDownLimit(10, NOTHING, rules(both), 0)).toBe(0);
    expect(scaleDownLimit(10, NOTHING, rules(both, 0, 'Min'), 0)).toBe(6);
    expect(scaleDownLimit(10, NOTHING, rules(both, 0, 'Disabled'), 0)).toBe(10);
  });

  test('a percentage on the way up is rounded up, so that one pod can become two', () => {
    expect(scaleUpLimit(1, NOTHING, rules([policy('Percent', 10, 60)]), 0)).toBe(2);
  });

  test('what was added within the period counts against it', () => {
    const history = { up: [{ time: 40, change: 3 }], down: [] };
    const four = rules([policy('Pods', 4, 60)]);
    expect(scaleUpLimit(10, history, four, 60)).toBe(11);
    expect(scaleUpLimit(10, history, four, 100)).toBe(14);
  });
});

describe('the memory of what was scaled', () => {
  // horizontal.go `storeScaleEvent`: one outdated event is overwritten by each new one, and the policies of the other
  // direction, which look back further, no longer find it.
  test('loses an event that is outdated for its own direction only', () => {
    const behavior = {
      scaleUp: rules([policy('Percent', 1000, 15)]),
      scaleDown: rules([policy('Pods', 3, 300)]),
    };
    // Up by 4 at 0 s. Up by 2 at 30 s overwrites that. At 45 s the period of 300 s seems to have begun with 10 - 2 = 8.
    expect(replay({ behavior }, 4, [8, 8, 10, 1])).toEqual([8, 8, 10, 5]);
    // With no other event between, it began with 8 - 4 = 4, and three fewer are one.
    expect(replay({ behavior }, 4, [8, 8, 8, 1])).toEqual([8, 8, 8, 1]);
  });

  test('a policy of more pods than a number of 32 bits holds allows none, as in the controller', () => {
    const behavior = { scaleUp: rules([policy('Pods', 2_147_483_647, 60)]), scaleDown: ALL_DOWN };
    expect(replay({ behavior }, 4, [8])).toEqual([4]);
  });
});

describe('stabilization', () => {
  test('goes down to the highest recommendation of the window', () => {
    const behavior = { scaleUp: ANY, scaleDown: { ...ALL_DOWN, stabilizationWindowSeconds: 60 } };
    expect(replay({ behavior }, 10, [10, 4, 6, 3, 3, 3, 3, 3, 3])).toEqual([10, 10, 10, 10, 6, 6, 3, 3, 3]);
  });

  test('goes up to the lowest recommendation of the window', () => {
    const behavior = { scaleUp: { ...ANY, stabilizationWindowSeconds: 30 }, scaleDown: ALL_DOWN };
    expect(replay({ behavior }, 2, [2, 8, 5, 9, 9])).toEqual([2, 2, 5, 5, 9]);
  });

  test('without behaviour: up at most twofold or to four, down after five minutes', () => {
    const up = replay({}, 1, [50, 50, 50, 50, 50]);
    expect(up).toEqual([4, 8, 16, 32, 50]);
    const down = replay({}, 8, Array<number>(30).fill(2));
    expect(down.lastIndexOf(8)).toBe(20);
    expect(down[21]).toBe(2);
  });
});

describe('the controller', () => {
  test('takes the metric that asks for the most, and none down while one is unread', () => {
    const controller = new Controller(
      { minReplicas: 1, maxReplicas: 9, metrics: [], behavior: { scaleUp: ANY, scaleDown: ALL_DOWN } },
      300,
    );
    expect(controller.reconcile(0, 4, [2, 6])).toBe(6);
    expect(controller.reconcile(400, 6, [2, undefined])).toBe(6);
    expect(controller.reconcile(800, 6, [undefined, 8])).toBe(8);
    expect(controller.reconcile(1200, 8, [undefined, undefined])).toBe(8);
  });

  test('brings what is out of bounds back at once, and leaves what is scaled to zero alone', () => {
    expect(replay({ minReplicas: 3, maxReplicas: 5 }, 1, [undefined])).toEqual([3]);
    expect(replay({ minReplicas: 3, maxReplicas: 5 }, 9, [undefined])).toEqual([5]);
    expect(replay({}, 0, [5])).toEqual([0]);
  });
});

describe('always', () => {
  const policies = fc.array(
    fc.record({
      type: fc.constantFrom('Pods' as const, 'Percent' as const),
      value: fc.integer({ min: 1, max: 150 }),
      periodSeconds: fc.constantFrom(15, 30, 60, 120),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const some = fc.record({
    stabilizationWindowSeconds: fc.constantFrom(0, 30, 60, 300),
    policies,
    selectPolicy: fc.constantFrom('Max' as const, 'Min' as const, 'Disabled' as const),
  });
  const behavior: fc.Arbitrary<ScalingBehavior> = fc.record({ scaleUp: some, scaleDown: some });
  const bounds = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 200 }))
    .map(([min, more]) => ({ minReplicas: min, maxReplicas: min + more }));
  const proposals = fc.array(fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined, freq: 8 }), {
    minLength: 1,
    maxLength: 80,
  });

  test('bounds are kept', () => {
    fc.assert(
      fc.property(bounds, fc.option(behavior, { nil: undefined }), proposals, (hpa, moves, asked) => {
        for (const replicas of replay({ ...hpa, behavior: moves }, hpa.minReplicas, asked)) {
          expect(replicas).toBeGreaterThanOrEqual(hpa.minReplicas);
          expect(replicas).toBeLessThanOrEqual(hpa.maxReplicas);
        }
      }),
    );
  });

  test('no change goes further than the policies allow from the number at the beginning of their period', () => {
    fc.assert(
      fc.property(bounds, behavior, proposals, (hpa, moves, asked) => {
        const start = hpa.minReplicas;
        const after = replay({ ...hpa, behavior: moves }, start, asked);
        after.forEach((replicas, i) => {
          const before = after[i - 1] ?? start;
          if (replicas === before) return;
          const up = replicas > before;
          const { policies: some, selectPolicy } = up ? moves.scaleUp : moves.scaleDown;
          // The number when the period began, read off the course itself and not off the controller's memory.
          const limits = some.map(({ type, value, periodSeconds }) => {
            const began = after[i - periodSeconds / 15] ?? start;
            const change = type === 'Pods' ? value : (began * value) / 100;
            return up ? Math.ceil(began + change) : Math.floor(began - change + 1e-9);
          });
          const most =
            selectPolicy === 'Min'
              ? up
                ? Math.min(...limits)
                : Math.max(...limits)
              : up
                ? Math.max(...limits)
                : Math.min(...limits);
          expect(selectPolicy).not.toBe('Disabled');
          if (up) expect(replicas).toBeLessThanOrEqual(most);
          else expect(replicas).toBeGreaterThanOrEqual(most);
        });
      }),
    );
  });

  test('no step goes beyond what was asked for within the windows', () => {
    fc.assert(
      fc.property(bounds, behavior, proposals, (hpa, moves, asked) => {
        const after = replay({ ...hpa, behavior: moves }, hpa.minReplicas, asked);
        after.forEach((replicas, i) => {
          const before = after[i - 1] ?? hpa.minReplicas;
          if (replicas > before) expect(replicas).toBeLessThanOrEqual(asked[i] ?? 0);
          if (replicas < before) expect(replicas).toBeGreaterThanOrEqual(Math.min(asked[i] ?? 0, hpa.maxReplicas));
        });
      }),
    );
  });
});
