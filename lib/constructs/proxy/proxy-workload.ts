import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Exposure } from '../parts/exposure';
import { given } from '../parts/given';
import { WebWorkload, type WebWorkloadProps } from '../web-workload';
import { resolveBackends, type BackendProps } from './backend';
import type { Engine } from './engine';
import { hostVariables, PROXY_PORT } from './hosts';

export interface ProxyWorkloadProps extends Partial<Omit<WebWorkloadProps, 'port' | 'config'>> {
  /** Where requests go, by domain and path. */
  readonly backends: readonly BackendProps[];
  /** The server that does it. */
  readonly engine: Engine;
  /** @default Exposure.nodePort() */
  readonly exposure?: Exposure;
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
  /** @throws when backends clash or a name, domain or path could not stand in a config file */
  constructor(scope: Construct, id: string, props: ProxyWorkloadProps) {
    const { backends: wanted, engine, ...own } = given(props);
    const backends = resolveBackends(`${scope.node.path}/${id}`, wanted, Chart.of(scope).namespace);
    const { env, volumes, volumeMounts, ...workload } = engine.workload(backends);
    super(scope, id, {
      component: 'proxy',
      exposure: Exposure.nodePort(),
      ...workload,
      ...own,
      port: PROXY_PORT,
      env: { ...env, ...own.env },
      volumes: [...(volumes ?? []), ...(own.volumes ?? [])],
      volumeMounts: [...(volumeMounts ?? []), ...(own.volumeMounts ?? [])],
    });
    backends.forEach(({ target: { workload, shares, hosts, where } }, i) => {
      if (workload) this.connectTo(workload);
      // Also those with a weight of 0: who gets requests later is let in already.
      else if (shares.length > 0) for (const share of shares) this.connectTo(share.workload);
      else if (where === 'namespace') this.network.allowTo([{ podSelector: {} }]);
      // Not made unique: a chart repeats over hosts as they come, and a port that is said twice opens nothing more.
      else
        this.network.allowTo(
          undefined,
          hosts.map(({ port }, j) => portOf(env, own.env, i, j) ?? port),
        );
    });
  }
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
