import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { clusterNetworkOf, USUAL_DNS } from './cluster-network';
import type { Identity } from './identity';
import type { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../../kubernetes/types';
import { lazy } from './lazy';

interface Opening {
  readonly peers?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
}

/** Pods of every namespace: where an ingress controller or Prometheus may be. Not: addresses outside of the cluster. */
export const ANY_POD: NetworkPolicyPeer = { namespaceSelector: {} };

/**
 * Who may connect to the pods of a component and whom they may connect to: nobody, but the cluster's DNS (see
 * {@link ClusterNetwork}), until it is opened. Written as one NetworkPolicy.
 *
 * The kubelet's probes always pass: a policy does not hold for traffic from the pod's own node.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkAccess {
  private readonly inbound: Opening[] = [];
  private readonly outbound: Opening[] = [];
  private readonly dns: readonly Opening[];

  /** @param enabled `false` keeps the book but writes no policy */
  constructor(
    scope: Construct,
    private readonly identity: Identity,
    /** Whether a policy is written of it. */
    readonly enabled: boolean,
  ) {
    const { dnsPeers } = clusterNetworkOf(scope);
    // Two rules: a template says a list of its own, and one of values, better than both in one.
    this.dns = [{ peers: USUAL_DNS }, ...(dnsPeers.length > 0 ? [{ peers: dnsPeers }] : [])];
    if (!enabled) return;
    const spec: NetworkPolicySpec = {
      podSelector: { matchLabels: { ...identity.selector } },
      policyTypes: ['Ingress', 'Egress'],
      // Nothing instead of an empty list: the API server takes it away, and each apply would be a change.
      ingress: lazy(() => notEmpty(this.inbound.map(({ peers, ports }) => ({ from: peers, ports })))),
      egress: lazy(() => [...this.dns, ...this.outbound].map(({ peers, ports }) => ({ to: peers, ports }))),
    };
    new ApiObject(scope, 'NetworkPolicy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: identity.name, labels: { ...identity.labels } },
      spec,
    });
  }

  /** Lets `peers` connect to a port of the pods (not of the Service). @param peers @default - anyone, also from outside of the cluster */
  allowFrom(port: number | string, peers?: readonly NetworkPolicyPeer[]): void {
    this.inbound.push(inward(port, peers));
  }

  /** Lets the pods connect to `peers`, on ports of theirs (not of their Service). @param peers @default - any address. @param ports @default - any port */
  allowTo(peers?: readonly NetworkPolicyPeer[], ports?: readonly number[]): void {
    this.outbound.push(outward(peers, ports));
  }

  /**
   * Opens both sides: from these pods to the port of another component.
   * @throws when only one of both names its namespace: whether they meet would depend on where `kubectl` points
   */
  connectTo(target: NetworkAccess, port: number): void {
    const { identity: from } = this;
    const { identity: to } = target;
    if ((from.namespace === undefined) !== (to.namespace === undefined)) {
      const where = ({ name, namespace }: Identity): string =>
        namespace === undefined ? `'${name}' names no namespace` : `'${name}' is in namespace '${namespace}'`;
      throw new Error(`${where(from)} and ${where(to)}. Give both their namespace (release.namespace), or neither.`);
    }
    addOnce(this.outbound, outward([peerOf(to, from.namespace)], [port]));
    addOnce(target.inbound, inward(port, [peerOf(from, to.namespace)]));
  }
}

/** The pods of a component, as seen from a namespace. */
function peerOf({ selector, namespace }: Identity, seenFrom: string | undefined): NetworkPolicyPeer {
  const podSelector = { matchLabels: { ...selector } };
  if (namespace === undefined || namespace === seenFrom) return { podSelector };
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, podSelector };
}

const inward = (port: number | string, peers?: readonly NetworkPolicyPeer[]): Opening => ({
  peers,
  ports: [{ port, protocol: 'TCP' }],
});

const outward = (peers?: readonly NetworkPolicyPeer[], ports?: readonly number[]): Opening => ({
  peers,
  ports: ports?.map((port) => ({ port, protocol: 'TCP' })),
});

/**
 * For references, of which there may be several to one target. What is opened by values is not compared: whether two
 * values are equal is nothing that a Helm chart should depend on.
 */
function addOnce(openings: Opening[], opening: Opening): void {
  const text = JSON.stringify(opening);
  if (!openings.some((other) => JSON.stringify(other) === text)) openings.push(opening);
}

const notEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
