import { text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { addOrDeclare, namespaceOf, problemOf } from '../rule';
import { podField } from '../../workload';

/** Service accounts that pods run as are there; every namespace has `default`. */
export function* serviceAccounts(set: ObjectSet): Generator<Problem> {
  for (const workload of set.workloads.all) {
    const name = text(workload.pod.serviceAccountName);
    if (!name || name === 'default' || set.has('ServiceAccount', namespaceOf(workload.manifest), name)) continue;
    const field = podField(workload, 'serviceAccountName');
    const fix = addOrDeclare('ServiceAccount', name);
    yield problemOf(workload.manifest, field, `no ServiceAccount is called '${name}'`, fix);
  }
}
