import type { Alert } from './alert';
import type { Series } from './series';
import type { Slo } from './slo';

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Seconds between two evaluations of the rules: sums over recorded rates become numbers of requests by it. */
export const EVALUATION_SECONDS = 30;

/** Fewer bad requests than this in the long window are no alert: of few requests, one is a large share. */
export const LEAST_BAD_REQUESTS = 5;

/**
 * How fast the error budget burns, in which windows, and who has to know. A burn of 1 uses the budget of 30 days up in 30
 * days; 14.4 uses 2 % of it in an hour. The short window ends the alert soon after the trouble has ended.
 * @see https://sre.google/workbook/alerting-on-slos/ "Multiwindow, Multi-Burn-Rate Alerts"
 */
export const BURN_ALERTS = [
  { burn: 14.4, long: '1h', short: '5m', severity: 'critical' },
  { burn: 6, long: '6h', short: '30m', severity: 'critical' },
  { burn: 3, long: '1d', short: '2h', severity: 'warning' },
  { burn: 1, long: '3d', short: '6h', severity: 'warning' },
] as const;

/**
 * All windows that burn rates are recorded for. Those of days change slowly and read many samples: they are evaluated every
 * five minutes only.
 */
const WINDOWS = { quick: ['5m', '30m', '1h', '2h', '6h'], slow: ['1d', '3d'] } as const;
export type Pace = keyof typeof WINDOWS;
export const PACE_SECONDS: Readonly<Record<Pace, number>> = { quick: EVALUATION_SECONDS, slow: 300 };

/** Names of the recorded series. */
export const recorded = {
  /** Share of good requests that is promised, 0 to 1. */
  objective: 'slo:objective:ratio',
  /** Time within which a good answer comes, in seconds. */
  threshold: 'slo:threshold:seconds',
  /** Requests that count, and bad ones, per second. */
  requests: 'slo:requests:rate5m',
  bad: 'slo:bad_requests:rate5m',
  /** Share of bad requests over the share that the objective allows. */
  burn: (window: string): string => `slo:burn_rate:${window}`,
} as const;

/** Series of one objective. */
const of = (slo: Slo): string => `slo="${slo.name}"`;

/**
 * The objective stands in one place: everything after it is computed in PromQL from these series. Long windows are sums
 * over recorded rates, which weigh each request alike and cost little: the raw series are read over five minutes only.
 */
export function recordingRules(slo: Slo, series: Series, labels: Readonly<Record<string, string>>): RecordingRule[] {
  const own = { slo: slo.name };
  return [
    { record: recorded.objective, expr: `vector(${slo.objective} / 100)`, labels: { ...labels, ...own } },
    ...(slo.milliseconds === undefined
      ? []
      : [{ record: recorded.threshold, expr: `vector(${slo.milliseconds} / 1000)`, labels: { ...labels, ...own } }]),
    { record: recorded.requests, expr: slo.sli.requests(series, '5m'), labels: own },
    { record: recorded.bad, expr: slo.sli.bad(series, '5m'), labels: own },
  ];
}

/** How fast the budget burns, over each window of this pace. */
export function burnRules(slo: Slo, series: Series, pace: Pace): RecordingRule[] {
  const budget = `(1 - ${series(recorded.objective, of(slo))})`;
  const [requests, bad] = [series(recorded.requests, of(slo)), series(recorded.bad, of(slo))];
  return WINDOWS[pace].map((window) => {
    const share =
      window === '5m'
        ? `${bad} / ${requests}`
        : `sum_over_time(${bad}[${window}]) / sum_over_time(${requests}[${window}])`;
    const expr = `(${share}) / on (job, slo) group_left () ${budget}`;
    return { record: recorded.burn(window), expr, labels: { slo: slo.name } };
  });
}

/** Alerts of one name; the label `window` tells them apart. */
export function burnAlerts(slo: Slo, series: Series, pace: Pace): Alert[] {
  const title = slo.name === 'availability' ? 'Availability' : 'Latency';
  const alerts = BURN_ALERTS.filter(({ long }) => (WINDOWS[pace] as readonly string[]).includes(long));
  return alerts.map(({ burn, long, short, severity }) => ({
    name: `${title}BudgetBurning`,
    severity,
    labels: { window: long },
    expr: [
      `${series(recorded.burn(long), of(slo))} > ${burn}`,
      `${series(recorded.burn(short), of(slo))} > ${burn}`,
      `sum_over_time(${series(recorded.bad, of(slo))}[${long}]) * ${EVALUATION_SECONDS} >= ${LEAST_BAD_REQUESTS}`,
    ].join(' and '),
    summary: `{{ $labels.job }} burns its ${slo.name} budget {{ $value | humanize }} times too fast.`,
    description: `Over ${long} and still over ${short}, more requests ${slo.bad} than ${slo.objective} % allows: over ${burn} times as many, at which the budget of 30 days lasts ${lasts(burn)}.`,
  }));
}

/** How long a budget of 30 days lasts at a burn rate. */
function lasts(burn: number): string {
  const days = 30 / burn;
  return days > 3 ? `${days} days` : `${Math.round(days * 24)} hours`;
}
