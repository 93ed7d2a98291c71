import type { ScalingBehavior } from '../autoscaling/behavior';
import { scaleDownLimit, scaleUpLimit, scaleUpLimitWithoutBehavior, type ScaleEvent } from './limits';
import type { HpaSettings } from './settings';
import { stabilize, stabilizeWithoutBehavior, type Recommendation } from './stabilization';
import { store } from './stored';

/**
 * One HorizontalPodAutoscaler and what its controller remembers of it. Times are seconds and never go back.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/podautoscaler/horizontal.go
 */
export class Controller {
  private readonly recommendations: Recommendation[] = [];
  private readonly history: { readonly up: ScaleEvent[]; readonly down: ScaleEvent[] } = { up: [], down: [] };

  constructor(
    private readonly settings: HpaSettings,
    /** `--horizontal-pod-autoscaler-downscale-stabilization`. */
    private readonly downscaleStabilization: number,
  ) {}

  /**
   * How many pods there should be from now on. @see `reconcileAutoscaler`
   * @param proposals what each metric asks for; `undefined` for one that could not be read
   */
  reconcile(now: number, current: number, proposals: readonly (number | undefined)[]): number {
    const { minReplicas, maxReplicas } = this.settings;
    // `recordInitialRecommendation`: a fresh controller does not scale down before a whole window has passed.
    if (this.recommendations.length === 0) this.recommendations.push({ time: now, replicas: current });
    const desired =
      current === 0
        ? 0
        : current > maxReplicas
          ? maxReplicas
          : current < minReplicas
            ? minReplicas
            : this.normalize(now, current, combine(proposals, current));
    if (desired !== current) this.remember(now, desired - current);
    return desired;
  }

  private normalize(now: number, current: number, wanted: number | undefined): number {
    if (wanted === undefined) return current;
    const { behavior } = this.settings;
    const replicas = behavior
      ? this.withBehavior(behavior, now, current, wanted)
      : this.withoutBehavior(now, current, wanted);
    const window = behavior
      ? Math.max(behavior.scaleUp.stabilizationWindowSeconds, behavior.scaleDown.stabilizationWindowSeconds)
      : this.downscaleStabilization;
    store(this.recommendations, { time: now, replicas: wanted }, ({ time }) => time < now - window);
    return replicas;
  }

  /** @see `normalizeDesiredReplicasWithBehaviors`, `convertDesiredReplicasWithBehaviorRate` */
  private withBehavior({ scaleUp, scaleDown }: ScalingBehavior, now: number, current: number, wanted: number): number {
    const { minReplicas, maxReplicas } = this.settings;
    const windows = { up: scaleUp.stabilizationWindowSeconds, down: scaleDown.stabilizationWindowSeconds };
    const stable = stabilize(wanted, current, this.recommendations, windows, now);
    if (stable > current) return Math.min(stable, maxReplicas, scaleUpLimit(current, this.history, scaleUp, now));
    if (stable < current) return Math.max(stable, minReplicas, scaleDownLimit(current, this.history, scaleDown, now));
    return stable;
  }

  /** @see `normalizeDesiredReplicas`, `convertDesiredReplicasWithRules` */
  private withoutBehavior(now: number, current: number, wanted: number): number {
    const { minReplicas, maxReplicas } = this.settings;
    const stable = stabilizeWithoutBehavior(wanted, this.recommendations, this.downscaleStabilization, now);
    return Math.max(minReplicas, Math.min(stable, maxReplicas, scaleUpLimitWithoutBehavior(current)));
  }

  /** @see `storeScaleEvent`: an event is outdated by the policies of its own direction, though both look at it. */
  private remember(now: number, change: number): void {
    const { behavior } = this.settings;
    if (!behavior) return;
    const [events, rules] = change > 0 ? [this.history.up, behavior.scaleUp] : [this.history.down, behavior.scaleDown];
    const longest = Math.max(0, ...rules.policies.map(({ periodSeconds }) => periodSeconds));
    store(events, { time: now, change: Math.abs(change) }, ({ time }) => time < now - longest);
  }
}

/** The most that any metric asks for; with one unread, no fewer than there are. @see `computeReplicasForMetrics` */
function combine(proposals: readonly (number | undefined)[], current: number): number | undefined {
  const read = proposals.filter((proposal) => proposal !== undefined);
  if (read.length === 0) return undefined;
  const most = Math.max(...read);
  return read.length < proposals.length && most < current ? undefined : most;
}
