import type { ExposedService } from './exposed-service';
import { addHttpRoute, type HttpRouteProps } from './http-route';
import { addIngress, type IngressProps } from './ingress';
import type { NetworkPolicyPeer, ServiceSpec } from '../../kubernetes/types';
import { lintExceptions } from './lint-exceptions';
import { ANY_POD } from './network-access';

export interface NodePortProps {
  /** Port on every node, 30000 to 32767. @default - the cluster picks a free one */
  readonly nodePort?: number;
  /** Keep the client's address, at the price that only nodes with a pod answer. @default false */
  readonly preserveClientIp?: boolean;
}

export interface LoadBalancerProps {
  /** Port on its address beside the Service's own, e.g. 80. (Not on K3s, where Traefik has 80.) @default - only that of the Service */
  readonly port?: number;
  /** What the cloud reads, e.g. to keep the load balancer internal. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** @default - the cluster's default load balancer */
  readonly className?: string;
  /** CIDRs that may connect. @default - everybody */
  readonly sourceRanges?: readonly string[];
  /** @default false */
  readonly preserveClientIp?: boolean;
}

/**
 * How a workload is reached from outside of its namespace; inside, it always has a ClusterIP Service.
 *
 * @example
 * ```ts
 * Exposure.nodePort({ nodePort: 30080 });
 * Exposure.loadBalancer({ sourceRanges: ['192.0.2.0/24'] });
 * Exposure.ingress({ host: 'shop.example.com', tls: { secretName: 'shop-tls' } });
 * Exposure.gateway({ gateway: { name: 'public', namespace: 'gateways' }, hostnames: ['shop.example.com'] });
 * ```
 */
export class Exposure {
  private constructor(
    /** @internal */
    readonly _service: Partial<ServiceSpec>,
    /** @internal */
    readonly _annotations: Readonly<Record<string, string>> | undefined,
    /** Who connects to the pods because of it; `undefined`: nobody; `'anyone'`: addresses outside of the cluster too. @internal */
    readonly _peers: readonly NetworkPolicyPeer[] | 'anyone' | undefined,
    /** @internal */
    readonly _attach: (service: ExposedService) => void = () => undefined,
    /** @internal */
    readonly _nodePort?: number,
    /** Port of the Service beside the one for the inside of the cluster. @internal */
    readonly _outerPort?: number,
  ) {}

  /** Inside the cluster only, and by the network policy only for what references it. */
  static none(): Exposure {
    return new Exposure({ type: 'ClusterIP' }, undefined, undefined);
  }

  /** A port on every node. */
  static nodePort(props: NodePortProps = {}): Exposure {
    const service: Partial<ServiceSpec> = {
      type: 'NodePort',
      externalTrafficPolicy: props.preserveClientIp ? 'Local' : undefined,
    };
    return new Exposure(service, lintExceptions('service-type'), 'anyone', undefined, props.nodePort);
  }

  /** An address of its own from the cloud (K3s: the nodes' addresses). */
  static loadBalancer(props: LoadBalancerProps = {}): Exposure {
    const service: Partial<ServiceSpec> = {
      type: 'LoadBalancer',
      loadBalancerClass: props.className,
      loadBalancerSourceRanges: props.sourceRanges && [...props.sourceRanges],
      externalTrafficPolicy: props.preserveClientIp ? 'Local' : undefined,
    };
    return new Exposure(service, props.annotations, 'anyone', undefined, undefined, props.port);
  }

  /** An Ingress. @param props.controller peers that the controller's pods are. @default - pods of any namespace */
  static ingress(props: IngressProps & { readonly controller?: NetworkPolicyPeer } = {}): Exposure {
    const { controller = ANY_POD, ...ingress } = props;
    return new Exposure({ type: 'ClusterIP' }, undefined, [controller], (service) => addIngress(service, ingress));
  }

  /** A Gateway API HTTPRoute. @param props.controller peers that the gateway's pods are. @default - pods of any namespace */
  static gateway(props: HttpRouteProps & { readonly controller?: NetworkPolicyPeer }): Exposure {
    const { controller = ANY_POD, ...route } = props;
    return new Exposure({ type: 'ClusterIP' }, undefined, [controller], (service) => addHttpRoute(service, route));
  }
}
