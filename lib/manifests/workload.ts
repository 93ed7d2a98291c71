import type { Manifest } from './manifest';
import { at, entries, fields, text, type Fields } from './fields';
import type { Labelled } from './label-index';
import { stringsOf } from './selector';

/** Something that makes pods, or a pod itself. */
export interface Workload extends Labelled {
  readonly manifest: Manifest;
  /** Spec of its pods. */
  readonly pod: Fields;
  /** Where the pod template is, e.g. `spec.template`; empty for a Pod. */
  readonly template: string;
  readonly containers: readonly Container[];
}

/** A container or init container and where it is. */
export interface Container {
  readonly field: string;
  readonly name: string;
  readonly init: boolean;
  readonly spec: Fields;
}

/** A port that a container declares. */
export interface ContainerPort {
  readonly name?: string;
  readonly port: unknown;
  readonly protocol: string;
}

const TEMPLATES = [['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template'], []];

/** Reads the pod template of a workload of any kind: Deployment, CronJob, Pod, an Argo Rollout … */
export function workloadOf(manifest: Manifest): Workload | undefined {
  const { object } = manifest;
  if (object.kind === 'PodTemplate') return undefined;
  for (const path of TEMPLATES) {
    if (path.length === 0 && object.kind !== 'Pod') continue;
    const template = at(object, ...path);
    const pod = fields(at(template, 'spec'));
    if (!Array.isArray(pod.containers)) continue;
    const prefix = path.length === 0 ? 'spec' : `${path.join('.')}.spec`;
    return {
      manifest,
      namespace: object.metadata.namespace ?? '',
      labels: stringsOf(at(template, 'metadata', 'labels')),
      pod,
      template: path.join('.'),
      containers: [
        ...containersOf(pod.initContainers, `${prefix}.initContainers`, true),
        ...containersOf(pod.containers, `${prefix}.containers`, false),
      ],
    };
  }
  return undefined;
}

function containersOf(value: unknown, field: string, init: boolean): Container[] {
  return [...entries(value)].map(([spec, index]) => ({
    field: `${field}[${index}]`,
    name: text(spec.name) ?? '',
    init,
    spec,
  }));
}

/** Field path of something in the pod's spec. */
export function podField(workload: Workload, field: string): string {
  return workload.template === '' ? `spec.${field}` : `${workload.template}.spec.${field}`;
}

/** Ports that one container declares. */
export function portsOf(container: Container): ContainerPort[] {
  return [...entries(container.spec.ports)].map(([port]) => ({
    name: text(port.name),
    port: port.containerPort,
    protocol: text(port.protocol) ?? 'TCP',
  }));
}

/** Whether a container of the workload declares a port, by name or number. */
export function declaresPort(workload: Workload, port: unknown, protocol = 'TCP'): boolean {
  return workload.containers.some((container) =>
    portsOf(container).some((p) => p.protocol === protocol && (typeof port === 'string' ? p.name : p.port) === port),
  );
}
