import type { ObjectSet } from '../../object-set';
import { definitionOf, definitionsIn } from '../custom/definitions';
import { customRefusals } from '../custom/structural';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

/** Objects of kinds that the set defines itself are what their definition says. */
export function* customResources(set: ObjectSet): Generator<Problem> {
  const definitions = definitionsIn(set.manifests.map(({ object }) => object));
  if (definitions.size === 0) return;
  for (const manifest of set.manifests) {
    const definition = definitionOf(definitions, manifest.object);
    if (!definition) continue;
    for (const { field, problem, fix } of customRefusals(manifest.object, definition))
      yield problemOf(manifest, field, problem, fix);
  }
}
