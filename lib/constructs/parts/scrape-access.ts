import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Identity } from './identity';
import type { NetworkPolicySpec } from '../../kubernetes/types';

/**
 * Lets the pods of a namespace reach a port of the component's pods. A NetworkPolicy of its own, as policies add up: the one
 * of the workload stays as it is. Only for pods that have one: where there was none, this would shut everybody else out.
 */
export function addScrapeAccess(scope: Construct, identity: Identity, port: string, namespace: string): void {
  const spec: NetworkPolicySpec = {
    podSelector: { matchLabels: { ...identity.selector } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }],
        ports: [{ port, protocol: 'TCP' }],
      },
    ],
  };
  new ApiObject(scope, 'NetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${identity.name}-metrics`, labels: { ...identity.labels } },
    spec,
  });
}
