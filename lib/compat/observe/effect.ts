import { pairObjects, identityOf } from '../judge/pairs';
import type { Objects } from './render';
import type { KubeObject } from '../../manifests/manifest';

/** Fields that a change of values changes, by object; `''` stands for the whole of an object that comes or goes. */
export type Effect = ReadonlyMap<string, ReadonlySet<string>>;

const NOISE = /checksum|helm\.sh\/chart'/;

/** What differs between two renderings of one chart. */
export function effectOf(from: readonly KubeObject[], to: readonly KubeObject[]): Effect {
  const { kept, added, removed, renamed } = pairObjects(from, to);
  const effect = new Map<string, ReadonlySet<string>>();
  for (const pair of kept) {
    const fields = pair.fields.map(({ field }) => field).filter((field) => !NOISE.test(field));
    if (fields.length > 0) effect.set(identityOf(pair.after), new Set(fields));
  }
  for (const object of [...added, ...removed, ...renamed.flat()]) effect.set(identityOf(object), new Set(['']));
  return effect;
}

/** Whether what a value has an effect on is the same in both charts: as by a default of the new one. */
export function isSameIn(did: Effect, { objects: before }: Objects, { objects: after }: Objects): boolean {
  const { kept } = pairObjects(before, after);
  const pairs = new Map(kept.map((pair) => [identityOf(pair.after), pair]));
  return [...did].every(([identity, fields]) => {
    const pair = pairs.get(identity);
    return pair !== undefined && !pair.fields.some(({ field }) => fields.has(field)) && !fields.has('');
  });
}

/** Fields on which a value has an effect in both charts, as findings name them. */
export function affectedIn(
  did: Effect,
  does: Effect,
  { objects: before }: Objects,
  { objects: after }: Objects,
): Set<string> {
  return new Set(
    pairObjects(before, after).kept.flatMap((pair) => {
      const identity = identityOf(pair.after);
      const both = [...(did.get(identity) ?? [])].filter((field) => does.get(identity)?.has(field));
      return both.map((field) => `${pair.name}\n${field}`);
    }),
  );
}

/** Objects on which a value had an effect and has none any more, though it is not what they say now. */
export function lostIn(
  did: Effect,
  does: Effect,
  { objects: before }: Objects,
  { objects: after }: Objects,
): (readonly [string, string[]])[] {
  const elsewhere = [...does.keys()].some((identity) => !did.has(identity));
  if (elsewhere) return [];
  return pairObjects(before, after).kept.flatMap((pair) => {
    const identity = identityOf(pair.after);
    const [fields, now] = [did.get(identity), does.get(identity)];
    if (!fields || now) return [];
    const differing = pair.fields.map(({ field }) => field).filter((field) => fields.has(field));
    return differing.length > 0 ? [[pair.name, differing] as const] : [];
  });
}
