import { asDraft, type Draft } from './draft';

/**
 * Fields that may be false, 0 or empty, which is something else than not to be there: pointers in the API's types.
 * All other zero values of built-in kinds are dropped when they are stored.
 */
const SIGNIFICANT = new Set([
  ...['privileged', 'runAsNonRoot', 'runAsUser', 'runAsGroup', 'readOnlyRootFilesystem', 'allowPrivilegeEscalation'],
  ...['fsGroup', 'optional', 'shareProcessNamespace', 'automountServiceAccountToken', 'setHostnameAsFQDN', 'hostUsers'],
  ...['enableServiceLinks', 'sizeLimit', 'replicas', 'minReplicas', 'partition', 'maxSurge', 'maxUnavailable'],
  ...['minAvailable', 'suspend', 'backoffLimit', 'completions', 'parallelism', 'activeDeadlineSeconds', 'defaultMode'],
  ...['ttlSecondsAfterFinished', 'startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'],
  ...['revisionHistoryLimit', 'progressDeadlineSeconds', 'terminationGracePeriodSeconds', 'tolerationSeconds', 'mode'],
  ...['stabilizationWindowSeconds', 'averageUtilization', 'allocateLoadBalancerNodePorts', 'allowVolumeExpansion'],
  ...['value', 'priority', 'number', 'port', 'targetPort', 'served', 'storage', 'storageClassName', 'apiGroup', 'type'],
  ...[
    'apiGroups',
    'seconds',
    'expirationSeconds',
    'immutable',
    'path',
    'serviceName',
    'cpu',
    'memory',
    'attachRequired',
    'ready',
    'serving',
  ],
]);

/** Maps and lists that are the same empty and absent. */
const EMPTY_IS_NOTHING = new Set([
  ...['labels', 'annotations', 'finalizers', 'args', 'command', 'env', 'envFrom', 'ports', 'volumeMounts', 'volumes'],
  ...[
    'volumeDevices',
    'tolerations',
    'nodeSelector',
    'initContainers',
    'imagePullSecrets',
    'hostAliases',
    'add',
    'drop',
  ],
  ...['resources', 'requests', 'limits', 'topologySpreadConstraints', 'data', 'binaryData', 'stringData', 'items'],
  ...['matchLabels', 'matchExpressions', 'supplementalGroups', 'sysctls', 'secrets', 'subjects', 'rules', 'tls'],
  ...['externalIPs', 'loadBalancerSourceRanges', 'ownerReferences', 'parameters', 'mountOptions', 'selector'],
]);

/** Maps whose keys are people's own: their values stay as they are. */
const FREE = new Set([
  'data',
  'binaryData',
  'stringData',
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'parameters',
]);

/** Drops null everywhere, and what is stored as if it were not there. */
export function dropZeros(draft: Draft): void {
  for (const [key, value] of Object.entries(draft)) {
    if (value === null || isZero(key, value)) {
      delete draft[key];
      continue;
    }
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (asDraft(item)) dropZeros(item as Draft);
    } else if (!FREE.has(key) && asDraft(value)) dropZeros(value as Draft);
    if (EMPTY_IS_NOTHING.has(key) && typeof value === 'object' && Object.keys(value).length === 0) delete draft[key];
  }
}

function isZero(key: string, value: unknown): boolean {
  if (value === false || value === 0 || value === '') return !SIGNIFICANT.has(key);
  return false;
}
