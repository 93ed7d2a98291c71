import { pairObjects, identityOf } from '../judge/pairs';
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
