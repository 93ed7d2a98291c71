import { text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

/** An image is the same tomorrow: it has a tag that stays, or a digest. */
export function* movingTags(set: ObjectSet): Generator<Problem> {
  for (const { manifest, containers } of set.workloads.all) {
    for (const { field, spec } of containers) {
      const image = text(spec.image) ?? '';
      if (image === '' || image.includes('@')) continue;
      const last = image.slice(image.lastIndexOf('/') + 1);
      const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : undefined;
      if (tag !== undefined && tag !== 'latest') continue;
      const problem = `'${image}' ${tag === undefined ? 'has no tag' : 'is another image tomorrow'}`;
      yield problemOf(manifest, `${field}.image`, problem, 'Write a version as its tag, or a digest');
    }
  }
}
