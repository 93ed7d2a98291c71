import type { Construct } from 'constructs';
import { Exposure } from './parts/exposure';
import { WebWorkload, type WebWorkloadProps } from './parts/web-workload';
import { resolveBackends, type BackendProps } from './proxy/backend';
import { ProxyEngine } from './proxy/engine';
import { PROXY_PORT } from './proxy/hosts';

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
 */
export class ReverseProxy extends WebWorkload {
  /** @throws when backends clash or a name, domain or path could not stand in a config file */
  constructor(scope: Construct, id: string, props: ReverseProxyProps) {
    const { backends: given, engine = ProxyEngine.chartwright(), ...own } = props;
    const backends = resolveBackends(`${scope.node.path}/${id}`, given);
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
    for (const { target } of backends) {
      if (target.workload) this.connectTo(target.workload);
      else this.network.allowTo(undefined, [...new Set(target.hosts.map(({ port }) => port))]);
    }
  }
}
