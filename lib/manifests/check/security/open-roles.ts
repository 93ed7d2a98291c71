import { at, entries, list } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

const GROUP = 'rbac.authorization.k8s.io';
/** With these, whoever has a role gets every other. */
const STEPS_UP = ['escalate', 'bind', 'impersonate'];

/** Roles name what they allow, and nobody is given all of the cluster. */
export function* openRoles(set: ObjectSet): Generator<Problem> {
  for (const manifest of [...set.ofKind(`${GROUP}/Role`), ...set.ofKind(`${GROUP}/ClusterRole`)]) {
    for (const [rule, index] of entries(manifest.object.rules)) {
      const [verbs, resources] = [list(rule.verbs), list(rule.resources)];
      const field = `rules[${index}]`;
      if (verbs.includes('*') && resources.includes('*'))
        yield problemOf(manifest, field, "allows '*' of '*'", 'Name the verbs and resources that it needs');
      const steps = STEPS_UP.filter((verb) => verbs.includes(verb));
      if (steps.length > 0)
        yield problemOf(manifest, `${field}.verbs`, `has ${steps.join(', ')}: with it, everything else`, 'Remove it');
      const readsSecrets =
        resources.includes('secrets') && ['get', 'list', 'watch', '*'].some((verb) => verbs.includes(verb));
      if (readsSecrets && manifest.object.kind === 'ClusterRole' && list(rule.resourceNames).length === 0)
        yield problemOf(manifest, field, 'reads the Secrets of all namespaces', 'Use a Role, or resourceNames');
    }
  }
  for (const manifest of set.ofKind(`${GROUP}/ClusterRoleBinding`)) {
    if (at(manifest.object, 'roleRef', 'name') === 'cluster-admin')
      yield problemOf(
        manifest,
        'roleRef.name',
        "is 'cluster-admin', which may do everything",
        'Write a role of its own',
      );
  }
}
