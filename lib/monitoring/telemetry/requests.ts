import type { Panel } from '../dashboard/panel';
import { RATE, WHOSE, type Series } from '../series';
import type { Sli, Slis } from '../slo';
import { recorded } from '../slo-rules';
import { missingAlerts } from '../missing-alerts';
import type { Telemetry } from './telemetry';

/** How a service calls its metrics of requests. */
export interface RequestMetrics {
  /** Counter of answered requests. */
  readonly requests: string;
  /** Matcher of its series that are errors; their absence is taken for 0. @default - `status="5xx"`, which is always there */
  readonly failed?: string;
  /** Its label with the status, for the dashboard. @default "status" */
  readonly statusLabel?: string;
  /** Histogram of seconds, without suffix. */
  readonly duration: string;
  /** Matcher of the histogram's series that count for latency: an error that comes fast is no good answer. @default - all */
  readonly answered?: string;
  /** Gauge. @default - no panel */
  readonly inFlight?: string;
  /** Upper bounds of the histogram's buckets, in seconds: the promised time has to be one. @default - unknown */
  readonly buckets?: readonly number[];
}

/** Requests of any service that counts and times them: of a Django or Flask app with an exporter of its own, for example. */
export function requestTelemetry(metrics: RequestMetrics): Telemetry {
  return {
    slis: slisOf(metrics),
    buckets: metrics.buckets,
    alerts: (series, { bound }) => missingAlerts(series, { ...metrics, patience: '1h' }, bound),
    rows: (series) => [{ title: 'Requests', panels: requestPanels(metrics, series) }],
  };
}

/**
 * Indicators of requests.
 * @param by labels beside those that say whose the series are: each of their values has objectives of its own
 */
export function slisOf({ requests, failed, duration, answered }: RequestMetrics, by: readonly string[] = []): Slis {
  const labels = [WHOSE, ...by].join(', ');
  const perSecond = (selector: string, window: string): string => `sum by (${labels}) (rate(${selector}[${window}]))`;
  const matchers = answered === undefined ? [] : [answered];
  const availability: Sli = {
    requests: (series, window) => perSecond(series(requests), window),
    bad: (series, window) =>
      failed === undefined
        ? perSecond(series(requests, 'status="5xx"'), window)
        : `(${perSecond(series(requests, failed), window)} or 0 * ${perSecond(series(requests), window)})`,
  };
  const all: Sli['requests'] = (series, window) => perSecond(series(`${duration}_count`, ...matchers), window);
  const inTime: Sli['bad'] = (series, window, bound) => {
    const buckets = `rate(${series(`${duration}_bucket`, ...matchers)}[${window}])`;
    // Prometheus 3 calls the bound 1 "1.0"; count_values calls it "1".
    const plainBounds = `label_replace(${buckets}, "le", "$1", "le", "([0-9]+)[.]0")`;
    // The bucket whose bound is the threshold. It is written here and not read from a recorded series: rules of another
    // release of the same name would add theirs.
    return `sum by (${labels}) (${plainBounds} and on (le) count_values("le", vector(${bound})))`;
  };
  const latency: Sli = {
    requests: all,
    bad: (series, window, bound) => `${all(series, window)} - ${inTime(series, window, bound)}`,
  };
  return { availability, latency, by };
}

const threshold = (series: Series): string => series(recorded.threshold, 'slo="latency"');

/** Panels that all services have. */
export function requestPanels(metrics: RequestMetrics, series: Series): Panel[] {
  const { requests, statusLabel = 'status', duration, inFlight } = metrics;
  const quantile = (q: number): string =>
    `histogram_quantile(${q}, sum by (le) (rate(${series(`${duration}_bucket`)}[${RATE}])))`;
  return [
    {
      title: 'Requests',
      unit: 'reqps',
      stacked: true,
      queries: [{ expr: `sum by (${statusLabel}) (rate(${series(requests)}[${RATE}]))`, legend: `{{${statusLabel}}}` }],
    },
    {
      title: 'Time to answer',
      unit: 's',
      queries: [
        ...[0.5, 0.95, 0.99].map((q) => ({ expr: quantile(q), legend: `p${q * 100}` })),
        { expr: `max(${threshold(series)})`, legend: 'promised' },
      ],
    },
    ...(inFlight === undefined
      ? []
      : [
          {
            title: 'Requests in flight',
            queries: [{ expr: `sum by (pod) (${series(inFlight)})`, legend: '{{pod}}' }],
          },
        ]),
  ];
}
