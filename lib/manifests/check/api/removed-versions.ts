/** A version of a kind that Kubernetes has no more. */
export interface RemovedVersion {
  /** The minor version of Kubernetes 1 that was the first without. */
  readonly since: number;
  /** What replaces it. @default - nothing */
  readonly instead?: string;
}

const WORKLOADS = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'];

/** Since when, which versions, of which kinds, and what replaces them. @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const REMOVED: readonly (readonly [
  since: number,
  versions: readonly string[],
  kinds: readonly string[],
  instead?: string,
])[] = [
  [16, ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'], WORKLOADS, 'apps/v1'],
  [16, ['extensions/v1beta1'], ['NetworkPolicy'], 'networking.k8s.io/v1'],
  [16, ['extensions/v1beta1'], ['PodSecurityPolicy']],
  [22, ['extensions/v1beta1', 'networking.k8s.io/v1beta1'], ['Ingress', 'IngressClass'], 'networking.k8s.io/v1'],
  [22, ['apiextensions.k8s.io/v1beta1'], ['CustomResourceDefinition'], 'apiextensions.k8s.io/v1'],
  [22, ['apiregistration.k8s.io/v1beta1'], ['APIService'], 'apiregistration.k8s.io/v1'],
  [
    22,
    ['admissionregistration.k8s.io/v1beta1'],
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    'admissionregistration.k8s.io/v1',
  ],
  [22, ['certificates.k8s.io/v1beta1'], ['CertificateSigningRequest'], 'certificates.k8s.io/v1'],
  [22, ['coordination.k8s.io/v1beta1'], ['Lease'], 'coordination.k8s.io/v1'],
  [
    22,
    ['rbac.authorization.k8s.io/v1alpha1', 'rbac.authorization.k8s.io/v1beta1'],
    ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
    'rbac.authorization.k8s.io/v1',
  ],
  [22, ['scheduling.k8s.io/v1beta1'], ['PriorityClass'], 'scheduling.k8s.io/v1'],
  [22, ['storage.k8s.io/v1beta1'], ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'], 'storage.k8s.io/v1'],
  [25, ['autoscaling/v2beta1'], ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
  [25, ['batch/v1beta1'], ['CronJob'], 'batch/v1'],
  [25, ['discovery.k8s.io/v1beta1'], ['EndpointSlice'], 'discovery.k8s.io/v1'],
  [25, ['events.k8s.io/v1beta1'], ['Event'], 'events.k8s.io/v1'],
  [25, ['node.k8s.io/v1beta1'], ['RuntimeClass'], 'node.k8s.io/v1'],
  [25, ['policy/v1beta1'], ['PodDisruptionBudget'], 'policy/v1'],
  [25, ['policy/v1beta1'], ['PodSecurityPolicy']],
  [26, ['autoscaling/v2beta2'], ['HorizontalPodAutoscaler'], 'autoscaling/v2'],
  [27, ['storage.k8s.io/v1beta1'], ['CSIStorageCapacity'], 'storage.k8s.io/v1'],
  [
    32,
    ['v1beta1', 'v1beta2', 'v1beta3'].map((version) => `flowcontrol.apiserver.k8s.io/${version}`),
    ['FlowSchema', 'PriorityLevelConfiguration'],
    'flowcontrol.apiserver.k8s.io/v1',
  ],
];

/** What became of a version of a kind, if it is gone. */
export function removedVersion(apiVersion: string, kind: string): RemovedVersion | undefined {
  const row = REMOVED.find(([, versions, kinds]) => versions.includes(apiVersion) && kinds.includes(kind));
  return row && { since: row[0], instead: row[3] };
}
