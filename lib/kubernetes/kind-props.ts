import type { k8s } from 'cdk8s-plus-28';
import type { Plain } from './types';

/** Fields of an object by its kind, without `apiVersion` and `kind`: the newest version of each. */
export interface KindProps {
  /** What may be done in the whole cluster. */
  readonly ClusterRole: Plain<k8s.KubeClusterRoleProps>;
  /** Who has a role in the whole cluster. */
  readonly ClusterRoleBinding: Plain<k8s.KubeClusterRoleBindingProps>;
  /** Settings and files. */
  readonly ConfigMap: Plain<k8s.KubeConfigMapProps>;
  /** A Job again and again. */
  readonly CronJob: Plain<k8s.KubeCronJobProps>;
  /** A pod on each node. */
  readonly DaemonSet: Plain<k8s.KubeDaemonSetProps>;
  /** Pods that are replaced one by one. */
  readonly Deployment: Plain<k8s.KubeDeploymentProps>;
  /** How many pods there are, by what they use. */
  readonly HorizontalPodAutoscaler: Plain<k8s.KubeHorizontalPodAutoscalerV2Props>;
  /** Hosts and paths that lead to Services. */
  readonly Ingress: Plain<k8s.KubeIngressProps>;
  /** Pods that come to an end. */
  readonly Job: Plain<k8s.KubeJobProps>;
  /** Limits of what says none. */
  readonly LimitRange: Plain<k8s.KubeLimitRangeProps>;
  /** A room for names. */
  readonly Namespace: Plain<k8s.KubeNamespaceProps>;
  /** Who may talk to pods. */
  readonly NetworkPolicy: Plain<k8s.KubeNetworkPolicyProps>;
  /** A volume of the cluster. */
  readonly PersistentVolume: Plain<k8s.KubePersistentVolumeProps>;
  /** A volume that is asked for. */
  readonly PersistentVolumeClaim: Plain<k8s.KubePersistentVolumeClaimProps>;
  /** Containers that run together. */
  readonly Pod: Plain<k8s.KubePodProps>;
  /** How many pods may be away at once. */
  readonly PodDisruptionBudget: Plain<k8s.KubePodDisruptionBudgetProps>;
  /** Which pods come first. */
  readonly PriorityClass: Plain<k8s.KubePriorityClassProps>;
  /** How much a namespace may have. */
  readonly ResourceQuota: Plain<k8s.KubeResourceQuotaProps>;
  /** What may be done in a namespace. */
  readonly Role: Plain<k8s.KubeRoleProps>;
  /** Who has a role in a namespace. */
  readonly RoleBinding: Plain<k8s.KubeRoleBindingProps>;
  /** Passwords, keys and certificates. */
  readonly Secret: Plain<k8s.KubeSecretProps>;
  /** One address for pods. */
  readonly Service: Plain<k8s.KubeServiceProps>;
  /** Who pods are to the API. */
  readonly ServiceAccount: Plain<k8s.KubeServiceAccountProps>;
  /** Pods with names and volumes of their own. */
  readonly StatefulSet: Plain<k8s.KubeStatefulSetProps>;
  /** How volumes are made. */
  readonly StorageClass: Plain<k8s.KubeStorageClassProps>;
}
