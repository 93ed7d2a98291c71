import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Exposure } from '../parts/exposure';
import { given } from '../parts/given';
import { assertMadeBy, shown } from '../parts/made-by';
import { WebWorkload, type WebWorkloadProps } from '../web-workload';
import { resolveBackends, type BackendProps } from './backend';
import type { Engine } from './engine';
import { resolveFront } from './front';
import { hostVariables, PROXY_PORT } from './hosts';

/** What a {@link ProxyWorkload} is told: where requests go, and by which engine. */
export interface ProxyWorkloadProps extends Partial<Omit<WebWorkloadProps, 'port' | 'config'>> {
  /** Where requests go, by domain and path. */
  readonly backends: readonly BackendProps[];
  /** The server that does it. */
  readonly engine: Engine;
  /** How it is reached from outside. @default Exposure.nodePort() */
  readonly exposure?: Exposure;
  /**
   * Addresses and ranges (`10.0.0.0/8`) of proxies in front whose `X-Forwarded-*` and `Forwarded` are believed: which
   * client it is, that it came by HTTPS, and for which host. Everybody else's are replaced. `[]` believes nobody.
   * @default - behind an Ingress or a Gateway all private ranges, since only pods can connect then; else nobody
   */
  readonly trustedProxies?: readonly string[];
  /**
   * Addresses and ranges of balancers (of TCP, outside of the cluster) that begin each connection with a PROXY header,
   * version 1 or 2. Only `ProxyEngine.chartwright()` knows it. @default - none
   */
  readonly proxyProtocol?: readonly string[];
  /** @default "proxy" */
  readonly component?: string;
}

/**
 * A reverse proxy with a server that is handed in: what {@link ReverseProxy} is for any {@link Engine}, e.g. one of your
 * own. Its config is made from `backends`, lies in a ConfigMap, and rolls the pods when it changes.
 *
 * @example
 * ```ts
 * new ProxyWorkload(chart, 'proxy', {
 *   backends: [{ domain: 'old.example.com', target: Upstream.external({ address: '192.0.2.10', port: 80 }) }],
 *   engine: {
 *     workload: (backends) => ({
 *       image: 'docker.io/library/caddy:2.10-alpine',
 *       probes: { readiness: Probe.tcp() },
 *       config: {
 *         mountPath: '/etc/caddy',
 *         files: {
 *           Caddyfile: backends
 *             .map(({ domain, target: { hosts } }) => {
 *               const upstreams = hosts.map(({ address, port }) => `${address}:${port}`).join(' ');
 *               return `http://${domain}:8080 {\n  reverse_proxy ${upstreams}\n}\n`;
 *             })
 *             .join(''),
 *         },
 *       },
 *     }),
 *   },
 * });
 * ```
 */
export class ProxyWorkload extends WebWorkload {
  /** @throws when backends clash, or a name, domain, path or range could not stand in a config file */
  constructor(scope: Construct, id: string, props: ProxyWorkloadProps) {
    const { backends: wanted, engine, trustedProxies, proxyProtocol, ...own } = given(props);
    const path = `${scope.node.path}/${id}`;
    const exposure = own.exposure ?? Exposure.nodePort();
    assertMadeBy(Exposure, exposure, path, 'exposure');
    assertEngine(engine, path);
    const backends = resolveBackends(path, wanted, Chart.of(scope).namespace);
    const front = resolveFront(path, exposure, { trustedProxies, proxyProtocol });
    const { env, volumes, volumeMounts, ...workload } = engine.workload(backends, front);
    super(scope, id, {
      component: 'proxy',
      ...workload,
      ...own,
      exposure,
      port: PROXY_PORT,
      env: { ...env, ...own.env },
      volumes: [...(volumes ?? []), ...(own.volumes ?? [])],
      volumeMounts: [...(volumeMounts ?? []), ...(own.volumeMounts ?? [])],
    });
    backends.forEach(({ target: { workload, shares, hosts, where } }, i) => {
      // Also those with a weight of 0: who gets requests later is let in already.
      const workloads = workload ? [workload] : shares.map((share) => share.workload);
      for (const one of workloads) {
        this.connectTo(one);
        one._proxiedBy(this);
      }
      if (workloads.length > 0) return;
      if (where === 'namespace') this.network.allowTo([{ podSelector: {} }]);
      // Not made unique: a chart repeats over hosts as they come, and a port that is said twice opens nothing more.
      else
        this.network.allowTo(
          undefined,
          hosts.map(({ port }, j) => portOf(env, own.env, i, j) ?? port),
        );
    });
  }
}

/** An engine may be anybody's: what counts is that it can be asked. */
function assertEngine(engine: unknown, path: string): void {
  const { workload } = (engine ?? {}) as Partial<Engine>;
  if (typeof workload === 'function') return;
  throw new Error(
    `[${path}] engine is ${shown(engine)}. Allowed: ProxyEngine.chartwright(…), ProxyEngine.nginx(…), ProxyEngine.httpd(…), or an engine of your own: an object with a function 'workload'.`,
  );
}

/** Port of an external host where `env` sets another one than the backend, see `hostEnv`. */
function portOf(
  engine: WebWorkloadProps['env'],
  own: WebWorkloadProps['env'],
  i: number,
  j: number,
): number | undefined {
  const variable = hostVariables(i, j).port;
  const port = engine?.[variable] === undefined ? undefined : own?.[variable];
  return typeof port === 'string' ? Number(port) : undefined;
}
