import { groupKind, type KubeObject } from '../manifest';
import type { Pair } from './change';

/** Groups that kinds have left: an object is the same one under its new group. */
const MOVED: Readonly<Record<string, string>> = {
  'extensions/Deployment': 'apps/Deployment',
  'extensions/DaemonSet': 'apps/DaemonSet',
  'extensions/ReplicaSet': 'apps/ReplicaSet',
  'extensions/Ingress': 'networking.k8s.io/Ingress',
  'extensions/NetworkPolicy': 'networking.k8s.io/NetworkPolicy',
};

/** Group and kind of an object, as they are called today. */
export function presentKind(object: KubeObject): string {
  const kind = groupKind(object);
  return MOVED[kind] ?? kind;
}

/**
 * Objects of both sides in pairs: the same when group, kind, namespace and name are. One that names a namespace on one
 * side only is the same, too, if no other object may be meant: what is applied with `-n` has none. Of objects that
 * stand twice the last counts, as when they are applied one after another. The order is that of `after`, then what is gone.
 */
export function pairUp(before: readonly KubeObject[], after: readonly KubeObject[]): Pair[] {
  const was = new Map(before.map((object) => [identity(object), object]));
  const is = new Map(after.map((object) => [identity(object), object]));
  const left = new Map<string, KubeObject[]>();
  for (const [key, object] of was) {
    if (is.has(key)) continue;
    const name = bareIdentity(object);
    left.set(name, [...(left.get(name) ?? []), object]);
  }
  const moved = new Set<KubeObject>();
  const pairs = [...is].map(([key, object]): Pair => {
    const same = was.get(key);
    if (same) return { before: same, after: object };
    const [candidate, another] = left.get(bareIdentity(object)) ?? [];
    if (!candidate || another || moved.has(candidate)) return { before: undefined, after: object };
    // Two different namespaces are two objects.
    if (candidate.metadata.namespace && object.metadata.namespace) return { before: undefined, after: object };
    moved.add(candidate);
    return { before: candidate, after: object };
  });
  for (const [key, object] of was)
    if (!is.has(key) && !moved.has(object)) pairs.push({ before: object, after: undefined });
  return pairs;
}

const identity = (object: KubeObject): string => `${bareIdentity(object)}\n${object.metadata.namespace ?? ''}`;

const bareIdentity = (object: KubeObject): string => `${presentKind(object)}\n${object.metadata.name}`;
