import type { ScalingRules } from '../autoscaling/behavior';

/** A change of the number of pods and when it was. */
export interface ScaleEvent {
  readonly time: number;
  /** Pods added, or taken away; always positive. */
  readonly change: number;
}

/** A number as Go's `int32` holds it: a policy of 2,147,483,647 pods wraps round, and then allows none. */
export const int32 = (value: number): number => value | 0;

/** Changes that there were, by direction. */
export interface ScaleHistory {
  readonly up: readonly ScaleEvent[];
  readonly down: readonly ScaleEvent[];
}

/**
 * Most pods that there may be at `now` by the policies for the way up.
 * @see horizontal.go `calculateScaleUpLimitWithScalingRules`
 */
export function scaleUpLimit(current: number, history: ScaleHistory, rules: ScalingRules, now: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const start = startOfPeriod(current, history, now - periodSeconds);
    // Rounded up, or one pod would never become two.
    return int32(type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100)));
  });
  const limit = rules.selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits);
  return Math.max(limit, current);
}

/**
 * Fewest pods that there may be at `now` by the policies for the way down.
 * @see horizontal.go `calculateScaleDownLimitWithBehaviors`
 */
export function scaleDownLimit(current: number, history: ScaleHistory, rules: ScalingRules, now: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const start = startOfPeriod(current, history, now - periodSeconds);
    return int32(type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100)));
  });
  // The least change leaves the most pods.
  const limit = rules.selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits);
  return Math.min(limit, current);
}

/** Most pods without `behavior`: twofold, or four. @see horizontal.go `calculateScaleUpLimit` */
export const scaleUpLimitWithoutBehavior = (current: number): number => Math.max(2 * current, 4);

/** Pods that there were when the period began. @see horizontal.go `getReplicasChangePerPeriod` */
function startOfPeriod(current: number, { up, down }: ScaleHistory, cutoff: number): number {
  const since = (events: readonly ScaleEvent[]): number =>
    events.reduce((sum, { time, change }) => (time > cutoff ? sum + change : sum), 0);
  return current - since(up) + since(down);
}
