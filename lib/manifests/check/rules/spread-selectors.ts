import { entries } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';
import { describeSelector, isEmptySelector, labelSelector, matches } from '../../selector';
import { podField } from '../../workload';

/** A topology spread counts the pods that it is written on; otherwise it spreads nothing. */
export function* spreadSelectors(set: ObjectSet): Generator<Problem> {
  for (const workload of set.workloads.all) {
    for (const [spread, index] of entries(workload.pod.topologySpreadConstraints)) {
      const selector = labelSelector(spread.labelSelector);
      const field = podField(workload, `topologySpreadConstraints[${index}].labelSelector`);
      if (isEmptySelector(selector)) {
        yield problemOf(workload.manifest, field, 'selects nothing in particular', 'Select labels of the pod template');
      } else if (!matches(selector, workload.labels)) {
        const problem = `'${describeSelector(selector)}' does not select the pods it stands on`;
        yield problemOf(workload.manifest, field, problem, 'Select labels of the pod template');
      }
    }
  }
}
