import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ServiceMonitorSpec } from '../../../imports/monitoring.coreos.com';
import { given } from './given';
import type { Identity } from './identity';
import type { Plain, ServiceSpec } from '../../kubernetes/types';

export interface ServiceMonitorProps {
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the container's port. */
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds?: number;
  /** Where the ServiceMonitor is. @default - where the workload is */
  readonly namespace?: string;
  readonly relabelings?: readonly Relabeling[];
  readonly metricRelabelings?: readonly Relabeling[];
}

/**
 * How labels are changed, and targets or series left out, as the operator writes it.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config
 */
export interface Relabeling {
  /** What is done. @default "replace" */
  readonly action?:
    | 'replace'
    | 'keep'
    | 'drop'
    | 'hashmod'
    | 'labelmap'
    | 'labeldrop'
    | 'labelkeep'
    | 'lowercase'
    | 'uppercase'
    | 'keepequal'
    | 'dropequal';
  /** Labels whose values are joined and matched. @default - none */
  readonly sourceLabels?: readonly string[];
  /** Between these values. @default ";" */
  readonly separator?: string;
  /** What they have to match, from end to end. @default "(.*)" */
  readonly regex?: string;
  /** Label that is set. @default - none */
  readonly targetLabel?: string;
  /** What it is set to; `$1` is what the first group matched. @default "$1" */
  readonly replacement?: string;
  /** Of a hash of the values, with `action: 'hashmod'`. @default - none */
  readonly modulus?: number;
}

/** Tells the Service for scraping from the others of the component. */
const MARK = { 'chartwright.dev/metrics': 'true' };

/**
 * A ServiceMonitor, and a Service without an address for it to find the pods by: the Service of the workload does not have
 * the admin port, so that no NodePort or LoadBalancer publishes it. Pods that are not ready are scraped too: they have the
 * most to tell.
 *
 * The types come from the operator's CRD; its code (imports/) is not loaded.
 */
export function addServiceMonitor(scope: Construct, identity: Identity, props: ServiceMonitorProps): void {
  const { labels, port, path, intervalSeconds, timeoutSeconds, namespace, relabelings = [], metricRelabelings } = props;
  const service: ServiceSpec = {
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    selector: { ...identity.selector },
    // Nobody listens on the number: without an address of its own, the pods' port is what is connected to.
    ports: [{ name: 'metrics', port: 9090, targetPort: port, protocol: 'TCP' }],
  };
  new ApiObject(scope, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${identity.name}-metrics`, labels: { ...MARK, ...identity.labels } },
    spec: service,
  });
  const spec: Plain<ServiceMonitorSpec> = {
    selector: { matchLabels: { ...MARK, ...identity.selector } },
    namespaceSelector:
      namespace === undefined || identity.namespace === undefined ? undefined : { matchNames: [identity.namespace] },
    endpoints: [
      {
        port: 'metrics',
        path,
        interval: `${intervalSeconds}s`,
        scrapeTimeout: timeoutSeconds === undefined ? undefined : `${timeoutSeconds}s`,
        honorLabels: true,
        relabelings: [
          // Rules and dashboard know the workload by this; the operator's own value is the name of the Service.
          { targetLabel: 'job', replacement: identity.name },
          // The proxy's metrics have a label `service` of their own. Without that of the target, which names the Service above,
          // it keeps its name even where the operator overrides honorLabels.
          { action: 'labeldrop', regex: 'service' },
          ...relabelings,
        ],
        metricRelabelings,
      },
    ],
  };
  new ApiObject(scope, 'ServiceMonitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: identity.name, ...given({ namespace }), labels: { ...labels, ...identity.labels } },
    spec,
  });
}
