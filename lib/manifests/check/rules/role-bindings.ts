import type { Manifest } from '../../manifest';
import { entries, fields, text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf } from '../rule';

const GROUP = 'rbac.authorization.k8s.io';
const BUILT_IN = /^(?:cluster-admin|admin|edit|view|system:.*)$/;
const FIX = 'Add it to the chart, or declare it as existing outside';

/** Bindings join a role and service accounts that are there. */
export function* roleBindings(set: ObjectSet): Generator<Problem> {
  for (const manifest of [...set.ofKind(`${GROUP}/RoleBinding`), ...set.ofKind(`${GROUP}/ClusterRoleBinding`)]) {
    yield* role(set, manifest);
    for (const [subject, index] of entries(manifest.object.subjects)) {
      const name = text(subject.name);
      const namespace = text(subject.namespace) ?? namespaceOf(manifest);
      if (subject.kind !== 'ServiceAccount' || name === undefined || name === 'default') continue;
      // A binding in one namespace may well let in an account of another, say Prometheus.
      const own = manifest.object.kind === 'RoleBinding' && namespace === namespaceOf(manifest);
      if (!own || set.has('ServiceAccount', namespace, name)) continue;
      yield problemOf(manifest, `subjects[${index}].name`, `no ServiceAccount is called '${name}'`, FIX);
    }
  }
}

function* role(set: ObjectSet, manifest: Manifest): Generator<Problem> {
  const { kind, name } = fields(manifest.object.roleRef);
  if (typeof kind !== 'string' || typeof name !== 'string') return;
  if (kind === 'ClusterRole' && BUILT_IN.test(name)) return;
  if (set.has(`${GROUP}/${kind}`, kind === 'Role' ? namespaceOf(manifest) : '', name)) return;
  yield problemOf(manifest, 'roleRef.name', `no ${kind} is called '${name}'`, FIX);
}
