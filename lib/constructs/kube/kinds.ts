import type { Construct } from 'constructs';
import type { KindProps } from '../../kubernetes/kind-props';
import { AnyObject } from './any-object';

/** A kind of Kubernetes as a construct: its fields typed, its object rendered as given; see {@link AnyObject}. */
export interface Kind<Props> {
  new (scope: Construct, id: string, props: Given<Props>): AnyObject;
  readonly apiVersion: string;
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

export const ClusterRole = kindOf<KindProps['ClusterRole']>('rbac.authorization.k8s.io/v1', 'ClusterRole');
export const ClusterRoleBinding = kindOf<KindProps['ClusterRoleBinding']>(
  'rbac.authorization.k8s.io/v1',
  'ClusterRoleBinding',
);
export const ConfigMap = kindOf<KindProps['ConfigMap']>('v1', 'ConfigMap');
export const CronJob = kindOf<KindProps['CronJob']>('batch/v1', 'CronJob');
export const DaemonSet = kindOf<KindProps['DaemonSet']>('apps/v1', 'DaemonSet');
export const Deployment = kindOf<KindProps['Deployment']>('apps/v1', 'Deployment');
export const HorizontalPodAutoscaler = kindOf<KindProps['HorizontalPodAutoscaler']>(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
);
export const Ingress = kindOf<KindProps['Ingress']>('networking.k8s.io/v1', 'Ingress');
export const Job = kindOf<KindProps['Job']>('batch/v1', 'Job');
export const LimitRange = kindOf<KindProps['LimitRange']>('v1', 'LimitRange');
export const Namespace = kindOf<KindProps['Namespace']>('v1', 'Namespace');
export const NetworkPolicy = kindOf<KindProps['NetworkPolicy']>('networking.k8s.io/v1', 'NetworkPolicy');
export const PersistentVolume = kindOf<KindProps['PersistentVolume']>('v1', 'PersistentVolume');
export const PersistentVolumeClaim = kindOf<KindProps['PersistentVolumeClaim']>('v1', 'PersistentVolumeClaim');
export const Pod = kindOf<KindProps['Pod']>('v1', 'Pod');
export const PodDisruptionBudget = kindOf<KindProps['PodDisruptionBudget']>('policy/v1', 'PodDisruptionBudget');
export const PriorityClass = kindOf<KindProps['PriorityClass']>('scheduling.k8s.io/v1', 'PriorityClass');
export const ResourceQuota = kindOf<KindProps['ResourceQuota']>('v1', 'ResourceQuota');
export const Role = kindOf<KindProps['Role']>('rbac.authorization.k8s.io/v1', 'Role');
export const RoleBinding = kindOf<KindProps['RoleBinding']>('rbac.authorization.k8s.io/v1', 'RoleBinding');
export const Secret = kindOf<KindProps['Secret']>('v1', 'Secret');
export const Service = kindOf<KindProps['Service']>('v1', 'Service');
export const ServiceAccount = kindOf<KindProps['ServiceAccount']>('v1', 'ServiceAccount');
export const StatefulSet = kindOf<KindProps['StatefulSet']>('apps/v1', 'StatefulSet');
export const StorageClass = kindOf<KindProps['StorageClass']>('storage.k8s.io/v1', 'StorageClass');
