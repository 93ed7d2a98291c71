import { at, entries, fields } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf, selectOrDeclare } from '../rule';
import { describeSelector, isEmptySelector, labelSelector } from '../../selector';
import { declaresPort } from '../../workload';

/**
 * A network policy applies to pods of the set, and the ports that it opens by name exist on them. `podSelector: {}`
 * is every pod of the namespace; whom it lets in or out may be anywhere and is not checked.
 */
export function* networkPolicies(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.ofKind('networking.k8s.io/NetworkPolicy')) {
    const spec = fields(manifest.object.spec);
    const selector = labelSelector(spec.podSelector);
    if (isEmptySelector(selector)) continue;
    const selected = set.workloads.select(namespaceOf(manifest), selector);
    if (selected.length === 0) {
      const problem = `'${describeSelector(selector)}' selects no pods`;
      yield problemOf(manifest, 'spec.podSelector', problem, selectOrDeclare(describeSelector(selector, ',')));
      continue;
    }
    for (const [rule, r] of entries(spec.ingress)) {
      for (const [port, p] of entries(at(rule, 'ports'))) {
        if (typeof port.port !== 'string' || selected.some((workload) => workload.partial)) continue;
        const protocol = typeof port.protocol === 'string' ? port.protocol : 'TCP';
        if (selected.some((workload) => declaresPort(workload, port.port, protocol))) continue;
        const problem = `no container that it selects declares the ${protocol} port '${port.port}'`;
        yield problemOf(manifest, `spec.ingress[${r}].ports[${p}].port`, problem, 'Declare it there, or name another');
      }
    }
  }
}
