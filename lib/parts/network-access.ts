import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Identity } from './identity';
import type { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from './kube';
import { lazy } from './lazy';

interface Opening {
  readonly peers?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
}

/** The cluster's DNS. Its pods may listen on another port than 53, so the peer is named and not the port. */
const CLUSTER_DNS: NetworkPolicyPeer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

/** Pods of every namespace: where an ingress controller or Prometheus may be. Not: addresses outside of the cluster. */
export const ANY_POD: NetworkPolicyPeer = { namespaceSelector: {} };

/**
 * Who may connect to the pods of a component and whom they may connect to: nobody, but the cluster's DNS, until it is
 * opened. Written as one NetworkPolicy.
 *
 * The kubelet's probes always pass: a policy does not hold for traffic from the pod's own node.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkAccess {
  private readonly inbound: Opening[] = [];
  private readonly outbound: Opening[] = [{ peers: [CLUSTER_DNS] }];

  /** @param enabled `false` keeps the book but writes no policy */
  constructor(
    scope: Construct,
    private readonly identity: Identity,
    enabled: boolean,
  ) {
    if (!enabled) return;
    const spec: NetworkPolicySpec = {
      podSelector: { matchLabels: { ...identity.selector } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: lazy(() => this.inbound.map(({ peers, ports }) => ({ from: peers, ports }))),
      egress: lazy(() => this.outbound.map(({ peers, ports }) => ({ to: peers, ports }))),
    };
    new ApiObject(scope, 'NetworkPolicy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: identity.name, labels: { ...identity.labels } },
      spec,
    });
  }

  /** Lets `peers` connect to a port. @param peers @default - anyone, also from outside of the cluster */
  allowFrom(port: number | string, peers?: readonly NetworkPolicyPeer[]): void {
    this.inbound.push({ peers, ports: [{ port, protocol: 'TCP' }] });
  }

  /** Lets the pods connect to `peers`. @param peers @default - any address. @param ports @default - any port */
  allowTo(peers?: readonly NetworkPolicyPeer[], ports?: readonly number[]): void {
    this.outbound.push({ peers, ports: ports?.map((port) => ({ port, protocol: 'TCP' })) });
  }

  /** Opens both sides: from these pods to the port of another component. */
  connectTo(target: NetworkAccess, port: number): void {
    this.allowTo([target.peer()], [port]);
    target.allowFrom(port, [this.peer()]);
  }

  private peer(): NetworkPolicyPeer {
    return { podSelector: { matchLabels: { ...this.identity.selector } } };
  }
}
