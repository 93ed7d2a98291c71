import { objectKey, objectName } from '../manifest';
import { describePlace } from './place';
import type { Finding, ReadObject } from './reading';

/** Objects that stand twice: kubectl applies one after the other, so that the last wins, whichever file it is in. */
export function repeatedObjects(objects: readonly ReadObject[]): Finding[] {
  const first = new Map<string, ReadObject>();
  const findings: Finding[] = [];
  for (const one of objects) {
    const { name } = one.object.metadata;
    // One with a generateName alone is a new one each time.
    if (!name) continue;
    const key = objectKey(one.object);
    const before = first.get(key);
    if (!before) {
      first.set(key, one);
      continue;
    }
    const message = `${objectName(one.object)} stands twice: in ${describePlace(before.place)}, too. The last counts. Remove one.`;
    findings.push({ rule: 'object-twice', place: one.place, message });
  }
  return findings;
}
