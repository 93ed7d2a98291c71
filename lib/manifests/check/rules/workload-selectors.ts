import { groupKind } from '../../manifest';
import { at } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';
import { describeSelector, isEmptySelector, labelSelector, matches } from '../../selector';

const NEED_SELECTOR = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet']);

/** A workload's selector hits its own pods. */
export function* workloadSelectors(set: ObjectSet): Generator<Problem> {
  for (const { manifest, labels, template } of set.workloads.all) {
    const given = at(manifest.object, 'spec', 'selector');
    if (template !== 'spec.template') continue;
    const selector = labelSelector(given);
    if (isEmptySelector(selector)) {
      if (!NEED_SELECTOR.has(groupKind(manifest.object))) continue;
      yield problemOf(manifest, 'spec.selector', 'selects nothing in particular', 'Select labels of the pod template');
    } else if (!matches(selector, labels)) {
      const problem = `'${describeSelector(selector)}' does not select the pods of its own template`;
      yield problemOf(manifest, 'spec.selector', problem, `Put these labels on ${template}.metadata.labels as well`);
    }
  }
}
