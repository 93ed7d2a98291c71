import type { Case } from '../case';
import { altered, LOWERS, NONE, podSpec, web } from '../everyday/change';
import type { Loose } from '../shop';
import { seldom, seldomOnes } from './change';

const rolling =
  (rollingUpdate: Loose) =>
  (o: Loose): void =>
    void (o.spec.strategy = { type: 'RollingUpdate', rollingUpdate });
const scaling =
  (behavior: Loose) =>
  (o: Loose): void =>
    void (o.spec.behavior = behavior);
const indexed =
  (count: number) =>
  (o: Loose): void =>
    void Object.assign(o.spec, { completionMode: 'Indexed', completions: count, parallelism: count });

/** What people seldom change in what makes pods, and around it. */
export const SELDOM_IN_WORKLOADS: readonly Case[] = [
  seldom('surge above all', 'Deployment', rolling({ maxSurge: '150%' }), NONE),
  seldom('surge of one and a half', 'Deployment', rolling({ maxSurge: '1.5' })),
  seldom('surge below none', 'Deployment', rolling({ maxSurge: -1 })),
  seldom('more than all may be missing', 'Deployment', rolling({ maxUnavailable: '101%' })),
  seldom('history below none', 'Deployment', (o) => (o.spec.revisionHistoryLimit = -1)),
  seldom('history: null', 'Deployment', (o) => (o.spec.revisionHistoryLimit = null), {
    from: (o) => (o.spec.revisionHistoryLimit = 3),
    vias: ['apply', 'server-side'],
  }),
  seldom('labels: null', 'Deployment', (o) => (o.metadata.labels = null), NONE),
  seldom('an empty label', 'Deployment', (o) => (o.metadata.labels.release = ''), NONE),
  seldom('a finalizer', 'Deployment', (o) => (o.metadata.finalizers = ['example.com/wait']), NONE),
  seldom('a finalizer without a domain', 'ConfigMap', (o) => (o.metadata.finalizers = ['wait'])),
  seldom(
    'an owner without its identity',
    'ConfigMap',
    (o) => (o.metadata.ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a' }]),
  ),
  seldom(
    'an owner that is not there',
    'ServiceAccount',
    (o) => (o.metadata.ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'a' }]),
    { clusterAlone: true },
  ),
  seldom(
    'annotations of half a megabyte',
    'ServiceAccount',
    (o) => (o.metadata.annotations = { a: 'x'.repeat(270_000) }),
  ),
  seldom('key of a label with two slashes', 'Service', (o) => (o.metadata.labels = { 'a/b/c': 'd' })),
  seldom(
    'managed fields written out',
    'ConfigMap',
    (o) =>
      (o.metadata.managedFields = [
        { manager: 'x', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} },
      ]),
  ),
  seldom('version of long ago', 'ConfigMap', (o) => (o.metadata.resourceVersion = '1'), { clusterAlone: true }),
  seldom(
    'generation written out',
    'Deployment',
    (o) => Object.assign(o.metadata, { generation: 7, selfLink: '/x' }),
    NONE,
  ),
  seldom('replicas as a fraction', 'Deployment', (o) => (o.spec.replicas = 2.5)),
  seldom('replicas: 2.0', 'Deployment', (o) => (o.spec.replicas = 2.0), NONE),
  seldom('time for progress below that for pods', 'Deployment', (o) =>
    Object.assign(o.spec, { progressDeadlineSeconds: 10, minReadySeconds: 20 }),
  ),
  seldom(
    'selector and labels renamed',
    'Deployment',
    (o) => {
      o.spec.selector.matchLabels = { 'app.kubernetes.io/name': 'web' };
      o.spec.template.metadata.labels = { 'app.kubernetes.io/name': 'web' };
    },
    { beside: ['Service'] },
  ),
  seldomOnes(
    'pods that the Service does not select any more',
    ({ Deployment, Service }) => {
      const selects = altered(Service, (o) => (o.spec.selector = { app: 'web', tier: 'front' }));
      const tiered = altered(Deployment, (o) => (o.spec.template.metadata.labels.tier = 'front'));
      return [
        [tiered, selects],
        [Deployment, selects],
      ];
    },
    { of: 'Deployment' },
  ),
  seldomOnes(
    'a Deployment on nodes that are not there',
    ({ Deployment }) => [
      [Deployment],
      [altered(Deployment, (o) => (podSpec(o).nodeSelector = { 'example.com/none': 'x' }))],
    ],
    { of: 'Deployment' },
  ),

  seldom('set: ordinals from one', 'StatefulSet', (o) => (o.spec.ordinals = { start: 1 })),
  seldom('set: claims removed', 'StatefulSet', (o) => delete o.spec.volumeClaimTemplates),
  seldom('set: claim renamed', 'StatefulSet', (o) => (o.spec.volumeClaimTemplates[0].metadata.name = 'files')),
  seldom(
    'set: annotation of claims',
    'StatefulSet',
    (o) => (o.spec.volumeClaimTemplates[0].metadata.annotations = { 'example.com/backup': 'daily' }),
  ),
  seldom(
    'set: most that may be missing',
    'StatefulSet',
    (o) => (o.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } }),
    { clusterAlone: true },
  ),
  seldom('set: no service name', 'StatefulSet', (o) => delete o.spec.serviceName),
  seldom('set: claims kept, as it was', 'StatefulSet', (o) => delete o.spec.persistentVolumeClaimRetentionPolicy, {
    from: (o) => (o.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Retain', whenScaled: 'Delete' }),
  }),
  seldom('set: partition above one half, and replicas', 'StatefulSet', (o) => {
    o.spec.replicas = 3;
    o.spec.updateStrategy = { rollingUpdate: { partition: 3 } };
    web(o).env[0].value = 'x';
  }),
  seldom('set: readiness wait below none', 'StatefulSet', (o) => (o.spec.minReadySeconds = -1)),
  seldom('set: policy that is none', 'StatefulSet', (o) => (o.spec.podManagementPolicy = 'Serial')),
  seldom('set: replicas: null', 'StatefulSet', (o) => (o.spec.replicas = null), {
    ...LOWERS,
    vias: ['apply', 'server-side'],
  }),
  seldom('agent: readiness wait', 'DaemonSet', (o) => (o.spec.minReadySeconds = 3), NONE),
  seldom(
    'agent: rolls from now on, and a variable',
    'DaemonSet',
    (o) => {
      o.spec.updateStrategy = { type: 'RollingUpdate' };
      web(o).env[0].value = 'x';
    },
    { from: (o) => (o.spec.updateStrategy = { type: 'OnDelete' }) },
  ),
  seldom(
    'agent: none may be missing',
    'DaemonSet',
    (o) => (o.spec.updateStrategy = { rollingUpdate: { maxUnavailable: 0 } }),
  ),
  seldom('agent: replicas', 'DaemonSet', (o) => (o.spec.replicas = 2)),

  seldom('job: more at once and in all, by their index', 'Job', indexed(3), { from: indexed(2) }),
  seldom('job: more in all alone, by their index', 'Job', (o) => (o.spec.completions = 3), { from: indexed(2) }),
  seldom('job: starts', 'Job', (o) => (o.spec.suspend = false), { from: (o) => (o.spec.suspend = true) }),
  seldom(
    'job: suspended, a toleration',
    'Job',
    (o) => (podSpec(o).tolerations = [{ key: 'spot', operator: 'Exists' }]),
    {
      from: (o) => (o.spec.suspend = true),
    },
  ),
  seldom(
    'job: suspended, a node that is preferred',
    'Job',
    (o) =>
      (podSpec(o).affinity = {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } },
          ],
        },
      }),
    { from: (o) => (o.spec.suspend = true) },
  ),
  seldom(
    'job: suspended, pods apart',
    'Job',
    (o) =>
      (podSpec(o).affinity = {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: {} }],
        },
      }),
    { from: (o) => (o.spec.suspend = true) },
  ),
  seldom('job: time to live removed', 'Job', (o) => delete o.spec.ttlSecondsAfterFinished, {
    from: (o) => (o.spec.ttlSecondsAfterFinished = 3600),
  }),
  seldom('job: selector by hand', 'Job', (o) => (o.spec.selector = { matchLabels: { app: 'migrate' } })),
  seldom('job: parallelism below none', 'Job', (o) => (o.spec.parallelism = -1)),
  seldom('job: policy of failures without Never', 'Job', (o) => {
    podSpec(o).restartPolicy = 'OnFailure';
    o.spec.podFailurePolicy = { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] };
  }),
  seldom('nightly: time zone removed', 'CronJob', (o) => delete o.spec.timeZone, {
    from: (o) => (o.spec.timeZone = 'Europe/Berlin'),
  }),
  seldom('nightly: no time zone, as a text', 'CronJob', (o) => (o.spec.timeZone = '')),
  seldom('nightly: time for starting below none', 'CronJob', (o) => (o.spec.startingDeadlineSeconds = -1)),
  seldom('nightly: day that never comes', 'CronJob', (o) => (o.spec.schedule = '0 0 31 2 *'), NONE),
  seldom('nightly: days by name', 'CronJob', (o) => (o.spec.schedule = '0 6 * * MON-FRI'), NONE),
  seldom('nightly: macro that is none', 'CronJob', (o) => (o.spec.schedule = '@fortnightly')),
  seldom('nightly: step of none', 'CronJob', (o) => (o.spec.schedule = '*/0 * * * *')),
  seldom('nightly: suspend: null', 'CronJob', (o) => (o.spec.suspend = null), {
    from: (o) => (o.spec.suspend = true),
    vias: ['apply', 'server-side'],
  }),
  seldom(
    'nightly: labels of jobs',
    'CronJob',
    (o) => (o.spec.jobTemplate.metadata = { labels: { app: 'nightly' } }),
    NONE,
  ),
  seldom('nightly: defaults of jobs written out', 'CronJob', (o) =>
    Object.assign(o.spec.jobTemplate.spec, { backoffLimit: 6, completions: 1 }),
  ),
  seldom('nightly: restart as usual', 'CronJob', (o) => delete podSpec(o).restartPolicy),
  seldom('nightly: time to live', 'CronJob', (o) => (o.spec.jobTemplate.spec.ttlSecondsAfterFinished = 60)),
  seldom('old: a variable', 'ReplicationController', (o) => (web(o).env[0].value = 'x')),
  seldom('old: replicas', 'ReplicationController', (o) => (o.spec.replicas = 0), LOWERS),
  seldom('old: selector not written', 'ReplicationController', (o) => delete o.spec.selector, NONE),
  seldom('base: a variable', 'PodTemplate', (o) => (o.template.spec.containers[0].env[0].value = 'x')),
  seldom(
    'base: defaults written out',
    'PodTemplate',
    (o) => Object.assign(o.template.spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always' }),
    NONE,
  ),
  seldom('once: gate opened', 'Pod', (o) => delete o.spec.schedulingGates, {
    from: (o) => (o.spec.schedulingGates = [{ name: 'example.com/wait' }]),
  }),
  seldom('once: gate closed', 'Pod', (o) => (o.spec.schedulingGates = [{ name: 'example.com/wait' }])),
  seldom('once: a container more', 'Pod', (o) =>
    podSpec(o).containers.push({ name: 'log', image: 'localhost/pause:1' }),
  ),
  seldom('once: shorter deadline', 'Pod', (o) => (o.spec.activeDeadlineSeconds = 3000), {
    from: (o) => (o.spec.activeDeadlineSeconds = 3600),
  }),
  seldom('once: longer deadline', 'Pod', (o) => (o.spec.activeDeadlineSeconds = 7200), {
    from: (o) => (o.spec.activeDeadlineSeconds = 3600),
  }),
  seldom('once: no deadline', 'Pod', (o) => delete o.spec.activeDeadlineSeconds, {
    from: (o) => (o.spec.activeDeadlineSeconds = 3600),
  }),
  seldom('once: image of another tag', 'Pod', (o) => (web(o).image = 'localhost/pause:2')),

  seldom(
    'autoscaler: never down',
    'HorizontalPodAutoscaler',
    scaling({ scaleDown: { selectPolicy: 'Disabled' } }),
    NONE,
  ),
  seldom(
    'autoscaler: defaults of behaviour written out',
    'HorizontalPodAutoscaler',
    (o) =>
      (o.spec.behavior.scaleUp = {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      }),
    { from: scaling({ scaleDown: { stabilizationWindowSeconds: 60 } }), ...NONE },
  ),
  seldom('autoscaler: no policies', 'HorizontalPodAutoscaler', scaling({ scaleDown: { policies: [] } })),
  seldom(
    'autoscaler: period of an hour',
    'HorizontalPodAutoscaler',
    scaling({ scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 3600 }] } }),
  ),
  seldom(
    'autoscaler: window of two hours',
    'HorizontalPodAutoscaler',
    scaling({ scaleDown: { stabilizationWindowSeconds: 7200 } }),
  ),
  seldom(
    'autoscaler: one container',
    'HorizontalPodAutoscaler',
    (o) =>
      (o.spec.metrics = [
        {
          type: 'ContainerResource',
          containerResource: { name: 'cpu', container: 'web', target: { type: 'Utilization', averageUtilization: 60 } },
        },
      ]),
  ),
  seldom('autoscaler: type and field differ', 'HorizontalPodAutoscaler', (o) => (o.spec.metrics[0].type = 'Pods')),
  seldom(
    'autoscaler: target of none',
    'HorizontalPodAutoscaler',
    (o) => (o.spec.metrics[0].resource.target.averageUtilization = 0),
  ),
  seldom('autoscaler: no metrics', 'HorizontalPodAutoscaler', (o) => delete o.spec.metrics),
  seldom('autoscaler: no kind of its target', 'HorizontalPodAutoscaler', (o) => delete o.spec.scaleTargetRef.kind),
  seldom('autoscaler: from outside', 'HorizontalPodAutoscaler', (o) =>
    o.spec.metrics.push({
      type: 'External',
      external: {
        metric: { name: 'queue', selector: { matchLabels: { q: 'a' } } },
        target: { type: 'Value', value: '30' },
      },
    }),
  ),
  seldom('autoscaler: tolerance', 'HorizontalPodAutoscaler', scaling({ scaleUp: { tolerance: '0.05' } }), {
    clusterAlone: true,
  }),
  seldom('budget: whole and in per cent', 'PodDisruptionBudget', (o) => (o.spec.minAvailable = '100%'), NONE),
  seldom('budget: no bound', 'PodDisruptionBudget', (o) => delete o.spec.minAvailable),
  seldom('budget: no selector', 'PodDisruptionBudget', (o) => delete o.spec.selector),
  seldom('budget: policy that is none', 'PodDisruptionBudget', (o) => (o.spec.unhealthyPodEvictionPolicy = 'Never')),
  seldom(
    'budget: the same by an expression',
    'PodDisruptionBudget',
    (o) => (o.spec.selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }),
    { access: 'none' },
  ),
];
