import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { dashboard } from '../monitoring/dashboard/dashboard';
import type { Row } from '../monitoring/dashboard/panel';
import { given } from './parts/given';

/** How Grafana finds a dashboard. */
export interface DashboardProps {
  /** Labels by which Grafana's sidecar picks dashboards. @default - `grafana_dashboard: "1"` */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations, e.g. `grafana_folder`. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Its address in Grafana, up to 40 letters, digits, `-` and `_`; one for each dashboard. @default - Grafana gives one to each file */
  readonly uid?: string;
  /** A GrafanaDashboard of the Grafana operator that reads the ConfigMap. @default - none: Grafana's sidecar finds it */
  readonly operator?: GrafanaOperatorProps;
}

/** Which Grafana of the Grafana operator shows a dashboard, and where. */
export interface GrafanaOperatorProps {
  /** Labels of the Grafana instances. */
  readonly instanceLabels: Readonly<Record<string, string>>;
  /** Folder in Grafana. @default - the operator's: named like the namespace */
  readonly folder?: string;
}

/** A dashboard, and what its objects are named after. */
export interface Dashboard {
  readonly name: string;
  /** Of what it shows. @default - not known */
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Namespace of its objects. @default - that of the chart */
  readonly elsewhere?: string;
  readonly rows: readonly Row[];
}

/**
 * A ConfigMap with a dashboard, and what the Grafana operator needs to read it.
 * @throws when the uid is none
 */
export function addDashboard(
  scope: Construct,
  { name, namespace, labels, elsewhere, rows }: Dashboard,
  { labels: sidecar = { grafana_dashboard: '1' }, annotations, uid, operator }: DashboardProps = {},
): void {
  if (uid !== undefined && !/^[A-Za-z0-9_-]{1,40}$/.test(uid)) {
    throw new Error(
      `[${scope.node.path}] dashboard.uid is '${uid}'. Allowed: 1 to 40 of letters, digits, '-' and '_', as Grafana has it.`,
    );
  }
  // The sidecar puts the files of all ConfigMaps into one folder: their names have to differ, and no name has an
  // underscore, so that prod_shop-web and prod-shop_web stay two.
  const file = namespace === undefined ? `${name}.json` : `${namespace}_${name}.json`;
  const title = namespace === undefined ? name : `${namespace}/${name}`;
  const place = given({ namespace: elsewhere });
  new ApiObject(scope, 'Dashboard', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${name}-dashboard`,
      ...place,
      labels: { ...sidecar, ...labels },
      annotations: annotations && { ...annotations },
    },
    data: { [file]: `${JSON.stringify(dashboard(title, rows, uid), undefined, 2)}\n` },
  });
  if (!operator) return;
  const { instanceLabels, folder } = operator;
  new ApiObject(scope, 'GrafanaDashboard', {
    apiVersion: 'grafana.integreatly.org/v1beta1',
    kind: 'GrafanaDashboard',
    metadata: { name, ...place, labels: { ...labels } },
    spec: {
      instanceSelector: { matchLabels: { ...instanceLabels } },
      configMapRef: { name: `${name}-dashboard`, key: file },
      ...given({ folder }),
    },
  });
}
