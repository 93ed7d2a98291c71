/** Fields of the spec of a Deployment, StatefulSet or DaemonSet beside its selector and pod: none is a field of a pod, too. */
export const WORKLOAD_SPEC_FIELDS: ReadonlySet<string> = new Set([
  'replicas',
  'strategy',
  'updateStrategy',
  'minReadySeconds',
  'paused',
  'progressDeadlineSeconds',
  'revisionHistoryLimit',
  'serviceName',
  'podManagementPolicy',
  'volumeClaimTemplates',
  'persistentVolumeClaimRetentionPolicy',
  'ordinals',
]);
