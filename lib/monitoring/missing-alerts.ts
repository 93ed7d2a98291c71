import type { Alert } from './alert';
import { WHO, WHOSE, type Series } from './series';

/** What has to be there for the objectives to say anything. */
export interface NeededSeries {
  /** Counter of requests. */
  readonly requests: string;
  /** Histogram of seconds, without suffix. */
  readonly duration: string;
  /** How long they may be missing: a counter that begins with the first request may well be. */
  readonly patience: string;
}

/** Alerts on metrics that are missing: without them no objective is missed, whatever happens. */
export function missingAlerts(series: Series, { requests, duration, patience }: NeededSeries, bound?: string): Alert[] {
  const up = `sum by (${WHOSE}) (${series('up')}) > 0`;
  const buckets = series(`${duration}_bucket`);
  return [
    {
      name: 'MetricsMissing',
      expr: `(${up}) unless on (${WHOSE}) ${series(requests)}`,
      for: patience,
      severity: 'warning',
      summary: `${WHO} does not count its requests.`,
      description: `{{ $value }} of its pods answer Prometheus, but have no ${requests}: errors are seen by nobody.`,
    },
    ...(bound === undefined
      ? []
      : [
          {
            name: 'LatencyBucketMissing',
            expr: `count by (${WHOSE}) (${series(`${duration}_count`)}) unless on (${WHOSE}) (label_replace(${buckets}, "le", "$1", "le", "([0-9]+)[.]0") and on (le) count_values("le", vector(${bound})))`,
            for: patience,
            severity: 'warning' as const,
            summary: `${WHO} does not measure the time that it promises.`,
            description: `{{ $value }} series of ${duration} have no bucket that ends there: late answers are seen by nobody.`,
          },
        ]),
  ];
}
