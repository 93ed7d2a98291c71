import type { IConstruct } from 'constructs';
import type { NetworkPolicyPeer } from '../../kubernetes/types';
import { SaidAbove } from './said-above';

/** What network policies have to know of the cluster that they are for. */
export interface ClusterNetwork {
  /** Who answers for DNS, beside kube-dns, CoreDNS, NodeLocal DNSCache and OpenShift. @default - nobody */
  readonly dnsPeers?: readonly NetworkPolicyPeer[];
  /** Ports of the Kubernetes API: of its Service, and where API servers listen behind it. @default API_PORTS */
  readonly apiPorts?: readonly number[];
}

const inNamespace = (namespace: string, labels: Record<string, string>): NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels: labels },
});

/**
 * Where clusters have their DNS: CoreDNS or kube-dns, NodeLocal DNSCache (the address that its manual sets), OpenShift. Their pods
 * may listen on another port than 53, so peers are named and no port.
 * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
 */
export const USUAL_DNS: readonly NetworkPolicyPeer[] = [
  inNamespace('kube-system', { 'k8s-app': 'kube-dns' }),
  inNamespace('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }),
  { ipBlock: { cidr: '169.254.20.10/32' } },
];

/** 443 of the Service, 6443 of kubeadm, K3s and OpenShift, 16443 of MicroK8s. */
export const API_PORTS: readonly number[] = [443, 6443, 16443];

const described = new SaidAbove<ClusterNetwork>();

/**
 * Says what the network policies below a construct have to know of the cluster. Has to come before the constructs that it is for.
 *
 * @example
 * ```ts
 * const team = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dns' } } };
 * describeNetwork(chart, { dnsPeers: [team], apiPorts: [8443] });
 * ```
 */
export function describeNetwork(scope: IConstruct, network: ClusterNetwork): void {
  described.say(scope, network);
}

/** Returns what is said of the cluster at the nearest construct above. */
export function clusterNetworkOf(scope: IConstruct): Required<ClusterNetwork> {
  const { dnsPeers = [], apiPorts = API_PORTS } = described.nearest(scope) ?? {};
  return { dnsPeers, apiPorts };
}
