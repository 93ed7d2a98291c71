import { at } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf, selectOrDeclare } from '../rule';
import { describeSelector, isEmptySelector, mapSelector } from '../../selector';

/** A Service selects pods. Without a selector it is somebody else's. */
export function* serviceSelectors(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.ofKind('Service')) {
    const selector = mapSelector(at(manifest.object, 'spec', 'selector'));
    if (isEmptySelector(selector) || at(manifest.object, 'spec', 'type') === 'ExternalName') continue;
    const selected = set.workloads.select(namespaceOf(manifest), selector);
    if (selected.length === 0) {
      const labels = describeSelector(selector, ',');
      yield problemOf(
        manifest,
        'spec.selector',
        `'${describeSelector(selector)}' selects no pods`,
        selectOrDeclare(labels),
      );
    }
  }
}
