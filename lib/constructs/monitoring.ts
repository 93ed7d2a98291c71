import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { PrometheusRuleSpec } from '../../imports/monitoring.coreos.com';
import type { Plain } from '../kubernetes/types';
import { addDashboard, type DashboardProps } from './dashboard';
import type { WebWorkload } from './web-workload';
import { sloRow } from '../monitoring/dashboard/slo-row';
import { ruleGroups } from '../monitoring/rule-groups';
import type { AlertChange } from '../monitoring/alert';
import type { BurnAlert } from '../monitoring/slo-rules';
import { given } from './parts/given';
import { addScrapeAccess } from './parts/scrape-access';
import { seriesOf } from '../monitoring/series';
import { addServiceMonitor, type Relabeling } from './parts/service-monitor';
import { slosOf, type SloTargets } from '../monitoring/slo';

/** What is watched, and what counts as good. */
export interface MonitoringProps {
  /** What is monitored. Its `metrics` say what its pods tell; those of our services do. */
  readonly workload: WebWorkload;
  /** Labels by which the operator's Prometheus picks ServiceMonitors and PrometheusRules, e.g. `release`. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Seconds between two scrapes, 5 to 120: rates are taken over five minutes. @default 30 */
  readonly intervalSeconds?: number;
  /** Namespace in which Prometheus runs: the network policy lets its pods in. @default "monitoring" */
  readonly prometheusNamespace?: string;
  /** Service levels that alerts and dashboard are about. @default - 99.9 % of the requests without 5xx, 99 % of the answers within 250 milliseconds */
  readonly slo?: SloTargets;
  /** Seconds until a scrape is given up, at most `intervalSeconds`. @default - as Prometheus has it, 10 or the interval */
  readonly scrapeTimeoutSeconds?: number;
  /** How labels of what is scraped are changed, after the library's own. @default - no more than those */
  readonly relabelings?: readonly Relabeling[];
  /** How labels of series are changed, and which series are left out. @default - all are kept */
  readonly metricRelabelings?: readonly Relabeling[];
  /** Namespace of ServiceMonitor, PrometheusRule and dashboard, where these are kept together. @default - that of the workload */
  readonly namespace?: string;
  /** Where the alerts' runbook is. @default "docs/runbook.md", of this repository */
  readonly runbook?: string;
  /**
   * A PrometheusRule with recorded service levels, which the dashboard shows, and alerts: `false` for none, or what is different
   * of the alerts. @default true
   */
  readonly alerts?: boolean | AlertsProps;
  /** A ConfigMap with a Grafana dashboard; `false` for none. @default - for Grafana's sidecar, `grafana_dashboard: "1"` */
  readonly dashboard?: DashboardProps | false;
}

/** What is different of a workload's alerts. */
export interface AlertsProps {
  /** `false` records the service levels and tells nobody of them. @default true */
  readonly enabled?: boolean;
  /** Labels of all alerts, e.g. `team`. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of all alerts. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** By the alert's name: what is different of it, or `false` for none. @default - all as docs/runbook.md says */
  readonly changes?: Readonly<Record<string, AlertChange | false>>;
  /** How fast a budget burns, over which windows, and who has to know. @default - the four of docs/monitoring.md */
  readonly burnRates?: readonly BurnAlert[];
}

/**
 * Monitoring of a workload by the Prometheus operator and Grafana: a ServiceMonitor, recorded service levels with burn-rate
 * alerts, alerts on what usually goes wrong, and a dashboard, all from the same definitions.
 *
 * @example
 * ```ts
 * const proxy = new ReverseProxy(chart, 'proxy', { backends: [{ target: new EchoApp(chart, 'echo') }] });
 * new Monitoring(chart, 'monitoring', { workload: proxy });
 * ```
 */
export class Monitoring extends Construct {
  /** @throws when the workload does not say what its metrics tell, or a target is out of bounds */
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { workload, labels = {}, intervalSeconds = 30, prometheusNamespace = 'monitoring' } = props;
    const { scrapeTimeoutSeconds, namespace: elsewhere, relabelings, metricRelabelings } = props;
    const { identity, metrics } = workload;
    if (metrics === undefined) {
      throw new Error(
        `[${this.node.path}] '${identity.name}' does not say what its metrics tell. Give the workload \`metrics\` (and an adminPort), or do not monitor it.`,
      );
    }
    const { port = 'admin', path = '/metrics', telemetry } = metrics;
    const problems = [
      ...(scrapeTimeoutSeconds !== undefined && !(scrapeTimeoutSeconds > 0 && scrapeTimeoutSeconds <= intervalSeconds)
        ? [
            `scrapeTimeoutSeconds is ${scrapeTimeoutSeconds}. Allowed: more than 0, at most intervalSeconds, ${intervalSeconds}`,
          ]
        : []),
      ...(elsewhere !== undefined && identity.namespace === undefined
        ? [
            `namespace is '${elsewhere}', and the workload's own is not known, so that its pods could not be found from there. Give the chart a namespace`,
          ]
        : []),
    ];
    if (problems.length > 0) throw new Error(problems.map((problem) => `[${this.node.path}] ${problem}.`).join('\n'));
    addServiceMonitor(this, identity, {
      labels,
      port,
      path,
      intervalSeconds,
      timeoutSeconds: scrapeTimeoutSeconds,
      namespace: elsewhere,
      relabelings,
      metricRelabelings,
    });
    if (workload.network.enabled) addScrapeAccess(this, identity, port, prometheusNamespace);

    const release = identity.selector['app.kubernetes.io/instance'];
    const target = { job: identity.name, namespace: identity.namespace, release };
    const slos = telemetry.flatMap(({ slis, buckets }) =>
      slis ? slosOf(this.node.path, slis, props.slo, buckets) : [],
    );
    const rules = props.alerts ?? true;
    const place = given({ namespace: elsewhere });
    if (rules !== false) {
      const { enabled, ...changes } = rules === true ? {} : rules;
      const settings = { runbook: props.runbook ?? 'docs/runbook.md', alerting: enabled, ...changes };
      const spec: Plain<PrometheusRuleSpec> = {
        groups: ruleGroups(this.node.path, target, slos, telemetry, settings),
      };
      new ApiObject(this, 'PrometheusRule', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: identity.name, ...place, labels: { ...labels, ...identity.labels } },
        spec,
      });
    }
    if (props.dashboard !== false) {
      const series = seriesOf(target);
      const rows = [
        ...(rules !== false && slos.length > 0 ? [sloRow(slos, series)] : []),
        ...telemetry.flatMap(({ rows: of }) => of(series)),
      ];
      const { namespace, name, labels: own } = identity;
      addDashboard(this, { name, namespace, labels: own, elsewhere, rows }, props.dashboard);
    }
  }
}
