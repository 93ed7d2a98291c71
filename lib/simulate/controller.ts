import type { ScalingBehavior } from '../autoscaling/behavior';
import { scaleDownLimit, scaleUpLimit, scaleUpLimitWithoutBehavior, type ScaleEvent } from './limits';
import type { HpaSettings } from './settings';
import { stabilize, stabilizeWithoutBehavior, type Recommendation } from './stabilization';

/**
 * One HorizontalPodAutoscaler and what its controller remembers of it. Times are seconds and never go back.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/podautoscaler/horizontal.go
 */
export class Controller {
  private recommendations: Recommendation[] = [];
  private history: { up: ScaleEvent[]; down: ScaleEvent[] } = { up: [], down: [] };

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
    if (desired > current) this.history.up.push({ time: now, change: desired - current });
    if (desired < current) this.history.down.push({ time: now, change: current - desired });
    this.forget(now);
    return desired;
  }

  private normalize(now: number, current: number, wanted: number | undefined): number {
    if (wanted === undefined) return current;
    const { behavior } = this.settings;
    const before = [...this.recommendations];
    this.recommendations.push({ time: now, replicas: wanted });
    return behavior
      ? this.withBehavior(behavior, now, current, wanted, before)
      : this.withoutBehavior(now, current, wanted, before);
  }

  /** @see `normalizeDesiredReplicasWithBehaviors`, `convertDesiredReplicasWithBehaviorRate` */
  private withBehavior(
    { scaleUp, scaleDown }: ScalingBehavior,
    now: number,
    current: number,
    wanted: number,
    before: readonly Recommendation[],
  ): number {
    const { minReplicas, maxReplicas } = this.settings;
    const windows = { up: scaleUp.stabilizationWindowSeconds, down: scaleDown.stabilizationWindowSeconds };
    const stable = stabilize(wanted, current, before, windows, now);
    if (stable > current) return Math.min(stable, maxReplicas, scaleUpLimit(current, this.history, scaleUp, now));
    if (stable < current) return Math.max(stable, minReplicas, scaleDownLimit(current, this.history, scaleDown, now));
    return stable;
  }

  /** @see `normalizeDesiredReplicas`, `convertDesiredReplicasWithRules` */
  private withoutBehavior(now: number, current: number, wanted: number, before: readonly Recommendation[]): number {
    const { minReplicas, maxReplicas } = this.settings;
    const stable = stabilizeWithoutBehavior(wanted, before, this.downscaleStabilization, now);
    return Math.max(minReplicas, Math.min(stable, maxReplicas, scaleUpLimitWithoutBehavior(current)));
  }

  /** Nothing looks back further than an hour (`stabilizationWindowSeconds`) or half of one (`periodSeconds`). */
  private forget(now: number): void {
    const recent = ({ time }: { readonly time: number }): boolean => time >= now - 3600;
    if (this.recommendations.length > 512) this.recommendations = this.recommendations.filter(recent);
    for (const way of ['up', 'down'] as const) {
      if (this.history[way].length > 512) this.history[way] = this.history[way].filter(recent);
    }
  }
}

/** The most that any metric asks for; with one unread, no fewer than there are. @see `computeReplicasForMetrics` */
function combine(proposals: readonly (number | undefined)[], current: number): number | undefined {
  const read = proposals.filter((proposal) => proposal !== undefined);
  if (read.length === 0) return undefined;
  const most = Math.max(...read);
  return read.length < proposals.length && most < current ? undefined : most;
}
