/** An alert, before it is a rule of Prometheus. */
export interface Alert {
  /** CamelCase; docs/runbook.md has a section of this name. */
  readonly name: string;
  /** Fires for each series that this gives. */
  readonly expr: string;
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

/** @param runbook address of docs/runbook.md, or of your own copy with the same headings */
export function alertRule({ name, expr, severity, labels, ...alert }: Alert, runbook: string): PrometheusAlertRule {
  return {
    alert: name,
    expr,
    for: alert.for,
    labels: { severity, ...labels },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: `${runbook}#${name.toLowerCase()}`,
    },
  };
}
