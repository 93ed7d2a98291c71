import { groupKind, objectName } from '../../manifest';
import { at } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf } from '../rule';
import { describeSelector, isEmptySelector, mapSelector } from '../../selector';

const RUN_ONCE = new Set(['batch/Job', 'batch/CronJob']);

/** A Service selects none of a Job's pods among those of a server. */
export function* jobsBehindServices(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.ofKind('Service')) {
    const selector = mapSelector(at(manifest.object, 'spec', 'selector'));
    if (isEmptySelector(selector)) continue;
    const selected = set.workloads.select(namespaceOf(manifest), selector);
    const jobs = selected.filter((workload) => RUN_ONCE.has(groupKind(workload.manifest.object)));
    const [job] = jobs;
    if (!job || jobs.length === selected.length) continue;
    const problem = `'${describeSelector(selector)}' also selects the pods of ${objectName(job.manifest.object)}, which would be sent requests`;
    yield problemOf(manifest, 'spec.selector', problem, 'Select a label that only the serving pods have');
  }
}
