import { sampleOf, trusts, type Sample } from './metrics-server';
import type { Cohort } from './cohort';
import { replicasFor, type PodGroup, type Target, type Tolerance } from './replica-calculator';
import type { Served } from './served';
import { requestFor, type Clockwork, type MeasuredMetric, type PodModel } from './settings';

/** What the metrics API shows of the pods, and what one metric makes of it. */
export class Measurement {
  constructor(
    private readonly pod: PodModel,
    private readonly served: Served,
    private readonly clock: Clockwork,
    private readonly tolerance: Tolerance,
  ) {}

  /** How many pods `metric` asks for; undefined when no pod has it. */
  proposal(metric: MeasuredMetric, cohorts: readonly Cohort[], current: number, now: number): number | undefined {
    const groups = cohorts.map((cohort) => this.group(metric, cohort, now));
    return replicasFor(groups, this.target(metric), current, this.tolerance);
  }

  private target(metric: MeasuredMetric): Target {
    if (metric.as === 'average') return { value: thousandths(metric.target) };
    return { percent: metric.target, request: thousandths(requestFor(this.pod, metric) ?? 0) };
  }

  private group(metric: MeasuredMetric, cohort: Cohort, now: number): PodGroup {
    const { pods } = cohort;
    if (cohort.started > now) return { state: 'unready', pods, use: 0 };
    if (metric.of === 'requests') return this.rate(cohort, now);
    const sample = sampleOf(cohort, now, this.clock);
    if (!sample) return { state: 'missing', pods, use: 0 };
    // Only CPU of a pod that is not ready is distrusted. @see replica_calculator.go `groupPods`
    if (metric.of === 'memory') return { state: 'counted', pods, use: thousandths(this.pod.memory ?? 0) };
    if (!trusts(cohort, sample, now, this.clock)) return { state: 'unready', pods, use: 0 };
    const requests = this.served.between(sample.from, sample.to, cohort.ready);
    const cores = this.pod.idleCpu + (requests * this.pod.cpuPerRequest) / (sample.to - sample.from);
    return { state: 'counted', pods, use: thousandths(cores + this.starting(cohort, sample)) };
  }

  /** Cores that starting up takes, averaged over a sample. */
  private starting({ started }: Cohort, { from, to }: Sample): number {
    if (!this.pod.startCpu) return 0;
    const { cores, seconds } = this.pod.startCpu;
    const overlap = Math.min(to, started + seconds) - Math.max(from, started);
    return overlap <= 0 ? 0 : (cores * overlap) / (to - from);
  }

  /**
   * Known from the second scrape on, ready or not. `rate` divides by the whole window, so that a young pod seems to get
   * less than it does. @see prometheus promql/functions.go `extrapolatedRate`
   */
  private rate({ pods, started, ready }: Cohort, now: number): PodGroup {
    const to = now - this.clock.rateLag;
    if (to - started < this.clock.scrapeInterval) return { state: 'missing', pods, use: 0 };
    const requests = this.served.between(to - this.clock.rateWindow, to, ready);
    return { state: 'counted', pods, use: Math.round((requests / this.clock.rateWindow) * 1000) };
  }
}

/** A quantity in whole thousandths, rounded up as the autoscaler reads it. @see apimachinery `Quantity.MilliValue` */
function thousandths(quantity: number): number {
  const exact = quantity * 1000;
  const nearest = Math.round(exact);
  return Math.abs(exact - nearest) <= 1e-6 * Math.max(1, Math.abs(nearest) * 1e-6) ? nearest : Math.ceil(exact);
}
