import type { k8s } from 'cdk8s-plus-28';
import type { Plain } from './types';

/** Fields of an object by its kind, without `apiVersion` and `kind`: the newest version of each. */
export interface KindProps {
  readonly ClusterRole: Plain<k8s.KubeClusterRoleProps>;
  readonly ClusterRoleBinding: Plain<k8s.KubeClusterRoleBindingProps>;
  readonly ConfigMap: Plain<k8s.KubeConfigMapProps>;
  readonly CronJob: Plain<k8s.KubeCronJobProps>;
  readonly DaemonSet: Plain<k8s.KubeDaemonSetProps>;
  readonly Deployment: Plain<k8s.KubeDeploymentProps>;
  readonly HorizontalPodAutoscaler: Plain<k8s.KubeHorizontalPodAutoscalerV2Props>;
  readonly Ingress: Plain<k8s.KubeIngressProps>;
  readonly Job: Plain<k8s.KubeJobProps>;
  readonly LimitRange: Plain<k8s.KubeLimitRangeProps>;
  readonly Namespace: Plain<k8s.KubeNamespaceProps>;
  readonly NetworkPolicy: Plain<k8s.KubeNetworkPolicyProps>;
  readonly PersistentVolume: Plain<k8s.KubePersistentVolumeProps>;
  readonly PersistentVolumeClaim: Plain<k8s.KubePersistentVolumeClaimProps>;
  readonly Pod: Plain<k8s.KubePodProps>;
  readonly PodDisruptionBudget: Plain<k8s.KubePodDisruptionBudgetProps>;
  readonly PriorityClass: Plain<k8s.KubePriorityClassProps>;
  readonly ResourceQuota: Plain<k8s.KubeResourceQuotaProps>;
  readonly Role: Plain<k8s.KubeRoleProps>;
  readonly RoleBinding: Plain<k8s.KubeRoleBindingProps>;
  readonly Secret: Plain<k8s.KubeSecretProps>;
  readonly Service: Plain<k8s.KubeServiceProps>;
  readonly ServiceAccount: Plain<k8s.KubeServiceAccountProps>;
  readonly StatefulSet: Plain<k8s.KubeStatefulSetProps>;
  readonly StorageClass: Plain<k8s.KubeStorageClassProps>;
}
