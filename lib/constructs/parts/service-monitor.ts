import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ServiceMonitorSpec } from '../../../imports/monitoring.coreos.com';
import type { Identity } from './identity';
import type { Plain, ServiceSpec } from '../../kubernetes/types';

export interface ServiceMonitorProps {
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the container's port. */
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
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
  const { labels, port, path, intervalSeconds } = props;
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
    endpoints: [
      {
        port: 'metrics',
        path,
        interval: `${intervalSeconds}s`,
        honorLabels: true,
        relabelings: [
          // Rules and dashboard know the workload by this; the operator's own value is the name of the Service.
          { targetLabel: 'job', replacement: identity.name },
          // The proxy's metrics have a label `service` of their own. Without that of the target, which names the Service above,
          // it keeps its name even where the operator overrides honorLabels.
          { action: 'labeldrop', regex: 'service' },
        ],
      },
    ],
  };
  new ApiObject(scope, 'ServiceMonitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: identity.name, labels: { ...labels, ...identity.labels } },
    spec,
  });
}
