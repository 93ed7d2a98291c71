import { groupKind, objectName } from '../../manifest';
import { at } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf } from '../rule';
import { describeSelector, isEmptySelector, mapSelector } from '../../selector';

const RUN_ONCE = new Set(['batch/Job', 'batch/CronJob']);

/** A Service selects pods, and none of a Job among those of a server. Without a selector it is somebody else's. */
export function* serviceSelectors(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.ofKind('Service')) {
    const selector = mapSelector(at(manifest.object, 'spec', 'selector'));
    if (isEmptySelector(selector) || at(manifest.object, 'spec', 'type') === 'ExternalName') continue;
    const selected = set.workloads.select(namespaceOf(manifest), selector);
    if (selected.length === 0) {
      const fix = `Select labels that a pod template has`;
      yield problemOf(manifest, 'spec.selector', `'${describeSelector(selector)}' selects no pods`, fix);
    }
    const jobs = selected.filter((workload) => RUN_ONCE.has(groupKind(workload.manifest.object)));
    const [job] = jobs;
    if (job && jobs.length < selected.length) {
      const problem = `'${describeSelector(selector)}' also selects the pods of ${objectName(job.manifest.object)}, which would be sent requests`;
      yield problemOf(manifest, 'spec.selector', problem, 'Select a label that only the serving pods have');
    }
  }
}
