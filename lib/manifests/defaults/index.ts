import { groupKind, type KubeObject } from '../manifest';
import { asDraft, copyOf, mapAt, type Draft } from './draft';
import { dropLive } from './live';
import { OBJECT_DEFAULTS } from './others';
import { defaultPod, defaultPodSpec } from './pod';
import { RULE_DEFAULTS } from './rules-of-cluster';
import { WORKLOAD_DEFAULTS } from './workloads';
import { dropZeros } from './zero';

export { isLive } from './live';

/** What was sent already by an API server. */
export interface DefaultsOptions {
  /** Each field stands for itself: what is false or empty was meant to be. */
  readonly stored?: boolean;
}

/**
 * An object as the API server would store it: defaults filled in, what means nothing dropped, and without what only a
 * cluster writes. Two objects that are the same to the API server become equal, but for quantities. Kinds that are not
 * built in keep everything but nulls, since only their definition knows.
 */
export function withDefaults(object: KubeObject, { stored = false }: DefaultsOptions = {}): KubeObject {
  const draft = copyOf(withoutBookkeeping(object)) as Draft;
  dropLive(draft);
  const kind = groupKind(object);
  if (!isBuiltIn(object.apiVersion)) return draft as unknown as KubeObject;
  if (!stored) dropZeros(draft);
  const spec = asDraft(draft.spec);
  (OBJECT_DEFAULTS[kind] ?? RULE_DEFAULTS[kind])?.(draft);
  if (spec) {
    WORKLOAD_DEFAULTS[kind]?.(spec);
    const pod = podSpecOf(kind, spec);
    if (pod) defaultPodSpec(pod);
    if (kind === 'Pod') defaultPod(spec);
  }
  const template = kind === 'PodTemplate' ? asDraft(mapAt(draft, 'template').spec) : undefined;
  if (template) defaultPodSpec(template);
  return draft as unknown as KubeObject;
}

/** The object without what is half of a dump and would be dropped from its copy. */
function withoutBookkeeping(object: KubeObject): object {
  const kept = Object.entries(object).filter(([key]) => key !== 'status');
  const { managedFields: _managed, ...metadata } = object.metadata as Draft;
  return Object.fromEntries(kept.map(([key, value]) => [key, key === 'metadata' ? metadata : value]));
}

/** Groups of Kubernetes itself: the core group, those without a dot, and the likes of `networking.k8s.io`. */
export function isBuiltIn(apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return !group.includes('.') || BUILT_IN.has(group);
}

const BUILT_IN = new Set([
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'scheduling.k8s.io',
  'apiextensions.k8s.io',
  'admissionregistration.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'coordination.k8s.io',
  'certificates.k8s.io',
  'apiregistration.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'resource.k8s.io',
]);

function podSpecOf(kind: string, spec: Draft): Draft | undefined {
  if (kind === 'Pod') return spec;
  const inner = kind === 'batch/CronJob' ? mapAt(mapAt(spec, 'jobTemplate'), 'spec') : spec;
  return asDraft(mapAt(inner, 'template').spec);
}
