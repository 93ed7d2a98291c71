import { contract } from '../contract';

/** Upper bounds of latency, in seconds. */
export const BOUNDS = contract.metrics.durationBuckets;

/** A Prometheus histogram that costs a few comparisons. */
export class Histogram {
  /** One count per bound, not cumulative, and one more for all above. */
  readonly counts: number[] = new Array<number>(BOUNDS.length + 1).fill(0);
  sum = 0;

  observe(seconds: number): void {
    let at = 0;
    while (at < BOUNDS.length && seconds > BOUNDS[at]!) at++;
    this.counts[at]!++;
    this.sum += seconds;
  }
}
