import type { ExposedService } from './exposed-service';
import { addHttpRoute, type HttpRouteProps } from './http-route';
import { addIngress, type IngressProps } from './ingress';
import type { NetworkPolicyPeer, ServiceSpec } from '../../kubernetes/types';
import { lintExceptions } from './lint-exceptions';
import { ANY_POD } from './network-access';

/** What may be said of a port on every node; see {@link Exposure.nodePort}. */
export interface NodePortProps {
  /** Port on every node, 30000 to 32767. @default - the cluster picks a free one */
  readonly nodePort?: number;
  /** Keep the client's address, at the price that only nodes with a pod answer. @default false */
  readonly preserveClientIp?: boolean;
}

/** What may be said of an address of its own; see {@link Exposure.loadBalancer}. */
export interface LoadBalancerProps {
  /** Port on its address beside the Service's own, e.g. 80. (Not on K3s, where Traefik has 80.) @default - only that of the Service */
  readonly port?: number;
  /** What the cloud reads, e.g. to keep the load balancer internal. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Which implementation of load balancers makes it (`spec.loadBalancerClass`). @default - the cluster's default load balancer */
  readonly className?: string;
  /** CIDRs that may connect. @default - everybody */
  readonly sourceRanges?: readonly string[];
  /** Keep the client's address, at the price that only nodes with a pod answer. @default false */
  readonly preserveClientIp?: boolean;
}

/** Who stands in front of the pods; see {@link Exposure.ingress} and {@link Exposure.gateway}. */
export interface ControllerProps {
  /**
   * Peers that the requests come from: the pods of the controller or gateway, or, where a load balancer outside of the cluster
   * sends them to the pods' addresses (target type `ip`), its networks. @default - pods of any namespace
   */
  readonly controller?: NetworkPolicyPeer | readonly NetworkPolicyPeer[];
}

/** What a way in from outside makes of a workload. */
interface WayIn {
  readonly service: Partial<ServiceSpec>;
  /** Of the Service. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Annotations of a Service that has no others. @default - none */
  readonly lint?: Readonly<Record<string, string>>;
  /** Who connects to the pods because of it; `'anyone'`: addresses outside of the cluster too. @default - nobody */
  readonly peers?: readonly NetworkPolicyPeer[] | 'anyone';
  /** Adds what stands in front of the Service. @default - nothing */
  readonly attach?: (service: ExposedService) => void;
  /** @default - the cluster picks one, if there is to be one */
  readonly nodePort?: number;
  /** Port of the Service beside the one for the inside of the cluster. @default - none */
  readonly outerPort?: number;
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
  private constructor(private readonly wayIn: WayIn) {}

  /** @internal */
  get _wayIn(): WayIn {
    return this.wayIn;
  }

  /**
   * Whether pods of an ingress controller or a gateway send the requests, which say for whom.
   * @internal
   */
  get _isBehindController(): boolean {
    return Array.isArray(this._wayIn.peers);
  }

  /** Inside the cluster only, and by the network policy only for what references it. */
  static none(): Exposure {
    return new Exposure({ service: { type: 'ClusterIP' } });
  }

  /** A port on every node. */
  static nodePort(props: NodePortProps = {}): Exposure {
    const service: Partial<ServiceSpec> = {
      type: 'NodePort',
      externalTrafficPolicy: props.preserveClientIp ? 'Local' : undefined,
    };
    return new Exposure({
      service,
      lint: lintExceptions('service-type'),
      peers: 'anyone',
      nodePort: props.nodePort,
    });
  }

  /** An address of its own from the cloud (K3s: the nodes' addresses). */
  static loadBalancer(props: LoadBalancerProps = {}): Exposure {
    const service: Partial<ServiceSpec> = {
      type: 'LoadBalancer',
      loadBalancerClass: props.className,
      loadBalancerSourceRanges: props.sourceRanges && [...props.sourceRanges],
      externalTrafficPolicy: props.preserveClientIp ? 'Local' : undefined,
    };
    return new Exposure({ service, annotations: props.annotations, peers: 'anyone', outerPort: props.port });
  }

  /** An Ingress. */
  static ingress(props: IngressProps & ControllerProps = {}): Exposure {
    const { controller = ANY_POD, ...ingress } = props;
    const service = { type: 'ClusterIP' } as const;
    return new Exposure({ service, peers: listOf(controller), attach: (own) => addIngress(own, ingress) });
  }

  /** A Gateway API HTTPRoute. */
  static gateway(props: HttpRouteProps & ControllerProps): Exposure {
    const { controller = ANY_POD, ...route } = props;
    const service = { type: 'ClusterIP' } as const;
    return new Exposure({ service, peers: listOf(controller), attach: (own) => addHttpRoute(own, route) });
  }
}

function listOf(controller: NetworkPolicyPeer | readonly NetworkPolicyPeer[]): readonly NetworkPolicyPeer[] {
  return Array.isArray(controller) ? (controller as readonly NetworkPolicyPeer[]) : [controller as NetworkPolicyPeer];
}
