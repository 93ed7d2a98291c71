import { fields } from '../../fields';
import type { Manifest } from '../../manifest';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { addOrDeclare, namespaceOf, problemOf } from '../rule';

const GROUP = 'rbac.authorization.k8s.io';
/** Roles that Kubernetes brings along: ClusterRoles for users, and Roles of kube-system and kube-public. */
const BUILT_IN = /^(?:cluster-admin|admin|edit|view|extension-apiserver-authentication-reader|system:.*)$/;

/** A binding gives a Role of its namespace that is there. */
export const roleBindings = (set: ObjectSet): Generator<Problem> => missingRoles(set, 'Role');

/** A binding gives a ClusterRole that is there: it is for all namespaces, and may well be another chart's. */
export const clusterRoleBindings = (set: ObjectSet): Generator<Problem> => missingRoles(set, 'ClusterRole');

function* missingRoles(set: ObjectSet, sort: 'Role' | 'ClusterRole'): Generator<Problem> {
  for (const manifest of [...set.ofKind(`${GROUP}/RoleBinding`), ...set.ofKind(`${GROUP}/ClusterRoleBinding`)]) {
    const { kind, name } = fields(manifest.object.roleRef);
    if (kind !== sort || typeof name !== 'string' || BUILT_IN.test(name)) continue;
    if (set.has(`${GROUP}/${sort}`, placeOf(manifest, sort), name)) continue;
    yield problemOf(manifest, 'roleRef.name', `no ${sort} is called '${name}'`, addOrDeclare(sort, name));
  }
}

const placeOf = (manifest: Manifest, sort: 'Role' | 'ClusterRole'): string =>
  sort === 'Role' ? namespaceOf(manifest) : '';
