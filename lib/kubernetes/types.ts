import type { k8s } from 'cdk8s-plus-28';

/**
 * A Kubernetes API type as plain data: quantities and ports are strings or numbers, times are strings.
 *
 * The types come from cdk8s-plus-28; its code is not loaded. Its L1 converts every object through the Kubernetes 1.28
 * schema and drops newer fields, and takes longer to load than everything else here together.
 */
export type Plain<T> = T extends string
  ? T | `${T}`
  : T extends number | boolean | null | undefined
    ? T
    : T extends Date
      ? string
      : T extends readonly (infer Item)[]
        ? readonly Plain<Item>[]
        : [keyof T] extends ['value'] // IntOrString and Quantity have this one field
          ? string | number
          : { readonly [Key in keyof T as Key extends keyof ApiSpelling ? ApiSpelling[Key] : Key]: Plain<T[Key]> };

/** Fields whose name cdk8s' L1 spells otherwise than the Kubernetes API does. */
interface ApiSpelling {
  readonly clusterIp: 'clusterIP';
  readonly hostIp: 'hostIP';
  readonly hostIpc: 'hostIPC';
  readonly hostPid: 'hostPID';
  readonly loadBalancerIp: 'loadBalancerIP';
}

/** `Affinity` of the Kubernetes API, as plain data. */
export type Affinity = Plain<k8s.Affinity>;

/** `PodDNSConfig` of the Kubernetes API, as plain data. */
export type PodDnsConfig = Plain<k8s.PodDnsConfig>;
/** `Toleration` of the Kubernetes API, as plain data. */
export type Toleration = Plain<k8s.Toleration>;
/** `TopologySpreadConstraint` of the Kubernetes API, as plain data. */
export type TopologySpreadConstraint = Plain<k8s.TopologySpreadConstraint>;
/** `Volume` of the Kubernetes API, as plain data. */
export type Volume = Plain<k8s.Volume>;
/** `VolumeMount` of the Kubernetes API, as plain data. */
export type VolumeMount = Plain<k8s.VolumeMount>;
/** `NetworkPolicyPeer` of the Kubernetes API, as plain data. */
export type NetworkPolicyPeer = Plain<k8s.NetworkPolicyPeer>;
export type NetworkPolicyPort = Plain<k8s.NetworkPolicyPort>;
/** `EnvVar` of the Kubernetes API, as plain data. */
export type EnvVar = Plain<k8s.EnvVar>;
/** `EnvFromSource` of the Kubernetes API, as plain data. */
export type EnvFromSource = Plain<k8s.EnvFromSource>;
export type KubeProbe = Plain<k8s.Probe>;
export type ServicePort = Plain<k8s.ServicePort>;
export type ServiceSpec = Plain<k8s.ServiceSpec>;
export type IngressSpec = Plain<k8s.IngressSpec>;
/** `IngressBackend` of the Kubernetes API, as plain data. */
export type IngressBackend = Plain<k8s.IngressBackend>;
/** `HTTPIngressRuleValue` of the Kubernetes API, as plain data. */
export type IngressRuleHttp = Plain<k8s.HttpIngressRuleValue>;
/** `ObjectMeta` of the Kubernetes API, as plain data. */
export type ObjectMeta = Plain<k8s.ObjectMeta>;
export type NetworkPolicySpec = Plain<k8s.NetworkPolicySpec>;
export type DeploymentSpec = Plain<k8s.DeploymentSpec>;
/** `SecurityContext` of the Kubernetes API, as plain data. */
export type SecurityContext = Plain<k8s.SecurityContext>;
/** `PodSecurityContext` of the Kubernetes API, as plain data. */
export type PodSecurityContext = Plain<k8s.PodSecurityContext>;

/** Newer than Kubernetes 1.28: a pause of the kubelet's own, which needs no `sleep` in the image (1.30). */
export interface Lifecycle {
  /** Done before the container is told to stop; the kubelet itself can sleep. */
  readonly preStop?: Plain<k8s.LifecycleHandler> | { readonly sleep: { readonly seconds: number } };
  /** Done after the container was made. */
  readonly postStart?: Plain<k8s.LifecycleHandler>;
}

/** A container, with the fields of {@link Lifecycle}. */
export type Container = Omit<Plain<k8s.Container>, 'lifecycle'> & {
  /** What is done before the container is told to stop, and after it was made. @default - nothing */
  readonly lifecycle?: Lifecycle;
};

/** A pod, with containers as {@link Container}. */
export type PodSpec = Omit<Plain<k8s.PodSpec>, 'containers' | 'initContainers'> & {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
};
