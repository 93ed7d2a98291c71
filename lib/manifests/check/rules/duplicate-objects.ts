import { groupKind } from '../../manifest';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { named } from '../../provided';
import { problemOf } from '../rule';

/** No two objects with the same API group, kind, namespace and name: the later would overwrite the earlier. */
export function* duplicateObjects(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.manifests) {
    const { object } = manifest;
    const first = set.tryFind(groupKind(object), object.metadata.namespace ?? '', object.metadata.name);
    if (!first || first === manifest) continue;
    const name = named(groupKind(object), object.metadata.namespace ?? '', object.metadata.name);
    yield problemOf(
      manifest,
      'metadata.name',
      `'${name}' is made by [${first.path}] too`,
      'Give one of them another name or namespace, or another release name',
    );
  }
}
