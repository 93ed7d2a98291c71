import { refusalsOf, type RefusalOptions } from '../api';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

/** Each object is one that the API server takes. */
export function* apiServer(set: ObjectSet, options: RefusalOptions): Generator<Problem> {
  for (const manifest of set.manifests) {
    for (const { field, problem, fix } of refusalsOf(manifest.object, options))
      yield problemOf(manifest, field, problem, fix);
  }
}
