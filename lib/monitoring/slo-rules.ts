import type { Alert } from './alert';
import { WHO, WHOSE, type Series } from './series';
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

/** Windows that burn rates are recorded over. */
export type BurnWindow = '5m' | '30m' | '1h' | '2h' | '6h' | '1d' | '3d';

/** A rate at which somebody has to know that an error budget burns. */
export interface BurnAlert {
  /** How many times faster than allowed. */
  readonly burn: number;
  /** Shows that it matters. */
  readonly long: BurnWindow;
  /** Shows that it still goes on. */
  readonly short: BurnWindow;
  /** `critical` wakes somebody; all rates of one severity and pace are one alert. */
  readonly severity: 'critical' | 'warning';
}

/**
 * How fast the error budget burns, in which windows, and who has to know. A burn of 1 uses the budget of 30 days up in 30
 * days; 14.4 uses 2 % of it in an hour. The short window ends the alert soon after the trouble has ended.
 * @see https://sre.google/workbook/alerting-on-slos/ "Multiwindow, Multi-Burn-Rate Alerts"
 */
export const BURN_ALERTS: readonly BurnAlert[] = [
  { burn: 14.4, long: '1h', short: '5m', severity: 'critical' },
  { burn: 6, long: '6h', short: '30m', severity: 'critical' },
  { burn: 3, long: '1d', short: '2h', severity: 'warning' },
  { burn: 1, long: '3d', short: '6h', severity: 'warning' },
];

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

/** PromQL of the promised time in seconds. */
export const boundOf = ({ milliseconds }: Slo): string => `${milliseconds ?? 0} / 1000`;

/** Labels that tell the series of an objective apart. */
export const labelsOf = ({ by }: Slo): string => [WHOSE, 'slo', ...by].join(', ');

/**
 * What is recorded of an objective. Each rule has the objective's number in itself: series that say it, of another release of
 * the same name, cannot get into it. Long windows are sums over recorded rates, which weigh each request alike and cost
 * little: the raw series are read over five minutes only.
 */
export function recordingRules(slo: Slo, series: Series): RecordingRule[] {
  const labels = { slo: slo.name };
  // By the workload's own series, so that the labels are those of the cluster and not of what was rendered.
  const said = (value: string): string => `group by (${WHOSE}) (${series('up')}) * (${value})`;
  return [
    { record: recorded.objective, expr: said(`${slo.objective} / 100`), labels },
    ...(slo.milliseconds === undefined ? [] : [{ record: recorded.threshold, expr: said(boundOf(slo)), labels }]),
    { record: recorded.requests, expr: slo.sli.requests(series, '5m'), labels },
    { record: recorded.bad, expr: slo.sli.bad(series, '5m', boundOf(slo)), labels },
  ];
}

/** How fast the budget burns, over each window of this pace. */
export function burnRules(slo: Slo, series: Series, pace: Pace): RecordingRule[] {
  const budget = `(1 - ${slo.objective} / 100)`;
  const [requests, bad] = [series(recorded.requests, of(slo)), series(recorded.bad, of(slo))];
  return WINDOWS[pace].map((window) => {
    const share =
      window === '5m'
        ? `${bad} / ${requests}`
        : `sum_over_time(${bad}[${window}]) / sum_over_time(${requests}[${window}])`;
    return { record: recorded.burn(window), expr: `(${share}) / ${budget}`, labels: { slo: slo.name } };
  });
}

/** One alert for each severity: that wakes somebody and that for working hours; any of its windows is enough. */
export function burnAlerts(slo: Slo, series: Series, pace: Pace, burns: readonly BurnAlert[]): Alert[] {
  const own = burns.filter(({ long }) => (WINDOWS[pace] as readonly string[]).includes(long));
  return [...new Set(own.map(({ severity }) => severity))].map((severity) =>
    burnAlert(
      slo,
      series,
      severity,
      own.filter((one) => one.severity === severity),
    ),
  );
}

function burnAlert(slo: Slo, series: Series, severity: Alert['severity'], burns: readonly BurnAlert[]): Alert {
  const title = slo.name === 'availability' ? 'Availability' : 'Latency';
  const burning = burns.map(({ burn, long, short }) => {
    const enough = `sum_over_time(${series(recorded.bad, of(slo))}[${long}]) * ${EVALUATION_SECONDS} >= ${LEAST_BAD_REQUESTS}`;
    const fast = (window: string): string => `${series(recorded.burn(window), of(slo))} > ${burn}`;
    return `(${fast(long)} and ${fast(short)} and ${enough})`;
  });
  const windows = burns.map(({ burn, long, short }) => `${burn} over ${long} and ${short} (it lasts ${lasts(burn)})`);
  const service = slo.by.map((label) => `{{ with $labels.${label} }} for {{ . }}{{ end }}`).join('');
  return {
    name: `${title}BudgetBurning`,
    severity,
    expr: burning.join(' or '),
    summary: `${WHO}${service} burns its ${slo.name} budget {{ $value | printf "%.3g" }} times too fast.`,
    description: `More requests ${slo.bad} than ${slo.objective} % allows. Burn rates that fire, and what the budget of 30 days lasts at them: ${windows.join('; ')}.`,
  };
}

/** How long a budget of 30 days lasts at a burn rate. */
function lasts(burn: number): string {
  const days = 30 / burn;
  return days > 3 ? `${Number(days.toFixed(1))} days` : `${Math.round(days * 24)} hours`;
}
