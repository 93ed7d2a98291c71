import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Exposure } from './parts/exposure';
import { given } from './parts/given';
import { WebWorkload, type WebWorkloadProps } from './web-workload';
import { resolveBackends, type BackendProps } from './proxy/backend';
import { ProxyEngine } from './proxy/engine';
import { hostVariables, PROXY_PORT } from './proxy/hosts';

export interface ReverseProxyProps extends Partial<Omit<WebWorkloadProps, 'port' | 'config'>> {
  /** Where requests go, by domain and path. */
  readonly backends: readonly BackendProps[];
  /** The server that does it. @default ProxyEngine.chartwright() */
  readonly engine?: ProxyEngine;
  /** @default Exposure.nodePort() */
  readonly exposure?: Exposure;
  /** @default "proxy" */
  readonly component?: string;
}

/**
 * A reverse proxy in front of workloads: routing by Host and path, balancing, health checks, timeouts. Its config is made
 * from `backends`, lies in a ConfigMap, and rolls the pods when it changes. Backends that are workloads are wired by
 * reference: Service name, port and network policies of both sides.
 *
 * @example
 * ```ts
 * const shop = new WebWorkload(chart, 'shop', { component: 'shop', image: 'ghcr.io/acme/shop:1.4.2', port: 8000 });
 * const paths = new UrlPathApp(chart, 'paths');
 * new ReverseProxy(chart, 'proxy', {
 *   backends: [
 *     { domain: 'shop.example.com', target: shop, healthCheck: '/healthz' },
 *     { domain: 'shop.example.com', path: '/paths', target: paths },
 *     { target: Upstream.external({ address: 'old.example.net', port: 80 }) },
 *   ],
 * });
 * ```
 */
export class ReverseProxy extends WebWorkload {
  /** @throws when backends clash or a name, domain or path could not stand in a config file */
  constructor(scope: Construct, id: string, props: ReverseProxyProps) {
    const { backends: wanted, engine = ProxyEngine.chartwright(), ...own } = given(props);
    const backends = resolveBackends(`${scope.node.path}/${id}`, wanted, Chart.of(scope).namespace);
    const { env, volumes, volumeMounts, ...workload } = engine._workload(backends);
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
