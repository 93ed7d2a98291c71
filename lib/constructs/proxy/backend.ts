import { given } from '../parts/given';
import { assertMadeBy } from '../parts/made-by';
import { WebWorkload } from '../web-workload';
import { isAddress, isBackendName, isDomain, isPath, isPort, isSeconds } from './config-text';
import { HEALTH_CHECK } from './health-check';
import { Upstream } from './upstream';

/** How requests are shared out among the hosts of a backend. Not every engine has all of them. */
export type Balancing = 'round-robin' | 'least-connections' | 'random' | 'ip-hash';

/** Where requests of one domain and path go. */
export interface BackendProps {
  /** A workload of this chart, or an `Upstream`. */
  readonly target: WebWorkload | Upstream;
  /**
   * `Host` that is served: `shop.example.com`, `*.example.com` (any depth), or `*` for any. The narrowest that has a
   * path for the request wins. @default "*"
   */
  readonly domain?: string;
  /** Several of them, in place of `domain`: `['example.com', 'www.example.com']`. @default - `domain` alone */
  readonly domains?: readonly string[];
  /** Path prefix that is served, by whole segments; the longest wins. @default "/" */
  readonly path?: string;
  /**
   * In logs, metrics and config; unique. What has it for a further domain ends with `-2` and so on.
   * @default - the workload's component; `backend-<n>` for an external one
   */
  readonly name?: string;
  /** How requests are shared out among the pods or hosts. @default "round-robin" */
  readonly balancing?: Balancing;
  /** Path that is asked every few seconds whether a host is well; `false` for passive checks only. @default false */
  readonly healthCheck?: string | false;
  /** Whole seconds until a connection has to stand. @default 2 */
  readonly connectTimeoutSeconds?: number;
  /** Whole seconds until a response has to begin. @default 30 */
  readonly responseTimeoutSeconds?: number;
}

/** A backend with every default filled in, as engines see it: domain in lower case, path without a slash at its end. */
export interface Backend extends Required<Omit<BackendProps, 'target' | 'domains'>> {
  /** Who takes the requests. */
  readonly target: Upstream;
  /** Where the proxy runs. @default - the namespace that `kubectl` is used with */
  readonly namespace?: string;
}

const DEFAULTS = {
  domain: '*',
  path: '/',
  balancing: 'round-robin',
  healthCheck: false,
  connectTimeoutSeconds: 2,
  responseTimeoutSeconds: 30,
} as const;

/**
 * @param path of the construct, for errors
 * @param namespace of the proxy
 * @throws one error with everything that is wrong: names or routes that clash, what could not stand in a config file, a
 *   backend without a host
 */
export function resolveBackends(path: string, wanted: readonly BackendProps[], namespace?: string): Backend[] {
  const used = new Map<string, number>();
  const backends = wanted.flatMap((props, i): Backend[] => {
    const { domains, name: own, ...one } = given(props);
    const target = one.target instanceof WebWorkload ? Upstream.workload(one.target) : one.target;
    assertMadeBy(Upstream, target, path, `backends[${i}].target`, ['a workload']);
    assertOneOrSeveral(props, path, i);
    const usual = target.workload?.identity.component ?? `backend-${i}`;
    return (domains ?? [one.domain ?? DEFAULTS.domain]).map((domain, j) => {
      // A workload may stand behind several: what has no name of its own gets one.
      const before = own === undefined ? (used.get(usual) ?? 0) : j;
      if (own === undefined) used.set(usual, before + 1);
      const name = before === 0 ? (own ?? usual) : `${own ?? usual}-${before + 1}`;
      const backend = { ...DEFAULTS, ...one, name, target, namespace };
      return {
        ...backend,
        domain: domain.toLowerCase(),
        path: isPath(backend.path) ? withoutSlash(backend.path) : backend.path,
      };
    });
  });
  const problems = backends.flatMap((backend, i) => [...mistakes(backend), ...clashes(backend, backends.slice(0, i))]);
  if (problems.length > 0) throw new Error(problems.map((problem) => `[${path}] ${problem}`).join('\n'));
  return backends;
}

function assertOneOrSeveral({ domain, domains }: BackendProps, path: string, i: number): void {
  if (domains === undefined || (domains.length > 0 && domain === undefined)) return;
  const what = domains.length === 0 ? 'domains is empty' : 'has domain and domains';
  throw new Error(
    `[${path}] backends[${i}]: ${what}. Give domain, or domains with one host at least; leave both out for any host.`,
  );
}

const withoutSlash = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);

function mistakes(backend: Backend): string[] {
  const { name, domain, path, balancing, healthCheck, target } = backend;
  const problems: string[] = [];
  const need = (right: boolean, field: string, value: string | number, allowed: string): void => {
    if (!right) problems.push(`backend '${name}': ${field} '${value}' is not valid. Allowed: ${allowed}.`);
  };
  need(isBackendName(name), 'name', name, "up to 63 of a-z, 0-9 and '-'");
  need(isDomain(domain), 'domain', domain, 'a host name, *.example.com, or * for any');
  need(isPath(path), 'path', path, "a plain absolute path, e.g. /api, without '//', '..' and percent-encoding");
  need(!`${path}/`.startsWith(`${HEALTH_CHECK.path}/`), 'path', path, "any that is not the proxy's own health check");
  if (healthCheck !== false)
    need(isPath(healthCheck), 'healthCheck', healthCheck, 'a plain absolute path, e.g. /healthz');
  for (const field of ['connectTimeoutSeconds', 'responseTimeoutSeconds'] as const)
    need(isSeconds(backend[field]), field, backend[field], 'whole seconds from 1 to 86400');
  for (const { workload, weight } of target.shares) {
    const field = `weight of '${workload.identity.component}'`;
    need(Number.isInteger(weight) && weight >= 0 && weight <= 100, field, weight, 'whole numbers from 0 to 100');
  }
  if (target.shares.length > 0 && target.shares.every(({ weight }) => weight === 0))
    problems.push(`backend '${name}' has weights of 0 alone. Give one of its workloads more.`);
  if (target.shares.length > 0 && balancing === 'random')
    problems.push(`backend '${name}' has weights, which balancing 'random' does not look at. Choose another.`);
  if (!target.workload && target.shares.length === 0 && target.hosts.length === 0)
    problems.push(`backend '${name}' has no host. Give Upstream.external at least one {address, port}.`);
  for (const { address, port } of target.hosts) {
    need(isAddress(address), 'address', address, 'a DNS name or an IP address');
    need(isPort(port), 'port', port, '1 to 65535');
  }
  return problems;
}

function clashes({ name, domain, path }: Backend, earlier: readonly Backend[]): string[] {
  const problems: string[] = [];
  if (earlier.some((other) => other.name === name))
    problems.push(`two backends are named '${name}'. Give one of them another name.`);
  const same = earlier.find((other) => other.domain === domain && other.path === path);
  if (same)
    problems.push(
      `backends '${same.name}' and '${name}' both take ${domain}${path}. Give one of them another domain or path.`,
    );
  return problems;
}
