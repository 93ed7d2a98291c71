/** An alert, before it is a rule of Prometheus. */
export interface Alert {
  /** CamelCase; docs/runbook.md has a section of this name. */
  readonly name: string;
  /** Fires for each series that this gives; of the threshold, where there is one. */
  readonly expr: string | ((threshold: number) => string);
  /** What the measure is compared with, in the unit that docs/monitoring.md says. @default - nothing that could be set */
  readonly threshold?: number;
  /** How long it has to hold, as Prometheus writes durations. @default - at once */
  readonly for?: string;
  /** `critical`: users are harmed now, wake somebody. `warning`: look at it in working hours. */
  readonly severity: 'critical' | 'warning';
  /** Labels beside `severity`. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** One line; both may hold templates of Prometheus (`{{ $labels.pod }}`). */
  readonly summary: string;
  readonly description: string;
}

/** A rule of a PrometheusRule. */
export interface PrometheusAlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What is different of one alert. */
export interface AlertChange {
  /** How long it has to hold, as Prometheus writes durations (`10m`). @default - as it is */
  readonly for?: string;
  /** Who has to know; a word of your own routes it elsewhere. @default - as it is */
  readonly severity?: string;
  /** What the measure is compared with, of alerts that have a threshold. @default - as it is */
  readonly threshold?: number;
  /** Further labels. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further annotations, or others in place of these. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What is different of all alerts, and of some. */
export interface AlertSettings {
  /** Address of docs/runbook.md, or of your own copy with the same headings. */
  readonly runbook: string;
  /** Labels of all alerts. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of all alerts. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** By the alert's name: what is different of it, or `false` for none. @default - all as they are */
  readonly changes?: Readonly<Record<string, AlertChange | false>>;
}

/** Returns the rules of alerts, those that are switched off left out. */
export function alertRules(alerts: readonly Alert[], settings: AlertSettings): PrometheusAlertRule[] {
  return alerts.flatMap((alert) => {
    const change = settings.changes?.[alert.name] ?? {};
    return change === false ? [] : [alertRule(alert, change, settings)];
  });
}

function alertRule(alert: Alert, change: AlertChange, { runbook, ...all }: AlertSettings): PrometheusAlertRule {
  const { name, expr, threshold = NaN, summary, description } = alert;
  return {
    alert: name,
    expr: typeof expr === 'string' ? expr : expr(change.threshold ?? threshold),
    for: change.for ?? alert.for,
    labels: { severity: change.severity ?? alert.severity, ...alert.labels, ...all.labels, ...change.labels },
    annotations: {
      summary,
      description,
      runbook_url: `${runbook}#${name.toLowerCase()}`,
      ...all.annotations,
      ...change.annotations,
    },
  };
}

/** Returns what is wrong with changes of alerts: names that there are not, thresholds of alerts that have none. */
export function problemsOfChanges(
  alerts: readonly Alert[],
  changes: NonNullable<AlertSettings['changes']> = {},
): string[] {
  const names = [...new Set(alerts.map(({ name }) => name))];
  return Object.entries(changes).flatMap(([name, change]) => {
    const own = alerts.filter((alert) => alert.name === name);
    if (own.length === 0)
      return [`alerts.changes.${name} is no alert of this workload. There are: ${names.join(', ')}`];
    if (change === false || change.threshold === undefined || own.some(({ threshold }) => threshold !== undefined))
      return [];
    const able = [...new Set(alerts.flatMap((alert) => (alert.threshold === undefined ? [] : [alert.name])))];
    return [
      `alerts.changes.${name}.threshold is ${change.threshold}, and the alert compares with nothing. Those that do: ${able.join(', ')}`,
    ];
  });
}
