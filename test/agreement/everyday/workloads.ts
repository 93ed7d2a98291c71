import type { Case } from '../case';
import type { Loose } from '../shop';
import { altered, change, changes, LOWERS, NONE, podSpec, web } from './change';

const APPLIED = { vias: ['apply', 'server-side'] } as const;
const rolling =
  (rollingUpdate: Loose) =>
  (o: Loose): void =>
    void (o.spec.strategy = { type: 'RollingUpdate', rollingUpdate });

const budgetOf = (spec: Loose): Loose => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web' },
  spec: { ...spec, selector: { matchLabels: { app: 'web' } } },
});
const scaler = (rest: Loose = {}): Loose => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    minReplicas: 2,
    maxReplicas: 6,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
    ...rest,
  },
});

/** What people change in workloads and around them. */
export const WORKLOAD_CHANGES: readonly Case[] = [
  change('no surge, one may be missing', 'Deployment', rolling({ maxSurge: 0, maxUnavailable: 1 }), LOWERS),
  change('one may be missing as before', 'Deployment', rolling({ maxSurge: '25%', maxUnavailable: 1 }), {
    from: (o) => ((o.spec.replicas = 4), rolling({ maxSurge: '25%', maxUnavailable: '25%' })(o)),
    ...NONE,
  }),
  change('a surge of one', 'Deployment', rolling({ maxSurge: 1 }), NONE),
  change('percentage without its sign', 'Deployment', rolling({ maxUnavailable: '25' })),
  change('neither surge nor missing', 'Deployment', rolling({ maxSurge: 0, maxUnavailable: 0 })),
  change('pods wait until they count', 'Deployment', (o) => (o.spec.minReadySeconds = 10), NONE),
  change('no history', 'Deployment', (o) => (o.spec.revisionHistoryLimit = 0), NONE),
  change('paused', 'Deployment', (o) => (o.spec.paused = true)),
  change(
    'selector by an expression',
    'Deployment',
    (o) => (o.spec.selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }),
  ),
  change('no selector', 'Deployment', (o) => delete o.spec.selector),
  change('label of pods that the selector needs, removed', 'Deployment', (o) => delete o.spec.template.metadata.labels),
  change(
    'labels and annotations replaced',
    'Deployment',
    (o) => (o.metadata = { name: 'web', annotations: { 'a.b/c': 'd' } }),
    {
      ...NONE,
    },
  ),
  change('replicas written out as one', 'Deployment', (o) => (o.spec.replicas = 1), {
    from: (o) => delete o.spec.replicas,
    ...NONE,
  }),
  change('up from none', 'Deployment', (o) => (o.spec.replicas = 2), { from: (o) => (o.spec.replicas = 0), ...NONE }),
  change('null in place of a strategy', 'Deployment', (o) => (o.spec.strategy = null), {
    from: rolling({ maxSurge: 1, maxUnavailable: 0 }),
    vias: ['apply', 'server-side'],
  }),
  change('strategy removed', 'Deployment', (o) => delete o.spec.strategy, {
    from: rolling({ maxSurge: 1, maxUnavailable: 0 }),
  }),
  change('Recreate becomes rolling', 'Deployment', rolling({ maxSurge: 1, maxUnavailable: 0 }), {
    from: (o) => (o.spec.strategy = { type: 'Recreate' }),
    ...NONE,
  }),
  change('status written out', 'Deployment', (o) => (o.status = { replicas: 2 }), NONE),
  change('creationTimestamp: null', 'Deployment', (o) => (o.metadata.creationTimestamp = null), NONE),
  change(
    'namespace of pods written out',
    'Deployment',
    (o) => (o.spec.template.metadata.creationTimestamp = null),
    NONE,
  ),
  changes('renamed', ({ Deployment }) => [[Deployment], [altered(Deployment, (o) => (o.metadata.name = 'frontend'))]], {
    of: 'Deployment',
  }),
  changes(
    'renamed with its Service',
    ({ Deployment, Service }) => {
      const renamed = JSON.parse(JSON.stringify([Deployment, Service]).replaceAll('"web"', '"front"'));
      return [[Deployment, Service], renamed];
    },
    { of: 'Deployment' },
  ),
  changes(
    'becomes a StatefulSet',
    ({ Deployment }) => {
      const { strategy: _strategy, ...spec } = Deployment.spec;
      return [[Deployment], [{ ...Deployment, kind: 'StatefulSet', spec: { ...spec, serviceName: 'web' } }]];
    },
    { of: 'Deployment' },
  ),
  changes('an autoscaler beside the replicas', ({ Deployment }) => [[Deployment], [Deployment, scaler()]], {
    of: 'HorizontalPodAutoscaler',
  }),
  change(
    'fewer at most and at least',
    'HorizontalPodAutoscaler',
    (o) => Object.assign(o.spec, { minReplicas: 1, maxReplicas: 1 }),
    LOWERS,
  ),
  changes('a budget comes', ({ Deployment }) => [[Deployment], [Deployment, budgetOf({ maxUnavailable: 1 })]], {
    of: 'PodDisruptionBudget',
    ...NONE,
  }),
  changes(
    'a budget that lets nobody go',
    ({ Deployment }) => [
      [Deployment, budgetOf({ maxUnavailable: 1 })],
      [Deployment, budgetOf({ maxUnavailable: 0 })],
    ],
    { of: 'PodDisruptionBudget', ...NONE },
  ),
  changes(
    'a budget counts the other way',
    ({ Deployment }) => [
      [Deployment, budgetOf({ minAvailable: 1 })],
      [Deployment, budgetOf({ maxUnavailable: 1 })],
    ],
    { of: 'PodDisruptionBudget', ...NONE },
  ),
  changes(
    'a budget that lets all go',
    ({ Deployment }) => [
      [Deployment, budgetOf({ minAvailable: '50%' })],
      [Deployment, budgetOf({ maxUnavailable: '100%' })],
    ],
    { of: 'PodDisruptionBudget', ...LOWERS },
  ),
  changes(
    'a budget of a version that is gone',
    ({ Deployment }) => [
      [Deployment, budgetOf({ minAvailable: 1 })],
      [Deployment, { ...budgetOf({ minAvailable: 1 }), apiVersion: 'policy/v1beta1' }],
    ],
    { of: 'PodDisruptionBudget', ...APPLIED },
  ),
  changes(
    'a Deployment of a version that is gone',
    ({ Deployment }) => [[Deployment], [{ ...Deployment, apiVersion: 'apps/v1beta2' }]],
    { of: 'Deployment', ...APPLIED },
  ),
  change(
    'behaviour of an autoscaler',
    'HorizontalPodAutoscaler',
    (o) => (o.spec.behavior = { scaleDown: { stabilizationWindowSeconds: 60 } }),
    { access: 'none' },
  ),
  change(
    'memory, too',
    'HorizontalPodAutoscaler',
    (o) =>
      o.spec.metrics.push({
        type: 'Resource',
        resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } },
      }),
    { access: 'none' },
  ),
  change('metric without its type', 'HorizontalPodAutoscaler', (o) => delete o.spec.metrics[0].type),
  change('target of another kind', 'HorizontalPodAutoscaler', (o) => (o.spec.scaleTargetRef.kind = 'StatefulSet')),
  change(
    'metrics of a pod',
    'HorizontalPodAutoscaler',
    (o) =>
      (o.spec.metrics = [
        { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '100' } } },
      ]),
  ),
  change(
    'average as 0.1k in place of 100',
    'HorizontalPodAutoscaler',
    (o) => (o.spec.metrics[0].pods.target.averageValue = '0.1k'),
    {
      from: (o) =>
        (o.spec.metrics = [
          { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '100' } } },
        ]),
      ...NONE,
    },
  ),
  change(
    'second beta of an autoscaler',
    'HorizontalPodAutoscaler',
    (o) => (o.apiVersion = 'autoscaling/v2beta2'),
    APPLIED,
  ),
  change(
    'partition of none written out',
    'StatefulSet',
    (o) => (o.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }),
    NONE,
  ),
  change('a claim more', 'StatefulSet', (o) =>
    o.spec.volumeClaimTemplates.push(altered(o.spec.volumeClaimTemplates[0], (claim) => (claim.metadata.name = 'log'))),
  ),
  change('class of claims', 'StatefulSet', (o) => (o.spec.volumeClaimTemplates[0].spec.storageClassName = 'fast')),
  change(
    'modes of claims',
    'StatefulSet',
    (o) => (o.spec.volumeClaimTemplates[0].spec.accessModes = ['ReadWriteMany']),
  ),
  change('label of claims', 'StatefulSet', (o) => (o.spec.volumeClaimTemplates[0].metadata.labels = { app: 'db' })),
  change(
    'defaults of claims written out',
    'StatefulSet',
    (o) =>
      Object.assign(o.spec.volumeClaimTemplates[0], {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
      }),
    NONE,
  ),
  change('set: an image', 'StatefulSet', (o) => (web(o).image = 'localhost/pause:2')),
  change('set: label of pods', 'StatefulSet', (o) => (o.spec.template.metadata.labels.tier = 'data')),
  change('set: minReadySeconds', 'StatefulSet', (o) => (o.spec.minReadySeconds = 5), NONE),
  change(
    'set: claims go with it',
    'StatefulSet',
    (o) => (o.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete', whenScaled: 'Retain' }),
  ),
  change('set: fewer', 'StatefulSet', (o) => (o.spec.replicas = 1), LOWERS),
  change(
    'agent: a surge',
    'DaemonSet',
    (o) => (o.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }),
    NONE,
  ),
  change(
    'agent: surge and missing',
    'DaemonSet',
    (o) => (o.spec.updateStrategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }),
  ),
  change('agent: everywhere', 'DaemonSet', (o) => (podSpec(o).tolerations = [{ operator: 'Exists' }])),
  change(
    'agent: defaults of the strategy',
    'DaemonSet',
    (o) => (o.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }),
    NONE,
  ),
  change('job: cleaned up later', 'Job', (o) => (o.spec.ttlSecondsAfterFinished = 3600)),
  change('job: a variable', 'Job', (o) => (web(o).env[0].value = 'x')),
  change('job: annotation of pods', 'Job', (o) => (o.spec.template.metadata.annotations.a = 'b')),
  change('job: per index', 'Job', (o) => Object.assign(o.spec, { completionMode: 'Indexed', completions: 2 })),
  change('job: what replaces a pod', 'Job', (o) => (o.spec.podReplacementPolicy = 'Failed')),
  changes(
    'job: a new one for each release',
    ({ Job }) => [
      [altered(Job, (o) => (o.metadata.name = 'migrate-1'))],
      [altered(Job, (o) => ((o.metadata.name = 'migrate-2'), (web(o).image = 'localhost/pause:2')))],
    ],
    { of: 'Job' },
  ),
  change('nightly: suspended', 'CronJob', (o) => (o.spec.suspend = true)),
  change(
    'nightly: history',
    'CronJob',
    (o) => Object.assign(o.spec, { successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 2 }),
    NONE,
  ),
  change(
    'nightly: history as it is',
    'CronJob',
    (o) => Object.assign(o.spec, { successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 }),
    NONE,
  ),
  change('nightly: replaces', 'CronJob', (o) => (o.spec.concurrencyPolicy = 'Replace')),
  change('nightly: hourly', 'CronJob', (o) => (o.spec.schedule = '@hourly')),
  change('nightly: every so often', 'CronJob', (o) => (o.spec.schedule = '@every 5m')),
  change('nightly: five stars and one', 'CronJob', (o) => (o.spec.schedule = '* * * * * *')),
  change('nightly: an image', 'CronJob', (o) => (web(o).image = 'localhost/pause:2')),
  change('nightly: time zone of the machine', 'CronJob', (o) => (o.spec.timeZone = 'Local')),
  change('nightly: time for starting', 'CronJob', (o) => (o.spec.startingDeadlineSeconds = 100)),
  change('nightly: beta', 'CronJob', (o) => (o.apiVersion = 'batch/v1beta1'), APPLIED),
  change('nightly: restart Always', 'CronJob', (o) => (podSpec(o).restartPolicy = 'Always')),
  change('nightly: deadline of the pod', 'CronJob', (o) => (o.spec.jobTemplate.spec.activeDeadlineSeconds = 60)),
  change('once: an image', 'Pod', (o) => (web(o).image = 'localhost/pause:1@sha256:' + 'a'.repeat(64))),
  change('once: a label', 'Pod', (o) => (o.metadata.labels.tier = 'x'), NONE),
  change('once: another account', 'Pod', (o) => (podSpec(o).serviceAccountName = 'shop')),
  change('once: resources', 'Pod', (o) => (web(o).resources.limits.memory = '64Mi')),
  change('once: on a node', 'Pod', (o) => (o.spec.nodeName = 'node1'), { clusterAlone: true }),
  change('a set of pods: label', 'ReplicaSet', (o) => (o.spec.template.metadata.labels.version = '2')),
];
