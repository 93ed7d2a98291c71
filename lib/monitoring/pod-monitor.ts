import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { PodMonitorSpec } from '../../imports/monitoring.coreos.com';
import type { Identity } from '../parts/identity';
import type { Plain } from '../parts/kube';

export interface PodMonitorProps {
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the container's port. */
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
}

/**
 * A PodMonitor and no ServiceMonitor: the admin port is on no Service, so that no NodePort or LoadBalancer publishes it,
 * and metrics keep a label `service` of their own, which a ServiceMonitor would rename. Pods that are not ready are
 * scraped too: they have the most to tell.
 *
 * The types come from the operator's CRD; its code (imports/) is not loaded.
 */
export function addPodMonitor(scope: Construct, identity: Identity, props: PodMonitorProps): void {
  const { labels, port, path, intervalSeconds } = props;
  const spec: Plain<PodMonitorSpec> = {
    selector: { matchLabels: { ...identity.selector } },
    podMetricsEndpoints: [
      {
        port,
        path,
        interval: `${intervalSeconds}s`,
        // Rules and dashboard know the workload by this; the operator's own value would hold the namespace too.
        relabelings: [{ targetLabel: 'job', replacement: identity.name }],
      },
    ],
  };
  new ApiObject(scope, 'PodMonitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: identity.name, labels: { ...labels, ...identity.labels } },
    spec,
  });
}
