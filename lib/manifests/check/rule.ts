import { objectName, type Manifest } from '../manifest';
import type { ObjectSet } from '../object-set';
import type { RefusalOptions } from './api';
import type { Problem } from './problem';

/** One rule over a set of objects. */
export type CheckRule = (set: ObjectSet, options: RefusalOptions) => Iterable<Problem>;

/** A problem of one object. */
export function problemOf(manifest: Manifest, field: string, problem: string, fix: string): Problem {
  return { path: manifest.path, object: objectName(manifest.object), field, problem, fix };
}

/** The namespace of an object; empty when none is written. */
export function namespaceOf(manifest: Manifest): string {
  return manifest.object.metadata.namespace ?? '';
}

/** `'a', 'b'`, or `none`: what there is to choose from, cut after a handful. */
export function choices(names: readonly (string | number)[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, 8).map((name) => (typeof name === 'string' ? `'${name}'` : `${name}`));
  return shown.join(', ') + (names.length > 8 ? ', …' : '');
}

/** What to do about an object that nothing in the set makes. */
export const addOrDeclare = (kind: string, name: string): string =>
  `Add it to the chart, or say that it is there already: declareExisting(this, '${kind}', '${name}')`;

/** What to do about a selector that selects no pods of the set. */
export const selectOrDeclare = (labels: string): string =>
  `Select labels that a pod template has, or say that others make the pods: declareExisting(this, 'Pod', '${labels}')`;
