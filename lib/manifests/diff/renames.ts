import { fields } from '../fields';
import type { KubeObject } from '../manifest';
import type { StoredPair } from './change';
import { presentKind } from './pair-up';

/** More members than this in common, of all of both, and the one is taken for the other. */
const ALIKE = 0.8;

/**
 * Objects that came, each with the one that went and is the same but for its name: a new object to the cluster, beside
 * the old one, and no new door to anybody. Each is taken once.
 */
export function renames(pairs: readonly StoredPair[]): Map<KubeObject, KubeObject> {
  const gone = new Set(pairs.flatMap(({ before, after }) => (before && !after ? [before] : [])));
  const found = new Map<KubeObject, KubeObject>();
  if (gone.size === 0) return found;
  for (const { before, after } of pairs) {
    if (before || !after) continue;
    const kind = presentKind(after);
    const near = [...gone]
      .filter((old) => presentKind(old) === kind && old.metadata.namespace === after.metadata.namespace)
      .map((old) => ({ old, alike: alikeness(old, after) }))
      .sort((a, b) => b.alike - a.alike)[0];
    if (!near || near.alike < ALIKE) continue;
    found.set(after, near.old);
    gone.delete(near.old);
  }
  return found;
}

/** How much of two objects is the same, from 0 to 1, where the names of both count as one. */
function alikeness(old: KubeObject, now: KubeObject): number {
  const [was, is] = [leaves(old, old.metadata.name), leaves(now, now.metadata.name)];
  const common = [...was].filter((leaf) => is.has(leaf)).length;
  return common === 0 ? 0 : (2 * common) / (was.size + is.size);
}

/** Every path with its value; the object's own name in them is left out. */
function leaves(object: KubeObject, name: string): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((item: unknown) => visit(item, `${path}[]`));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(fields(value))) visit(member, `${path}.${key}`);
    } else found.add(`${path}=${String(value).split(name).join('*')}`);
  };
  const { metadata, ...rest } = object;
  const { labels, annotations } = metadata;
  visit({ ...rest, labels, annotations }, '');
  return found;
}
