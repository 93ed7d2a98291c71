/** A field that the API server fills in when it is not given, and with what. */
export interface ApiDefault {
  /** Keys from the root of the object or part; `*` is each item of a list. */
  readonly path: readonly string[];
  readonly value: unknown;
}

const field = (path: string, value: unknown): ApiDefault => ({ path: path.split('.'), value });

const PROBE: readonly ApiDefault[] = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => [
  field(`${probe}.timeoutSeconds`, 1),
  field(`${probe}.periodSeconds`, 10),
  field(`${probe}.successThreshold`, 1),
  field(`${probe}.failureThreshold`, 3),
  field(`${probe}.initialDelaySeconds`, 0),
  field(`${probe}.httpGet.scheme`, 'HTTP'),
  field(`${probe}.httpGet.path`, '/'),
  field(`${probe}.grpc.service`, ''),
]);

const CONTAINER: readonly ApiDefault[] = [
  field('terminationMessagePath', '/dev/termination-log'),
  field('terminationMessagePolicy', 'File'),
  field('ports.*.protocol', 'TCP'),
  field('env.*.value', ''),
  field('env.*.valueFrom.fieldRef.apiVersion', 'v1'),
  field('lifecycle.preStop.httpGet.scheme', 'HTTP'),
  field('lifecycle.postStart.httpGet.scheme', 'HTTP'),
  field('volumeMounts.*.readOnly', false),
  field('stdin', false),
  field('tty', false),
  ...PROBE,
];

const POD: readonly ApiDefault[] = [
  field('restartPolicy', 'Always'),
  field('dnsPolicy', 'ClusterFirst'),
  field('schedulerName', 'default-scheduler'),
  field('terminationGracePeriodSeconds', 30),
  field('hostNetwork', false),
  field('hostPID', false),
  field('hostIPC', false),
  field('enableServiceLinks', true),
  field('volumes.*.configMap.defaultMode', 420),
  field('volumes.*.secret.defaultMode', 420),
  field('volumes.*.projected.defaultMode', 420),
  field('volumes.*.downwardAPI.defaultMode', 420),
  field('volumes.*.hostPath.type', ''),
  field('topologySpreadConstraints.*.nodeAffinityPolicy', 'Honor'),
  field('topologySpreadConstraints.*.nodeTaintsPolicy', 'Ignore'),
  ...['containers', 'initContainers'].flatMap((list) =>
    CONTAINER.map(({ path, value }) => ({ path: [list, '*', ...path], value })),
  ),
];

const CLAIM: readonly ApiDefault[] = [field('spec.volumeMode', 'Filesystem')];

const within = (path: string, defaults: readonly ApiDefault[]): ApiDefault[] =>
  defaults.map((one) => ({ path: [...path.split('.'), ...one.path], value: one.value }));

const JOB: readonly ApiDefault[] = [
  field('completions', 1),
  field('parallelism', 1),
  field('backoffLimit', 6),
  field('completionMode', 'NonIndexed'),
  field('suspend', false),
  field('podReplacementPolicy', 'TerminatingOrFailed'),
  ...within('template.spec', POD),
];

/**
 * Defaults by kind, in the order in which they are taken away: what stands below a field before the field.
 * Source: pkg/apis/…/defaults.go of Kubernetes 1.34.
 */
export const API_DEFAULTS: ReadonlyMap<string, readonly ApiDefault[]> = new Map([
  [
    'apps/Deployment',
    [
      field('spec.replicas', 1),
      field('spec.revisionHistoryLimit', 10),
      field('spec.progressDeadlineSeconds', 600),
      field('spec.minReadySeconds', 0),
      field('spec.paused', false),
      field('spec.strategy.rollingUpdate.maxSurge', '25%'),
      field('spec.strategy.rollingUpdate.maxUnavailable', '25%'),
      field('spec.strategy.type', 'RollingUpdate'),
      ...within('spec.template.spec', POD),
    ],
  ],
  [
    'apps/StatefulSet',
    [
      field('spec.replicas', 1),
      field('spec.revisionHistoryLimit', 10),
      field('spec.minReadySeconds', 0),
      field('spec.podManagementPolicy', 'OrderedReady'),
      field('spec.updateStrategy.rollingUpdate.partition', 0),
      field('spec.updateStrategy.type', 'RollingUpdate'),
      field('spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'Retain'),
      field('spec.persistentVolumeClaimRetentionPolicy.whenScaled', 'Retain'),
      field('spec.volumeClaimTemplates.*.apiVersion', 'v1'),
      field('spec.volumeClaimTemplates.*.kind', 'PersistentVolumeClaim'),
      ...within('spec.volumeClaimTemplates.*', CLAIM),
      ...within('spec.template.spec', POD),
    ],
  ],
  [
    'apps/DaemonSet',
    [
      field('spec.revisionHistoryLimit', 10),
      field('spec.minReadySeconds', 0),
      field('spec.updateStrategy.rollingUpdate.maxSurge', 0),
      field('spec.updateStrategy.rollingUpdate.maxUnavailable', 1),
      field('spec.updateStrategy.type', 'RollingUpdate'),
      ...within('spec.template.spec', POD),
    ],
  ],
  ['batch/Job', within('spec', JOB)],
  [
    'batch/CronJob',
    [
      field('spec.concurrencyPolicy', 'Allow'),
      field('spec.suspend', false),
      field('spec.successfulJobsHistoryLimit', 3),
      field('spec.failedJobsHistoryLimit', 1),
      ...within('spec.jobTemplate.spec', JOB),
    ],
  ],
  ['Pod', within('spec', POD)],
  ['PersistentVolumeClaim', CLAIM],
  ['PersistentVolume', [field('spec.volumeMode', 'Filesystem'), field('spec.persistentVolumeReclaimPolicy', 'Retain')]],
  [
    'Service',
    [
      field('spec.type', 'ClusterIP'),
      field('spec.sessionAffinity', 'None'),
      field('spec.internalTrafficPolicy', 'Cluster'),
      field('spec.externalTrafficPolicy', 'Cluster'),
      field('spec.allocateLoadBalancerNodePorts', true),
      field('spec.publishNotReadyAddresses', false),
      field('spec.clusterIP', ''),
      field('spec.ports.*.protocol', 'TCP'),
    ],
  ],
  ['Secret', [field('type', 'Opaque'), field('immutable', false)]],
  ['ConfigMap', [field('immutable', false)]],
  ['autoscaling/HorizontalPodAutoscaler', [field('spec.minReplicas', 1)]],
  ['policy/PodDisruptionBudget', [field('spec.unhealthyPodEvictionPolicy', 'IfHealthyBudget')]],
  [
    'networking.k8s.io/NetworkPolicy',
    [field('spec.ingress.*.ports.*.protocol', 'TCP'), field('spec.egress.*.ports.*.protocol', 'TCP')],
  ],
  [
    'storage.k8s.io/StorageClass',
    [field('reclaimPolicy', 'Delete'), field('volumeBindingMode', 'Immediate'), field('allowVolumeExpansion', false)],
  ],
]);
