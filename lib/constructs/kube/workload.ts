import type { Construct } from 'constructs';
import type { KindProps } from '../../kubernetes/kind-props';
import type { Container, ObjectMeta, PodSpec } from '../../kubernetes/types';
import { WORKLOAD_SPEC_FIELDS } from '../../kubernetes/workload-spec';
import { AnyObject } from './any-object';
import type { Given } from './kinds';

/** Fields of a workload beside its selector and its pods. */
export type WorkloadSpec<Kind extends 'Deployment' | 'StatefulSet' | 'DaemonSet'> = Omit<
  NonNullable<KindProps[Kind]['spec']>,
  'selector' | 'template'
>;

/** A container without its name, which is the key that it stands under. */
export type NamedContainer = Given<Omit<Container, 'name'>>;

/** What every workload has, and all fields of its pods but the containers. */
export interface WorkloadBasis extends Given<Omit<PodSpec, 'containers' | 'initContainers'>> {
  /** Name of the object. */
  readonly name: string;
  /** Labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels that the pods are found by; it can't be changed later. @default - `labels` */
  readonly selector?: Readonly<Record<string, string>>;
  /** Labels, annotations and namespace of the object itself. @default - none */
  readonly metadata?: Given<Omit<ObjectMeta, 'name'>>;
  /** Annotations of the pods and what else they have beside their labels. @default - none */
  readonly podMetadata?: Given<Omit<ObjectMeta, 'labels'>>;
  /** Containers by name, in their order. */
  readonly containers: Readonly<Record<string, NamedContainer | undefined>>;
  /** Containers that run before those, by name, in their order. @default - none */
  readonly initContainers?: Readonly<Record<string, NamedContainer | undefined>>;
}

/** A workload, and the fields of its kind: `replicas`, `strategy`, `volumeClaimTemplates` … */
export type WorkloadProps =
  | (WorkloadBasis & Given<WorkloadSpec<'Deployment'>> & { readonly kind?: 'Deployment' })
  | (WorkloadBasis & Given<WorkloadSpec<'StatefulSet'>> & { readonly kind: 'StatefulSet' })
  | (WorkloadBasis & Given<WorkloadSpec<'DaemonSet'>> & { readonly kind: 'DaemonSet' });

/** What an autoscaler scales. */
export interface ScaleTarget {
  /** Group and version, `apps/v1`. */
  readonly apiVersion: string;
  /** Kind of the workload. */
  readonly kind: string;
  /** Name of the workload. */
  readonly name: string;
}

/**
 * A Deployment, StatefulSet or DaemonSet, each thing said once: labels and selector, containers by name, and the fields of
 * workload and pod side by side. Nothing is added to what is given: for workloads that run already and have to stay as
 * they are. What belongs to it refers to it: its `selector`, its `scaleTarget`.
 *
 * @example
 * ```ts
 * const web = new Kube.Workload(chart, 'web', {
 *   name: 'web',
 *   labels: { app: 'web' },
 *   replicas: 3,
 *   containers: { web: { image: 'ghcr.io/acme/shop:1.4.2', ports: [{ name: 'http', containerPort: 8000 }] } },
 * });
 * new Kube.Service(chart, 'web-service', {
 *   metadata: { name: 'web' },
 *   spec: { selector: web.selector, ports: [{ port: 80, targetPort: 'http' }] },
 * });
 * ```
 */
export class Workload extends AnyObject {
  /** Labels that its pods are found by. */
  readonly selector: Readonly<Record<string, string>>;
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** What an autoscaler scales. */
  readonly scaleTarget: ScaleTarget;

  constructor(scope: Construct, id: string, props: WorkloadProps) {
    const { name, kind = 'Deployment', labels, selector = labels, metadata, podMetadata, ...fields } = props;
    const { containers, initContainers, ...others } = fields;
    const own = Object.entries(others).filter(([field]) => WORKLOAD_SPEC_FIELDS.has(field));
    const ofPods = Object.entries(others).filter(([field]) => !WORKLOAD_SPEC_FIELDS.has(field));
    super(scope, id, {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, ...metadata },
      spec: {
        ...Object.fromEntries(own),
        selector: { matchLabels: selector },
        template: {
          metadata: { labels, ...podMetadata },
          spec: {
            ...Object.fromEntries(ofPods),
            ...(initContainers && { initContainers: named(initContainers) }),
            containers: named(containers),
          },
        },
      },
    });
    this.selector = selector;
    this.labels = labels;
    this.scaleTarget = { apiVersion: 'apps/v1', kind, name };
  }
}

/** Containers as the API has them; undefined ones are left out. */
function named(containers: NonNullable<WorkloadBasis['initContainers']>): object[] {
  return Object.entries(containers).flatMap(([name, container]) => (container ? [{ name, ...container }] : []));
}
