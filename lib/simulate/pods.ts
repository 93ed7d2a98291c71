import type { Cohort } from './cohort';
import { rolloutStep, type RolloutStrategy } from './rollout';

/** The pods of a Deployment, as cohorts, oldest first. */
export class Pods {
  private cohorts: Cohort[] = [];

  constructor(
    private readonly containerStart: number,
    private readonly readyAfter: number,
  ) {}

  /** Pods that have been ready for ever. */
  static settled(pods: number, containerStart: number, readyAfter: number): Pods {
    const all = new Pods(containerStart, readyAfter);
    if (pods > 0) all.cohorts.push({ pods, created: -1e6, started: -1e6, ready: -1e6 });
    return all;
  }

  get all(): readonly Cohort[] {
    return this.cohorts;
  }

  get count(): number {
    return this.cohorts.reduce((sum, { pods }) => sum + pods, 0);
  }

  readyAt(now: number): number {
    return this.cohorts.reduce((sum, { pods, ready }) => (ready <= now ? sum + pods : sum), 0);
  }

  /**
   * Makes or ends pods until there are so many. Those that are not ready end first, then the youngest.
   * @see pkg/controller/controller_utils.go `ActivePodsWithRanks.Less`
   */
  scaleTo(replicas: number, now: number): void {
    const change = replicas - this.count;
    this.add(change, now);
    // Start-up takes equally long for all, so that those that are not ready are the youngest.
    let ending = -change;
    while (ending > 0) {
      const youngest = this.cohorts[this.cohorts.length - 1];
      if (!youngest) return;
      const gone = Math.min(ending, youngest.pods);
      youngest.pods -= gone;
      ending -= gone;
      if (youngest.pods === 0) this.cohorts.pop();
    }
  }

  /** Replaces old pods by new ones as far as it may now; false when it has nothing to do any more. */
  rollTo(replicas: number, strategy: RolloutStrategy, since: number, now: number): boolean {
    const step = rolloutStep(this.cohorts, replicas, strategy, since, now);
    if (!step) return false;
    let ending = step.remove;
    // Those that do not serve go first, then the youngest of the old ones.
    for (const serving of [false, true]) {
      for (const cohort of [...this.cohorts].reverse()) {
        if (cohort.created >= since || cohort.ready <= now !== serving) continue;
        const gone = Math.min(ending, cohort.pods);
        cohort.pods -= gone;
        ending -= gone;
      }
    }
    this.cohorts = this.cohorts.filter(({ pods }) => pods > 0);
    this.add(step.create, now);
    return true;
  }

  private add(pods: number, now: number): void {
    const started = now + this.containerStart;
    if (pods > 0) this.cohorts.push({ pods, created: now, started, ready: started + this.readyAfter });
  }

  /** Cohorts of which nothing new can be said any more become one. */
  merge(settledBefore: number): void {
    const settled = this.cohorts.findIndex(({ ready }) => ready >= settledBefore);
    const old = settled === -1 ? this.cohorts.length : settled;
    const [first] = this.cohorts;
    if (old < 2 || !first) return;
    const pods = this.cohorts.slice(0, old).reduce((sum, cohort) => sum + cohort.pods, 0);
    this.cohorts = [{ ...first, pods }, ...this.cohorts.slice(old)];
  }
}
