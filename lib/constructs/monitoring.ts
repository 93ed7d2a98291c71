import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { PrometheusRuleSpec } from '../../imports/monitoring.coreos.com';
import type { Plain } from '../kubernetes/types';
import type { WebWorkload } from './web-workload';
import { dashboard } from '../monitoring/dashboard/dashboard';
import { sloRow } from '../monitoring/dashboard/slo-row';
import { ruleGroups } from '../monitoring/rule-groups';
import { addScrapeAccess } from './parts/scrape-access';
import { seriesOf } from '../monitoring/series';
import { addServiceMonitor } from './parts/service-monitor';
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
  /** Where the alerts' runbook is. @default "docs/runbook.md", of this repository */
  readonly runbook?: string;
  /** A PrometheusRule with recorded service levels, which the dashboard shows, and alerts. @default true */
  readonly alerts?: boolean;
  /** A ConfigMap with a Grafana dashboard; `false` for none. @default - for Grafana's sidecar, `grafana_dashboard: "1"` */
  readonly dashboard?: DashboardProps | false;
}

/** How Grafana finds a dashboard. */
export interface DashboardProps {
  /** Labels by which Grafana's sidecar picks dashboards. @default - `grafana_dashboard: "1"` */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations, e.g. `grafana_folder`. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
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
    const { identity, metrics } = workload;
    if (metrics === undefined) {
      throw new Error(
        `[${this.node.path}] '${identity.name}' does not say what its metrics tell. Give the workload \`metrics\` (and an adminPort), or do not monitor it.`,
      );
    }
    const { port = 'admin', path = '/metrics', telemetry } = metrics;
    addServiceMonitor(this, identity, { labels, port, path, intervalSeconds });
    if (workload.network.enabled) addScrapeAccess(this, identity, port, prometheusNamespace);

    const release = identity.selector['app.kubernetes.io/instance'];
    const target = { job: identity.name, namespace: identity.namespace, release };
    const slos = telemetry.flatMap(({ slis, buckets }) =>
      slis ? slosOf(this.node.path, slis, props.slo, buckets) : [],
    );
    const alerts = props.alerts ?? true;
    if (alerts) {
      const spec: Plain<PrometheusRuleSpec> = {
        groups: ruleGroups(target, slos, telemetry, props.runbook ?? 'docs/runbook.md'),
      };
      new ApiObject(this, 'PrometheusRule', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: identity.name, labels: { ...labels, ...identity.labels } },
        spec,
      });
    }
    if (props.dashboard !== false) {
      const { namespace, name } = identity;
      const { labels: sidecar = { grafana_dashboard: '1' }, annotations } = props.dashboard ?? {};
      const series = seriesOf(target);
      const rows = [
        ...(alerts && slos.length > 0 ? [sloRow(slos, series)] : []),
        ...telemetry.flatMap(({ rows: of }) => of(series)),
      ];
      new ApiObject(this, 'Dashboard', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: `${identity.name}-dashboard`,
          labels: { ...sidecar, ...identity.labels },
          annotations: annotations && { ...annotations },
        },
        // The sidecar puts the files of all ConfigMaps into one folder: their names have to differ, and no name has an
        // underscore, so that prod_shop-web and prod-shop_web stay two.
        data: {
          [namespace === undefined ? `${name}.json` : `${namespace}_${name}.json`]: `${JSON.stringify(
            dashboard(namespace === undefined ? name : `${namespace}/${name}`, rows),
            undefined,
            2,
          )}\n`,
        },
      });
    }
  }
}
