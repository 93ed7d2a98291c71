import type { Construct } from 'constructs';
import type { KindProps } from '../../kubernetes/kind-props';
import type { IngressBackend } from '../../kubernetes/types';
import { AnyObject } from './any-object';
import { backend } from './routes';

/** A kind of Kubernetes as a construct: its fields typed, its object rendered as given; see {@link AnyObject}. */
export interface Kind<Props> {
  /** Makes one object of the kind. */
  new (scope: Construct, id: string, props: Given<Props>): AnyObject;
  /** Group and version of its objects. */
  readonly apiVersion: string;
  /** Kind of its objects. */
  readonly kind: string;
}

/** A type whose maps may hold undefined: what an optional value leaves out. */
export type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : T extends object
    ? string extends keyof T
      ? { readonly [Key in keyof T]: Given<T[Key]> | undefined }
      : { readonly [Key in keyof T]: Given<T[Key]> }
    : T;

function kindOf<Props>(apiVersion: string, kind: string): Kind<Props> {
  return class extends AnyObject {
    static readonly apiVersion = apiVersion;
    static readonly kind = kind;

    constructor(scope: Construct, id: string, props: Given<Props>) {
      super(scope, id, { apiVersion, kind, ...(props as object) });
    }
  };
}

/** ClusterRole of `rbac.authorization.k8s.io/v1`. */
export const ClusterRole = kindOf<KindProps['ClusterRole']>('rbac.authorization.k8s.io/v1', 'ClusterRole');
/** ClusterRoleBinding of `rbac.authorization.k8s.io/v1`. */
export const ClusterRoleBinding = kindOf<KindProps['ClusterRoleBinding']>(
  'rbac.authorization.k8s.io/v1',
  'ClusterRoleBinding',
);
/** ConfigMap of `v1`. */
export const ConfigMap = kindOf<KindProps['ConfigMap']>('v1', 'ConfigMap');
/** CronJob of `batch/v1`. */
export const CronJob = kindOf<KindProps['CronJob']>('batch/v1', 'CronJob');
/** DaemonSet of `apps/v1`. */
export const DaemonSet = kindOf<KindProps['DaemonSet']>('apps/v1', 'DaemonSet');
/** Deployment of `apps/v1`. */
export const Deployment = kindOf<KindProps['Deployment']>('apps/v1', 'Deployment');
/** HorizontalPodAutoscaler of `autoscaling/v2`. */
export const HorizontalPodAutoscaler = kindOf<KindProps['HorizontalPodAutoscaler']>(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
);
/** Ingress of `networking.k8s.io/v1`. */
export const Ingress = kindOf<KindProps['Ingress']>('networking.k8s.io/v1', 'Ingress');
/** Job of `batch/v1`. */
export const Job = kindOf<KindProps['Job']>('batch/v1', 'Job');
/** LimitRange of `v1`. */
export const LimitRange = kindOf<KindProps['LimitRange']>('v1', 'LimitRange');
/** Namespace of `v1`. */
export const Namespace = kindOf<KindProps['Namespace']>('v1', 'Namespace');
/** NetworkPolicy of `networking.k8s.io/v1`. */
export const NetworkPolicy = kindOf<KindProps['NetworkPolicy']>('networking.k8s.io/v1', 'NetworkPolicy');
/** PersistentVolume of `v1`. */
export const PersistentVolume = kindOf<KindProps['PersistentVolume']>('v1', 'PersistentVolume');
/** PersistentVolumeClaim of `v1`. */
export const PersistentVolumeClaim = kindOf<KindProps['PersistentVolumeClaim']>('v1', 'PersistentVolumeClaim');
/** Pod of `v1`. */
export const Pod = kindOf<KindProps['Pod']>('v1', 'Pod');
/** PodDisruptionBudget of `policy/v1`. */
export const PodDisruptionBudget = kindOf<KindProps['PodDisruptionBudget']>('policy/v1', 'PodDisruptionBudget');
/** PriorityClass of `scheduling.k8s.io/v1`. */
export const PriorityClass = kindOf<KindProps['PriorityClass']>('scheduling.k8s.io/v1', 'PriorityClass');
/** ResourceQuota of `v1`. */
export const ResourceQuota = kindOf<KindProps['ResourceQuota']>('v1', 'ResourceQuota');
/** Role of `rbac.authorization.k8s.io/v1`. */
export const Role = kindOf<KindProps['Role']>('rbac.authorization.k8s.io/v1', 'Role');
/** RoleBinding of `rbac.authorization.k8s.io/v1`. */
export const RoleBinding = kindOf<KindProps['RoleBinding']>('rbac.authorization.k8s.io/v1', 'RoleBinding');
/** Secret of `v1`. */
export const Secret = kindOf<KindProps['Secret']>('v1', 'Secret');
/** Service of `v1`. */
export class Service extends AnyObject {
  /** Version of the API that has it. */
  static readonly apiVersion = 'v1';
  /** What it is in a manifest. */
  static readonly kind = 'Service';

  constructor(scope: Construct, id: string, props: Given<KindProps['Service']>) {
    super(scope, id, { apiVersion: Service.apiVersion, kind: Service.kind, ...(props as object) });
  }

  /** One of its ports, by number or by name, as what an Ingress sends requests to: see `Kube.paths`. */
  port(port: number | string): IngressBackend {
    return backend(this.name, port);
  }
}
/** ServiceAccount of `v1`. */
export const ServiceAccount = kindOf<KindProps['ServiceAccount']>('v1', 'ServiceAccount');
/** StatefulSet of `apps/v1`. */
export const StatefulSet = kindOf<KindProps['StatefulSet']>('apps/v1', 'StatefulSet');
/** StorageClass of `storage.k8s.io/v1`. */
export const StorageClass = kindOf<KindProps['StorageClass']>('storage.k8s.io/v1', 'StorageClass');
