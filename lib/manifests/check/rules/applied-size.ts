import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

/** `kubectl apply` keeps what it applied in an annotation, and all annotations together may have 256 KiB. */
const MOST_BYTES = 256 * 1024;

/** An object is small enough for `kubectl apply` as it is by default. */
export function* appliedSize(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.manifests) {
    const bytes = Buffer.byteLength(JSON.stringify(manifest.object));
    if (bytes <= MOST_BYTES) continue;
    const problem = `${bytes} bytes are too much for the annotation of kubectl apply`;
    yield problemOf(manifest, 'metadata.annotations', problem, 'Apply it with kubectl apply --server-side');
  }
}
