import { entries, text, type Fields } from '../../fields';
import type { Manifest } from '../../manifest';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

/**
 * Variables and ports stand in a container once: of two with one key, `kubectl apply` keeps one in silence when it changes
 * an object, and a server-side apply refuses both.
 */
export function* mergedEntries(set: ObjectSet): Generator<Problem> {
  for (const { manifest, containers } of set.workloads.all) {
    for (const { spec, field } of containers) {
      yield* twice(manifest, spec.env, `${field}.env`, 'name', ({ name }) => text(name));
      yield* twice(manifest, spec.ports, `${field}.ports`, 'containerPort', ({ containerPort, protocol }) =>
        typeof containerPort === 'number' ? `${containerPort}/${text(protocol) ?? 'TCP'}` : undefined,
      );
    }
  }
}

function* twice(
  manifest: Manifest,
  list: unknown,
  field: string,
  key: string,
  identity: (entry: Fields) => string | undefined,
): Generator<Problem> {
  const seen = new Map<string, string>();
  for (const [entry, index] of entries(list)) {
    const id = identity(entry);
    if (id === undefined) continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, `${field}[${index}]`);
    else
      yield problemOf(manifest, `${field}[${index}].${key}`, `'${id}' is in ${first} already`, 'Remove or rename one');
  }
}
