import { z } from 'zod';
import { API_PORTS, type ClusterNetwork } from '../constructs/parts/cluster-network';

const dnsPeers = z
  .array(z.json())
  .default([])
  .describe("Who answers for DNS beside kube-dns, NodeLocal DNSCache and OpenShift's, as in a NetworkPolicy.");

/** What network policies have to know of the cluster. */
export const clusterValues = () => z.object({ dnsPeers });

/** The same, for a chart that asks the Kubernetes API. */
export const clusterWithApiValues = () =>
  z.object({
    dnsPeers,
    apiPorts: z
      .array(z.int().min(1).max(65535))
      .min(1)
      .default([...API_PORTS])
      .describe('Ports of the Kubernetes API: of its Service, and where API servers listen.'),
  });

/** Returns what values of {@link clusterValues} or {@link clusterWithApiValues} say, for `describeNetwork`. */
export const networkOf = ({
  dnsPeers,
  ...more
}: {
  readonly dnsPeers: readonly unknown[];
  readonly apiPorts?: readonly number[];
}): ClusterNetwork => ({
  ...more,
  // Opaque to the schema: the API server knows best what it takes.
  dnsPeers: dnsPeers as ClusterNetwork['dnsPeers'],
});
