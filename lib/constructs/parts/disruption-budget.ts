import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Identity } from './identity';

/**
 * At most one pod of the component goes at a time when nodes are drained. It never blocks a drain for good: one may
 * always go, and pods that are not ready anyway do not count (they would otherwise hold the node for ever).
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
export function addDisruptionBudget(scope: Construct, identity: Identity): ApiObject {
  return new ApiObject(scope, 'PodDisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: identity.name, labels: { ...identity.labels } },
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { ...identity.selector } },
    },
  });
}
