import { WebWorkload } from '../parts/web-workload';

/** How requests are shared out among the hosts of a backend. Not every engine has all of them. */
export type Balancing = 'round-robin' | 'least-connections' | 'random' | 'ip-hash';

/** A server outside of this chart. */
export interface ExternalHost {
  /** DNS name or IP address. */
  readonly address: string;
  readonly port: number;
}

/** What a backend of the proxy goes to: unions are factories. */
export class Upstream {
  private constructor(
    readonly workload: WebWorkload | undefined,
    /** Addresses as they are known without looking into the cluster. */
    readonly hosts: readonly ExternalHost[],
  ) {}

  /** A workload of this chart: its Service, its network policy. The same as giving the workload itself. */
  static workload(workload: WebWorkload): Upstream {
    return new Upstream(workload, []);
  }

  /** Servers outside of this chart. @throws when there are none */
  static external(...hosts: readonly ExternalHost[]): Upstream {
    return new Upstream(undefined, hosts);
  }

  /** A Service of this namespace that another construct made, e.g. one of cdk8s-plus. */
  static service(service: { readonly name: string; readonly port: number }): Upstream {
    return new Upstream(undefined, [{ address: service.name, port: service.port }]);
  }
}

/** Where requests of one domain and path go. */
export interface BackendProps {
  /** A workload of this chart, or an `Upstream`. */
  readonly target: WebWorkload | Upstream;
  /** `Host` that is served: `shop.example.com`, `*.example.com`, or `*` for any. @default "*" */
  readonly domain?: string;
  /** Path prefix that is served, by whole segments; the longest wins. @default "/" */
  readonly path?: string;
  /** In logs, metrics and config; unique. @default - the workload's component; `backend-<n>` for an external one */
  readonly name?: string;
  /** @default "round-robin" */
  readonly balancing?: Balancing;
  /** Path that is asked every few seconds whether a host is well; `false` for passive checks only. @default false */
  readonly healthCheck?: string | false;
  /** Seconds until a connection has to stand. @default 2 */
  readonly connectTimeoutSeconds?: number;
  /** Seconds until a response has to begin. @default 30 */
  readonly responseTimeoutSeconds?: number;
}

/** A backend with every default filled in, as engines see it. */
export interface Backend extends Required<Omit<BackendProps, 'target'>> {
  readonly target: Upstream;
}

/** @throws when two backends have the same name or the same domain and path, or one has no host */
export function resolveBackends(path: string, given: readonly BackendProps[]): Backend[] {
  const backends = given.map((backend, i): Backend => {
    const target = backend.target instanceof WebWorkload ? Upstream.workload(backend.target) : backend.target;
    return {
      target,
      name: backend.name ?? target.workload?.identity.component ?? `backend-${i}`,
      domain: backend.domain ?? '*',
      path: backend.path ?? '/',
      balancing: backend.balancing ?? 'round-robin',
      healthCheck: backend.healthCheck ?? false,
      connectTimeoutSeconds: backend.connectTimeoutSeconds ?? 2,
      responseTimeoutSeconds: backend.responseTimeoutSeconds ?? 30,
    };
  });
  const problems = backends.flatMap((backend, i) => problemsOf(backend, backends.slice(0, i)));
  if (problems.length > 0) throw new Error(problems.map((problem) => `[${path}] ${problem}`).join('\n'));
  return backends;
}

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const DOMAIN = /^(\*|(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)$/;
const PATH = /^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$/;
const ADDRESS = /^[A-Za-z0-9._:[\]-]+$/;

/** Config files are text: what could end a word of theirs is refused here. */
function problemsOf(backend: Backend, earlier: readonly Backend[]): string[] {
  const { name, domain, path, healthCheck, target } = backend;
  const problems: string[] = [];
  const say = (field: string, value: string, allowed: string): number =>
    problems.push(`backend '${name}': ${field} '${value}' is not valid. Allowed: ${allowed}.`);
  if (!NAME.test(name)) say('name', name, "a-z, 0-9 and '-'");
  if (!DOMAIN.test(domain)) say('domain', domain, 'a host name, *.example.com, or * for any');
  if (!PATH.test(path)) say('path', path, 'an absolute path, e.g. /api');
  if (healthCheck !== false && !PATH.test(healthCheck))
    say('healthCheck', healthCheck, 'an absolute path, e.g. /healthz');
  if (!target.workload && target.hosts.length === 0)
    problems.push(`backend '${name}' has no host. Give Upstream.external at least one {address, port}.`);
  for (const { address } of target.hosts)
    if (!ADDRESS.test(address)) say('address', address, 'a DNS name or an IP address');
  if (earlier.some((other) => other.name === name))
    problems.push(`two backends are named '${name}'. Give one of them another name.`);
  const same = earlier.find((other) => other.domain.toLowerCase() === domain.toLowerCase() && other.path === path);
  if (same)
    problems.push(
      `backends '${same.name}' and '${name}' both take ${domain}${path}. Give one of them another domain or path.`,
    );
  return problems;
}
