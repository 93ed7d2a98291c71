import type { WebWorkload } from '../web-workload';

/** A server outside of this chart. */
export interface ExternalHost {
  /** DNS name or IP address (IPv6 without brackets). */
  readonly address: string;
  /** TCP port that it listens on, 1 to 65535. */
  readonly port: number;
}

/** A workload that takes a part of the requests. */
export interface Share {
  /** Who takes the part. */
  readonly workload: WebWorkload;
  /** Part of the sum of all weights, 0 to 100: percent, when they add up to 100. With 0 it gets nothing. */
  readonly weight: number;
}

/**
 * What a backend of the proxy goes to: unions are factories.
 *
 * @example
 * ```ts
 * Upstream.external({ address: '192.0.2.10', port: 8080 }, { address: '192.0.2.11', port: 8080 });
 * Upstream.service({ name: 'legacy', port: 80 });
 * const blue = new EchoApp(chart, 'blue', { component: 'blue' });
 * const green = new EchoApp(chart, 'green', { component: 'green' });
 * Upstream.weighted({ workload: blue, weight: 90 }, { workload: green, weight: 10 });
 * ```
 */
export class Upstream {
  private constructor(
    /** The workload that takes all requests, where it is one. */
    readonly workload: WebWorkload | undefined,
    /** Addresses as they are known without looking into the cluster. */
    readonly hosts: readonly ExternalHost[],
    /** Where the hosts are: `outside` of the cluster or anywhere, or Services of this `namespace`. */
    readonly where: 'outside' | 'namespace' = 'outside',
    /** Workloads that share the requests by weight. */
    readonly shares: readonly Share[] = [],
  ) {}

  /** A workload, of this chart or another: its Service, its network policy. The same as giving the workload itself. */
  static workload(workload: WebWorkload): Upstream {
    return new Upstream(workload, []);
  }

  /**
   * Workloads that share the requests by weight, e.g. a blue and a green one; at least one with a weight over 0. Shares
   * are exact whatever the numbers of pods are: each goes by its Service, and Kubernetes chooses the pod by connection.
   */
  static weighted(...shares: readonly Share[]): Upstream {
    return new Upstream(undefined, [], 'outside', shares);
  }

  /** Servers outside of this chart; at least one. */
  static external(...hosts: readonly ExternalHost[]): Upstream {
    return new Upstream(undefined, hosts);
  }

  /**
   * A Service of this namespace that another construct made, e.g. one of cdk8s-plus. Which port its pods listen on is
   * not known here, so the network policy of the proxy is opened to every port of the pods of the namespace; whether
   * they let the proxy in is up to their own.
   */
  static service(service: { readonly name: string; readonly port: number }): Upstream {
    return new Upstream(undefined, [{ address: service.name, port: service.port }], 'namespace');
  }
}
