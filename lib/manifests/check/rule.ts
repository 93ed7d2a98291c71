import { objectName, type Manifest } from '../manifest';
import type { ObjectSet } from '../object-set';
import type { Problem } from './problem';

/** One rule over a set of objects. */
export type CheckRule = (set: ObjectSet) => Iterable<Problem>;

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
