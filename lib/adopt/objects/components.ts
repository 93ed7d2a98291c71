import type { KubeObject } from '../../manifests/manifest';
import { withoutEnvironment } from '../input/environment-name';
import { nameOf } from './match';

type Fields = Readonly<Record<string, unknown>>;

/** What belongs to no workload, or to several. */
export const SHARED_COMPONENT = 'shared';

/** The component of each object: the workload that it is there for, by name, or {@link SHARED_COMPONENT}. */
export function componentsOf(objects: readonly KubeObject[]): ReadonlyMap<KubeObject, string> {
  const workloads = objects.filter((object) => podOf(object) !== undefined);
  const names = componentNames(workloads);
  const components = new Map<KubeObject, string>(names);
  const owner = (owners: readonly KubeObject[]): string | undefined => {
    const found = [...new Set(owners.map((object) => names.get(object)))];
    return found.length === 1 ? found[0] : undefined;
  };
  for (const object of objects) {
    if (components.has(object)) continue;
    const found = owner(workloads.filter((workload) => isFor(object, workload)));
    if (found !== undefined) components.set(object, found);
  }
  for (const object of objects) {
    if (components.has(object)) continue;
    const behind = objects.filter(
      (other) => other.kind === 'Service' && refersTo(object, 'Service', other.metadata.name),
    );
    const found = [...new Set(behind.map((service) => components.get(service)))];
    components.set(object, (object.kind === 'Ingress' && found.length === 1 && found[0]) || SHARED_COMPONENT);
  }
  return components;
}

/** Names of workloads without what names an environment or the kind, as long as they stay apart. */
function componentNames(workloads: readonly KubeObject[]): Map<KubeObject, string> {
  const names = new Map<KubeObject, string>();
  const taken = new Set<string>();
  for (const workload of workloads) {
    const whole = nameOf(workload).replace(/[-_.]+$/, '');
    const bare =
      withoutEnvironment(whole).replace(/[-_.]?(deployment|deploy|statefulset|sts|daemonset|cronjob)$/i, '') || whole;
    let name = taken.has(bare) || bare === SHARED_COMPONENT ? whole : bare;
    for (let i = 2; taken.has(name); i++) name = `${whole}-${i}`;
    taken.add(name);
    names.set(workload, name);
  }
  return names;
}

/** The pod that a workload makes. */
function podOf(object: KubeObject): Fields | undefined {
  for (const path of [['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template'], []]) {
    if (path.length === 0 && object.kind !== 'Pod') continue;
    const template = path.reduce<unknown>((at, key) => fields(at)[key], object);
    if (Array.isArray(fields(fields(template).spec).containers)) return fields(template);
  }
  return undefined;
}

function isFor(object: KubeObject, workload: KubeObject): boolean {
  const template = podOf(workload) ?? {};
  const { kind, metadata } = object;
  const spec = fields(object.spec);
  const { name } = metadata;
  switch (kind) {
    case 'Service':
      return selects(spec.selector, template);
    case 'PodDisruptionBudget':
    case 'ServiceMonitor':
    case 'PodMonitor':
      return selects(fields(spec.selector).matchLabels, template);
    case 'NetworkPolicy':
      return selects(fields(spec.podSelector).matchLabels, template);
    case 'HorizontalPodAutoscaler':
    case 'VerticalPodAutoscaler':
    case 'ScaledObject': {
      const target = fields(spec.scaleTargetRef ?? spec.targetRef);
      return target.name === workload.metadata.name && (target.kind ?? workload.kind) === workload.kind;
    }
    case 'ConfigMap':
    case 'Secret':
    case 'PersistentVolumeClaim':
    case 'ServiceAccount':
      return refersTo(template, kind, name);
    default:
      return false;
  }
}

/** Keys that name an object of a kind. */
const REFERENCES: Record<string, readonly string[]> = {
  ConfigMap: ['configMapKeyRef', 'configMapRef', 'configMap'],
  Secret: ['secretKeyRef', 'secretRef', 'secretName', 'secret'],
  PersistentVolumeClaim: ['claimName'],
  ServiceAccount: ['serviceAccountName', 'serviceAccount'],
  Service: ['service', 'serviceName'],
};

function refersTo(value: unknown, kind: string, name: string): boolean {
  if (Array.isArray(value)) return value.some((item) => refersTo(item, kind, name));
  return Object.entries(fields(value)).some(([key, item]) => {
    if (REFERENCES[kind]?.includes(key) && (item === name || fields(item).name === name)) return true;
    return refersTo(item, kind, name);
  });
}

function selects(selector: unknown, template: Fields): boolean {
  const wanted = Object.entries(fields(selector));
  const labels = fields(fields(template.metadata).labels);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
