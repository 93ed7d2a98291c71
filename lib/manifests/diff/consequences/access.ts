import { at, entries, fields, list, text } from '../../fields';
import { groupKind, type KubeObject } from '../../manifest';
import type { Consequence, Pair } from '../change';
import { ingressDoors } from './ingress-doors';

/** What can be reached or done by whom after the change and could not before, in words; kinds by themselves. */
const OPENINGS: Readonly<Record<string, (object: KubeObject) => string[]>> = {
  Service: (service) => {
    const spec = fields(service.spec);
    const outside = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
    const ranges = list(spec.loadBalancerSourceRanges).map((range) => `for ${String(range)}`);
    const whom = spec.type === 'LoadBalancer' ? (ranges.length > 0 ? ranges : ['for anyone']) : [];
    return [
      ...(outside ? [`type ${String(spec.type)}: reachable from outside the cluster`] : []),
      ...whom.map((range) => `the load balancer is open ${range}`),
      ...list(spec.externalIPs).map((ip) => `reachable at ${String(ip)}`),
      ...(outside ? [...entries(spec.ports)].map(([port]) => portOf(port)) : []),
    ];
  },
  'networking.k8s.io/Ingress': (ingress) => [
    ...[...entries(at(ingress, 'spec', 'rules'))].flatMap(([rule]) =>
      [...entries(at(rule, 'http', 'paths'))].map(([path]) => serves(rule.host, path.path)),
    ),
    ...(at(ingress, 'spec', 'defaultBackend') === undefined ? [] : ['serves any host and path (defaultBackend)']),
  ],
  'gateway.networking.k8s.io/HTTPRoute': (route) => {
    const hosts = list(at(route, 'spec', 'hostnames'));
    const rules = [...entries(at(route, 'spec', 'rules'))].map(([rule]) => rule);
    const paths = rules.flatMap((rule) => {
      const matches = [...entries(rule.matches)].map(([match]) => at(match, 'path', 'value'));
      return matches.length > 0 ? matches : ['/'];
    });
    return (hosts.length > 0 ? hosts : [undefined]).flatMap((host) => paths.map((path) => serves(host, path)));
  },
  'rbac.authorization.k8s.io/RoleBinding': bound,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bound,
  ServiceAccount: ({ automountServiceAccountToken: token }) =>
    token === false ? [] : ['its pods hold a token, unless they refuse it'],
};

/** Kinds that give something only to whom they are bound: a new one opens nothing yet. */
const GRANTS: Readonly<Record<string, (object: KubeObject) => string[]>> = {
  'rbac.authorization.k8s.io/Role': permissions,
  'rbac.authorization.k8s.io/ClusterRole': permissions,
};

/** Doors that open: new addresses, hosts, paths, subjects, permissions. */
export function* access({ before, after }: Pair): Generator<Consequence> {
  if (!after) return;
  const openings = OPENINGS[groupKind(after)] ?? (before ? GRANTS[groupKind(after)] : undefined);
  const was = new Set(before && openings ? openings(before) : []);
  // A new ServiceAccount with a token is seen at the workload that uses it.
  const isNews = before !== undefined || groupKind(after) !== 'ServiceAccount';
  const wasOutside = [...was].some((opening) => opening.startsWith('type '));
  for (const opening of isNews ? (openings?.(after) ?? []) : []) {
    // With the type that opens them, ports are not told one by one.
    if (!wasOutside && opening.startsWith(ON_PORT)) continue;
    if (!was.has(opening) && !coveredByAll(was, opening) && !insideOf(was, opening))
      yield { sort: 'widens-access', message: opening };
  }
  if (before && groupKind(after) === 'networking.k8s.io/Ingress') yield* ingressDoors(before, after);
  // What is not open any more: new doors and closed ones are told apart, since both may be meant.
  const is = new Set(openings?.(after) ?? []);
  const isOutside = [...is].some((opening) => opening.startsWith('type '));
  for (const opening of was) {
    // From one type that opens to another nothing is closed.
    if (isOutside && opening.startsWith('type ')) continue;
    if (!is.has(opening) && !coveredByAll(is, opening))
      yield { sort: 'narrows-access', message: `not any more: ${opening}` };
  }
  if (groupKind(after) === 'Namespace' && before) yield* namespace(before, after);
}

/** Ports are named by number; the first TCP one is what the type says already. */
const portOf = ({ port, protocol = 'TCP' }: Record<string, unknown>): string =>
  `${ON_PORT} ${String(protocol)} port ${String(port)}`;

const ON_PORT = 'reachable from outside the cluster on';

const serves = (host: unknown, path: unknown): string => `serves ${text(host) ?? 'any host'}${text(path) ?? '/'}`;

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

/** `/api` is inside of `/` of the same host: prefixes of paths, as Ingress and HTTPRoute take them. */
function insideOf(was: ReadonlySet<string>, opening: string): boolean {
  const [, host, path] = /^serves ([^/]+)(\/.*)$/.exec(opening) ?? [];
  if (host === undefined || path === undefined) return false;
  const parents = path.split('/').map((_, i, parts) => parts.slice(0, i).join('/') || '/');
  return ['/', ...parents].some((parent) => was.has(`serves ${host}${parent}`) || was.has(`serves ${host}${parent}/`));
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

function* namespace(before: KubeObject, after: KubeObject): Generator<Consequence> {
  const level = ({ metadata }: KubeObject): string =>
    metadata.labels?.['pod-security.kubernetes.io/enforce'] ?? 'privileged';
  if (LEVELS.indexOf(level(after)) > LEVELS.indexOf(level(before))) {
    const message = `Pod Security is enforced at ${level(after)} in place of ${level(before)}`;
    yield { sort: 'widens-access', message };
  }
}
