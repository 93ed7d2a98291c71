import type { FailureCode } from '../answers/failures';
import { Histogram } from './histogram';

/** Counted per service on the hot path: plain numbers, rendered only when somebody asks. */
export class ServiceStats {
  /** Answers by class: index 2 is 2xx. */
  readonly byClass = [0, 0, 0, 0, 0, 0];
  /** Requests that the proxy answered or broke off itself, by reason; 0 for those whose very first one has to be seen by a rate. */
  readonly failures = new Map<FailureCode, number>([
    ['queue_full', 0],
    ['queue_timeout', 0],
  ]);
  readonly latency = new Histogram();
  inFlight = 0;
  retries = 0;
  tunnels = 0;
  bytesIn = 0;
  bytesOut = 0;

  failed(code: FailureCode): void {
    this.failures.set(code, (this.failures.get(code) ?? 0) + 1);
  }
}
