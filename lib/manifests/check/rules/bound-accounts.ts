import { entries, text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { addOrDeclare, namespaceOf, problemOf } from '../rule';

/** A binding in a namespace is for accounts that are there: another chart may well make them. */
export function* boundAccounts(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.ofKind('rbac.authorization.k8s.io/RoleBinding')) {
    for (const [subject, index] of entries(manifest.object.subjects)) {
      const name = text(subject.name);
      const namespace = text(subject.namespace) ?? namespaceOf(manifest);
      if (subject.kind !== 'ServiceAccount' || name === undefined || name === 'default') continue;
      // A binding in one namespace may well let in an account of another, say Prometheus.
      if (namespace !== namespaceOf(manifest) || set.has('ServiceAccount', namespace, name)) continue;
      const problem = `no ServiceAccount is called '${name}'`;
      yield problemOf(manifest, `subjects[${index}].name`, problem, addOrDeclare('ServiceAccount', name));
    }
  }
}
