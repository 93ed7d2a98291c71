import { at } from '../fields';
import { objectKey, type KubeObject } from '../manifest';
import { madeByCluster } from '../owned';
import { managersOf } from './field-set';
import type { Observation } from './observation';

/** Label of the members of an ApplySet. @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/ */
export const APPLY_SET = 'applyset.kubernetes.io/part-of';

/** Labels by which deployments tell their objects from others'. */
const INSTANCE = ['app.kubernetes.io/instance', 'app.kubernetes.io/part-of', 'kustomize.toolkit.fluxcd.io/name'];

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Objects that are in the cluster and not in the manifests. */
export interface Orphans {
  /** Ours by an ApplySet, the selector that prunes, or the label of the instance that our objects share. */
  readonly ours: readonly KubeObject[];
  /** Somebody applied them with kubectl; nothing says that it was from these manifests. */
  readonly perhaps: readonly KubeObject[];
}

/**
 * Tells what is orphaned, of the objects that are in the namespaces of the manifests. Only what kubectl applied counts:
 * not what controllers, Helm or the cluster itself made.
 *
 * @param options.selected everything in `present` was found by a selector that says it is ours
 */
export function orphans(
  present: readonly KubeObject[],
  observations: readonly Observation[],
  options: { readonly selected?: boolean } = {},
): Orphans {
  const named = new Set(observations.map(({ manifest }) => objectKey(manifest)));
  const uids = new Set(observations.map(({ live }) => live?.metadata.uid).filter(Boolean));
  const applied = present.filter(
    (object) =>
      !named.has(objectKey(object)) &&
      !uids.has(object.metadata.uid) &&
      madeByCluster(object, present) === undefined &&
      isApplied(object),
  );
  if (options.selected) return { ours: applied, perhaps: [] };
  const marks = marksOf(observations);
  const isOurs = ({ metadata }: KubeObject): boolean =>
    [APPLY_SET, ...INSTANCE].some((key) => marks.has(`${key}=${metadata.labels?.[key] ?? ''}`));
  return { ours: applied.filter(isOurs), perhaps: applied.filter((object) => !isOurs(object)) };
}

/** Whether kubectl applied an object, or somebody whose manager applies: not Helm, not a controller. */
function isApplied(object: KubeObject): boolean {
  if (at(object, 'metadata', 'annotations', 'meta.helm.sh/release-name') !== undefined) return false;
  if (object.metadata.annotations?.[LAST_APPLIED] !== undefined) return true;
  return managersOf(object).some(({ operation, manager }) => operation === 'Apply' && /^kubectl/.test(manager));
}

/** Labels and values by which our objects are told from others'. */
function marksOf(observations: readonly Observation[]): Set<string> {
  const marks = new Set<string>();
  for (const { manifest, live } of observations) {
    for (const key of INSTANCE) {
      const value = manifest.metadata.labels?.[key];
      if (value) marks.add(`${key}=${value}`);
    }
    const set = live?.metadata.labels?.[APPLY_SET];
    if (set) marks.add(`${APPLY_SET}=${set}`);
  }
  return marks;
}
