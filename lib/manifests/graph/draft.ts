import { objectName, type Manifest } from '../manifest';
import type { ObjectSet } from '../object-set';
import type { Workload } from '../workload';
import { ROW_ORDER, type Topology, type TopologyEdge, type TopologyNode, type TopologyRow } from './graph';

type NodeDraft = Omit<TopologyNode, 'rows'> & { readonly rows: TopologyRow[] };

/** A topology in the making: what the readers of the single kinds add to. */
export class TopologyDraft {
  private readonly nodes = new Map<string, NodeDraft>();
  private readonly edges = new Map<string, TopologyEdge>();
  private readonly rowOwners = new Map<string, string>();

  constructor(readonly set: ObjectSet) {}

  addNode(manifest: Manifest, sort: TopologyNode['sort'], subtitle: string): string {
    const { kind, metadata } = manifest.object;
    const id = objectName(manifest.object);
    const node = {
      id,
      sort,
      kind,
      name: metadata.name,
      namespace: metadata.namespace ?? '',
      release: releaseOf(metadata.labels ?? {}),
      subtitle,
      rows: [],
    };
    if (!this.nodes.has(id)) this.nodes.set(id, node);
    return id;
  }

  /** A node that is no object: a port of the machines, an address of a load balancer. */
  addEntry(id: string, kind: string, name: string, namespace: string): string {
    if (!this.nodes.has(id))
      this.nodes.set(id, { id, sort: 'entry', kind, name, namespace, release: '', subtitle: '', rows: [] });
    return id;
  }

  /**
   * An object about workloads: a row of the one that it is about, or a node of its own with an edge to each.
   * @param edge sort of those edges, and whether the workloads point to the object
   */
  addAbout(
    manifest: Manifest,
    workloads: readonly Workload[],
    row: Omit<TopologyRow, 'id'>,
    sort: TopologyNode['sort'],
    edge: { readonly sort: TopologyEdge['sort']; readonly reverse?: true },
  ): void {
    const id = objectName(manifest.object);
    const ids = [...new Set(workloads.map((workload) => objectName(workload.manifest.object)))];
    const [only, ...more] = ids;
    const owner = only !== undefined && more.length === 0 ? this.nodes.get(only) : undefined;
    if (owner) {
      owner.rows.push({ id, ...row });
      this.rowOwners.set(id, owner.id);
      return;
    }
    this.addNode(manifest, sort, row.text);
    for (const workload of ids) {
      this.addEdge({
        from: edge.reverse ? workload : id,
        to: edge.reverse ? id : workload,
        sort: edge.sort,
        label: '',
      });
    }
  }

  addRow(node: string, row: TopologyRow): void {
    this.nodes.get(node)?.rows.push(row);
  }

  /** Edges between the same two are one, with the labels of all. `to` may be the id of a row. */
  addEdge(edge: Omit<TopologyEdge, 'toRow'>): void {
    const owner = this.rowOwners.get(edge.to);
    const to = owner ?? edge.to;
    if (!this.nodes.has(to) || !this.nodes.has(edge.from) || to === edge.from) return;
    const key = `${edge.from}\n${to}\n${owner ? edge.to : ''}`;
    const known = this.edges.get(key);
    const labels = new Set([...(known?.label.split(', ') ?? []), edge.label].filter(Boolean));
    // What a policy allows says more than that a variable names it.
    const sort = known && edge.sort === 'refers' ? known.sort : edge.sort;
    this.edges.set(key, { ...edge, sort, to, ...(owner ? { toRow: edge.to } : {}), label: [...labels].join(', ') });
  }

  /** Nodes in the order they came in, each one's rows in {@link ROW_ORDER}. */
  finish(): Topology {
    const nodes = [...this.nodes.values()].map((node) => ({
      ...node,
      rows: [...node.rows].sort((a, b) => ROW_ORDER.indexOf(a.sort) - ROW_ORDER.indexOf(b.sort)),
    }));
    return { nodes, edges: [...this.edges.values()] };
  }
}

/** What belongs together, as charts and people label it. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
const releaseOf = (labels: Readonly<Record<string, unknown>>): string =>
  ['app.kubernetes.io/instance', 'app.kubernetes.io/part-of', 'release', 'app.kubernetes.io/name', 'app']
    .map((label) => labels[label])
    .find((value): value is string => typeof value === 'string') ?? '';
