/** What will run, as a graph read off the manifests. */
export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
}

/** Something that stands on its own in a picture. */
export interface TopologyNode {
  /** `Deployment polls/web`, unique. */
  readonly id: string;
  readonly sort: 'workload' | 'route' | 'entry' | 'service' | 'policy' | 'config' | 'storage' | 'group';
  readonly kind: string;
  readonly name: string;
  /** Empty when none is written. */
  readonly namespace: string;
  /** What it is a part of, by its labels: release or application; empty where none is written. */
  readonly release: string;
  /** In a few words, e.g. `2–7 replicas`. */
  readonly subtitle: string;
  /** What belongs to this node alone. */
  readonly rows: readonly TopologyRow[];
}

/** An object that concerns one workload only, as a line of it. */
export interface TopologyRow {
  readonly id: string;
  readonly sort: 'image' | 'service' | 'autoscaler' | 'budget' | 'policy' | 'config' | 'storage' | 'member';
  readonly text: string;
  /** The whole of it, for a tooltip. */
  readonly detail: string;
}

export interface TopologyEdge {
  /** Id of a node. */
  readonly from: string;
  /** Id of a node, and of the row in it that is meant. */
  readonly to: string;
  readonly toRow?: string;
  /**
   * `routes`: requests from outside; `selects`: a Service or policy its pods; `allows`: a network policy lets it
   * through; `refers`: a variable or file names the Service; `reads`: configuration and storage; `makes`: a
   * controller or Job writes a Secret that it reads.
   */
  readonly sort: 'routes' | 'selects' | 'allows' | 'refers' | 'reads' | 'makes';
  /** Port or path; may be empty. */
  readonly label: string;
}

/** Order of the rows of a node. */
export const ROW_ORDER: readonly TopologyRow['sort'][] = [
  'image',
  'service',
  'autoscaler',
  'budget',
  'policy',
  'config',
  'storage',
  'member',
];
