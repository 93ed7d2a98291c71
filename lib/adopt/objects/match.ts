import type { KubeObject } from '../../manifests/manifest';
import { bareName } from '../input/environment-name';
import type { Environment, Found } from '../input/source';

/** The same object in the environments that have it. */
export type Matched = ReadonlyMap<string, Found>;

/**
 * Finds which objects of several environments are one and the same: those of the same kind and name, then those whose
 * names differ by what names the environment, by a hash, or by both.
 */
export function matchObjects(environments: readonly Environment[]): Matched[] {
  const groups = new Map<string, Map<string, Found>>();
  for (const { name, found } of environments) {
    for (const one of found) put(groups, uniqueKey(one.object, found), name, one);
  }
  if (environments.length === 1) return [...groups.values()];
  const lonely = [...groups].filter(([, group]) => group.size < environments.length);
  const byBareName = new Map<string, [string, Map<string, Found>][]>();
  for (const [key, group] of lonely) {
    const [[environment, one]] = group as unknown as [[string, Found]];
    const bare = [one.object.apiVersion, one.object.kind, withoutName(nameOf(one.object), environment)].join(' ');
    byBareName.set(bare, [...(byBareName.get(bare) ?? []), [key, group]]);
  }
  for (const same of byBareName.values()) {
    const [first, ...others] = same;
    if (!first) continue;
    const all = same.flatMap(([, group]) => [...group.keys()]);
    // Two of one environment: which is which can't be told.
    if (new Set(all).size < all.length) continue;
    for (const [key, group] of others) {
      for (const [environment, one] of group) first[1].set(environment, one);
      groups.delete(key);
    }
  }
  return [...groups.values()];
}

function put(groups: Map<string, Map<string, Found>>, key: string, environment: string, one: Found): void {
  const group = groups.get(key);
  if (group) group.set(environment, one);
  else groups.set(key, new Map([[environment, one]]));
}

/** Version, kind and name; the namespace too where an environment has that name in several. */
function uniqueKey(object: KubeObject, all: readonly Found[]): string {
  const isTwin = (other: KubeObject): boolean =>
    other.kind === object.kind && other.apiVersion === object.apiVersion && nameOf(other) === nameOf(object);
  const twins = all.filter(({ object: other }) => isTwin(other));
  const namespace = twins.length > 1 ? (object.metadata.namespace ?? '') : '';
  const index = twins.findIndex(({ object: other }) => other === object);
  const generated = object.metadata.name === undefined && twins.length > 1 ? String(index) : '';
  return [object.apiVersion, object.kind, nameOf(object), namespace, generated].join(' ');
}

/** Its name, or what a name is generated from. */
export const nameOf = ({ metadata }: KubeObject): string => String(metadata.name ?? metadata.generateName ?? '');

function withoutName(name: string, environment: string): string {
  const bare = bareName(name)
    .split('-')
    .filter((word) => word !== environment)
    .join('-');
  return bare === '' ? name : bare;
}
