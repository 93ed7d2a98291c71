import type { Manifest } from '../../manifest';
import { configReferences as referencesOf } from '../../config-reference';
import { fields } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { addOrDeclare, choices, namespaceOf, problemOf } from '../rule';

/** ConfigMaps and Secrets that pods read are there, with the keys that they read. */
export function* configReferences(set: ObjectSet): Generator<Problem> {
  for (const workload of set.workloads.all) {
    const { manifest } = workload;
    for (const { kind, name, field, keys, optional } of referencesOf(workload)) {
      if (optional) continue;
      const found = set.tryFind(kind, namespaceOf(manifest), name);
      if (found) {
        const there = keysOf(found);
        for (const key of keys) {
          if (there.has(key)) continue;
          const fix = `Add it, or read one of its keys: ${choices([...there])}`;
          yield problemOf(manifest, field, `${kind} '${name}' has no key '${key}'`, fix);
        }
      } else if (!set.isOutside(kind, namespaceOf(manifest), name)) {
        const fix = `${addOrDeclare(kind, name)}. Pods that start without it say 'optional: true'`;
        yield problemOf(manifest, field, `no ${kind} is called '${name}'`, fix);
      }
    }
  }
}

function keysOf({ object }: Manifest): Set<string> {
  const parts = [object.data, object.binaryData, object.stringData];
  return new Set(parts.flatMap((part) => Object.keys(fields(part))));
}
