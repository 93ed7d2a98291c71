import type { Construct } from 'constructs';
import { given } from '../../constructs/parts/given';
import { ProxyWorkload, type ProxyWorkloadProps } from '../../constructs/proxy/proxy-workload';
import type { Engine } from '../../constructs/proxy/engine';
import { ProxyEngine } from './proxy-engine';

/** What a {@link ReverseProxy} is told: where requests go, and by which engine. */
export interface ReverseProxyProps extends Omit<ProxyWorkloadProps, 'engine'> {
  /** The server that does it, one of {@link ProxyEngine} or your own. @default ProxyEngine.chartwright() */
  readonly engine?: Engine;
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
export class ReverseProxy extends ProxyWorkload {
  /** @throws when backends clash or a name, domain or path could not stand in a config file */
  constructor(scope: Construct, id: string, props: ReverseProxyProps) {
    super(scope, id, { engine: ProxyEngine.chartwright(), ...given(props) });
  }
}
