import { entries, fields, list, text } from '../../fields';
import { groupKind, type KubeObject } from '../../manifest';
import type { Consequence, Pair } from '../change';
import { ingressDoors } from './ingress-doors';
import { servedPaths } from './served-paths';
import { serviceDoors } from './service-doors';

/** What can be reached or done by whom after the change and could not before, in words; kinds by themselves. */
const OPENINGS: Readonly<Record<string, (object: KubeObject) => string[]>> = {
  'rbac.authorization.k8s.io/RoleBinding': bound,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bound,
  ServiceAccount: ({ automountServiceAccountToken: token }) =>
    token === false ? [] : ['its pods hold a token, unless they refuse it'],
};

const CLUSTER_ROLE = 'rbac.authorization.k8s.io/ClusterRole';

/** Kinds that give something only to whom they are bound: a new one opens nothing yet. */
const GRANTS: Readonly<Record<string, (object: KubeObject) => string[]>> = {
  'rbac.authorization.k8s.io/Role': permissions,
  [CLUSTER_ROLE]: permissions,
};

/** Doors that open: new addresses, hosts, paths, subjects, permissions. */
export function* access({ before, after }: Pair): Generator<Consequence> {
  if (!after) return;
  const openings = OPENINGS[groupKind(after)] ?? (before ? GRANTS[groupKind(after)] : undefined);
  if (groupKind(after) === CLUSTER_ROLE) yield* widened(before ? aggregated(before) : [], aggregated(after));
  const was = new Set(before && openings ? openings(before) : []);
  // A new ServiceAccount with a token is seen at the workload that uses it.
  const isNews = before !== undefined || groupKind(after) !== 'ServiceAccount';
  for (const opening of isNews ? (openings?.(after) ?? []) : []) {
    if (!was.has(opening) && !coveredByAll(was, opening)) yield { sort: 'widens-access', message: opening };
  }
  yield* servedPaths(before, after);
  if (groupKind(after) === 'Service') yield* serviceDoors(before, after);
  if (before && groupKind(after) === 'networking.k8s.io/Ingress') yield* ingressDoors(before, after);
  // What is not open any more: new doors and closed ones are told apart, since both may be meant.
  const is = new Set(openings?.(after) ?? []);
  for (const opening of was) {
    if (!is.has(opening) && !coveredByAll(is, opening))
      yield { sort: 'narrows-access', message: `not any more: ${opening}` };
  }
  if (groupKind(after) === 'Namespace' && before) yield* namespace(before, after);
}

function* widened(was: readonly string[], is: readonly string[]): Generator<Consequence> {
  for (const message of is) if (!was.includes(message)) yield { sort: 'widens-access', message };
  for (const message of was)
    if (!is.includes(message)) yield { sort: 'narrows-access', message: `not any more: ${message}` };
}

function bound({ roleRef, subjects }: KubeObject): string[] {
  const { kind, name } = fields(roleRef);
  return [...entries(subjects)].map(([subject]) => {
    const namespace = text(subject.namespace);
    const who = `${String(subject.kind)} ${namespace ? `${namespace}/` : ''}${String(subject.name)}`;
    return `gives ${String(kind)} ${String(name)} to ${who}`;
  });
}

/** `may get pods`, `may list deployments.apps`: one for each verb and resource. */
function permissions({ rules }: KubeObject): string[] {
  return [...entries(rules)].flatMap(([rule]) => {
    const names = list(rule.resourceNames).map(String);
    const groups = list(rule.apiGroups).map((group) => (group === '' ? '' : `.${String(group)}`));
    const resources = list(rule.resources).flatMap((resource) => groups.map((group) => `${String(resource)}${group}`));
    const what = [...resources, ...list(rule.nonResourceURLs).map(String)];
    const named = names.length > 0 ? names.map((name) => ` ${name}`) : [''];
    return list(rule.verbs).flatMap((verb) =>
      what.flatMap((one) => named.map((n) => `may ${String(verb)} ${one}${n}`)),
    );
  });
}

/** `may get *` covers every get of the core group, `may * *.*` everything. */
function coveredByAll(was: ReadonlySet<string>, opening: string): boolean {
  const [may, verb, resource = ''] = opening.split(' ');
  if (may !== 'may') return false;
  const group = resource.includes('.') ? resource.slice(resource.indexOf('.')) : '';
  const resources = [resource, `*${group}`, '*.*'];
  return [verb, '*'].some((v) => resources.some((wider) => was.has(`may ${v} ${wider}`)));
}

const LEVELS = ['restricted', 'baseline', 'privileged'];

/** Labels by which a cluster adds the rules of a ClusterRole to one that everybody knows. */
const AGGREGATES = /^rbac\.authorization\.k8s\.io\/aggregate-to-([\w-]+)$/;

/** Roles that a ClusterRole is made part of. */
function aggregated({ metadata }: KubeObject): string[] {
  return Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    const role = AGGREGATES.exec(key)?.[1];
    return role !== undefined && value === 'true' ? [`whoever is bound to ClusterRole ${role} may do all of this`] : [];
  });
}

function* namespace(before: KubeObject, after: KubeObject): Generator<Consequence> {
  const level = ({ metadata }: KubeObject): string =>
    metadata.labels?.['pod-security.kubernetes.io/enforce'] ?? 'privileged';
  const more = LEVELS.indexOf(level(after)) - LEVELS.indexOf(level(before));
  if (more === 0) return;
  const message = `Pod Security is enforced at ${level(after)} in place of ${level(before)}`;
  yield { sort: more > 0 ? 'widens-access' : 'narrows-access', message };
}
