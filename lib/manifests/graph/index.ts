import type { Manifest } from '../manifest';
import { ObjectSet } from '../object-set';
import { addConfiguration } from './configuration';
import { TopologyDraft } from './draft';
import type { Topology } from './graph';
import { addNetworkPolicies } from './network-policies';
import { addReferences } from './references';
import { addRoutes } from './routes';
import { addServices } from './services';
import { addWorkloads } from './workloads';

export { GROUPINGS, groupTopology, type GroupedTopology, type Grouping, type TopologyGroup } from './groups';
export type { Topology, TopologyEdge, TopologyNode, TopologyRow } from './graph';

/**
 * What will run and how it hangs together, read off the manifests themselves: selectors, ports, references, routes,
 * scale targets and what network policies let through. Linear in their number but for policies between many workloads.
 */
export function topologyOf(manifests: readonly Manifest[]): Topology {
  const draft = new TopologyDraft(new ObjectSet(manifests));
  addWorkloads(draft);
  addServices(draft);
  addRoutes(draft);
  addNetworkPolicies(draft);
  addReferences(draft);
  addConfiguration(draft);
  return draft.finish();
}
