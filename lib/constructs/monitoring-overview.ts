import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { overviewRows } from '../monitoring/dashboard/overview';
import { addDashboard, type DashboardProps } from './dashboard';

/** What an overview is of, and how Grafana finds it. */
export interface MonitoringOverviewProps {
  /** What its objects are named after. @default "overview" */
  readonly name?: string;
  /** Workloads of this namespace alone. @default - all that Prometheus knows */
  readonly namespace?: string;
  /** How Grafana finds it. @default - for Grafana's sidecar, `grafana_dashboard: "1"` */
  readonly dashboard?: DashboardProps;
}

/**
 * One dashboard of all workloads that are monitored: what is left of their error budgets, how fast these burn, requests, and
 * alerts that fire. It reads what the PrometheusRules of `Monitoring` record, of whatever chart.
 *
 * @example
 * ```ts
 * new MonitoringOverview(chart, 'overview', { dashboard: { uid: 'overview' } });
 * ```
 */
export class MonitoringOverview extends Construct {
  /** @throws when the dashboard's uid is none */
  constructor(scope: Construct, id: string, props: MonitoringOverviewProps = {}) {
    super(scope, id);
    const { name = 'overview', namespace } = props;
    const labels = { ...Chart.of(this).labels };
    addDashboard(this, { name, namespace, labels, rows: overviewRows(namespace) }, props.dashboard);
  }
}
