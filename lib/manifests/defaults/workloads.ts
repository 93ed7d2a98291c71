import { asDraft, fill, mapAt, mapsAt, type Draft } from './draft';

/** What the API server fills in beside the pod template. Sources: pkg/apis/{apps,batch}/v1/defaults.go, 1.34. */
export const WORKLOAD_DEFAULTS: Readonly<Record<string, (spec: Draft) => void>> = {
  'apps/Deployment': (spec) => {
    fill(spec, { replicas: 1, strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    const strategy = mapAt(spec, 'strategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy.type !== 'RollingUpdate') return;
    fill(strategy, { rollingUpdate: {} });
    fill(mapAt(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
  },
  'apps/StatefulSet': (spec) => {
    fill(spec, {
      replicas: 1,
      podManagementPolicy: 'OrderedReady',
      revisionHistoryLimit: 10,
      persistentVolumeClaimRetentionPolicy: {},
      updateStrategy: {},
    });
    fill(mapAt(spec, 'persistentVolumeClaimRetentionPolicy'), { whenDeleted: 'Retain', whenScaled: 'Retain' });
    rolling(mapAt(spec, 'updateStrategy'), { partition: 0 });
    for (const claim of mapsAt(spec, 'volumeClaimTemplates')) {
      fill(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: {} });
      fill(mapAt(claim, 'spec'), { volumeMode: 'Filesystem' });
      delete claim.status;
    }
  },
  'apps/DaemonSet': (spec) => {
    fill(spec, { revisionHistoryLimit: 10, updateStrategy: {} });
    rolling(mapAt(spec, 'updateStrategy'), { maxUnavailable: 1, maxSurge: 0 });
  },
  'apps/ReplicaSet': (spec) => fill(spec, { replicas: 1 }),
  ReplicationController: (spec) => {
    fill(spec, { replicas: 1 });
    const labels = asDraft(mapAt(mapAt(spec, 'template'), 'metadata').labels);
    if (labels) fill(spec, { selector: { ...labels } });
  },
  'batch/Job': (spec) => {
    if (spec.completions === undefined && spec.parallelism === undefined) fill(spec, { completions: 1 });
    fill(spec, {
      parallelism: 1,
      backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : 0x7fffffff,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
    });
  },
  'batch/CronJob': (spec) => {
    fill(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
  },
};

function rolling(strategy: Draft, defaults: Draft): void {
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy.type !== 'RollingUpdate') return;
  fill(strategy, { rollingUpdate: {} });
  const own = asDraft(strategy.rollingUpdate);
  if (own) fill(own, defaults);
}
