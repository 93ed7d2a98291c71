import type { Topology, TopologyEdge, TopologyNode } from './graph';

/** By what nodes are put together: the release (or application) of their labels, their namespace, the first word of their names. */
export type Grouping = 'release' | 'namespace' | 'prefix';

export const GROUPINGS: readonly Grouping[] = ['release', 'namespace', 'prefix'];

/** What belongs together in a picture that is too large to be looked at whole. */
export interface TopologyGroup {
  readonly name: string;
  /** Its nodes, and as nodes of the sort `group` the other groups that they are connected with. */
  readonly topology: Topology;
}

/** A large topology: its groups, and what is between them. */
export interface GroupedTopology {
  readonly by: Grouping;
  readonly overview: Topology;
  readonly groups: readonly TopologyGroup[];
}

/** More nodes than these are no picture any more, but a wall. */
const WALL = 40;
/** Fewer groups than these tell nothing apart, and one with nearly everything in it neither. */
const FEWEST = 2;
const LARGEST_SHARE = 0.7;

/** Names of members that a group shows. */
const MOST_MEMBERS = 6;

/** Puts the nodes of a topology into groups. @param by how; without it where it is too large to be looked at, by what fits it best */
export function groupTopology(topology: Topology, by?: Grouping): GroupedTopology | undefined {
  const { nodes } = topology;
  if (by === undefined && nodes.length <= WALL) return undefined;
  const chosen = by ?? GROUPINGS.find((one) => tellsApart(membership(topology, one))) ?? 'prefix';
  return grouped(topology, chosen);
}

function tellsApart(groups: ReadonlyMap<string, string>): boolean {
  const sizes = new Map<string, number>();
  for (const group of groups.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes.size >= FEWEST && Math.max(...sizes.values()) <= groups.size * LARGEST_SHARE && sizes.size < groups.size;
}

/** Group by id of the node. Entrances are of the group that they lead to. */
function membership({ nodes, edges }: Topology, by: Grouping): ReadonlyMap<string, string> {
  const own = new Map(nodes.filter(({ sort }) => sort !== 'entry').map((node) => [node.id, keyOf(node, by)]));
  for (const { id, namespace } of nodes.filter(({ sort }) => sort === 'entry')) {
    const leads = edges.find(({ from }) => from === id);
    own.set(id, own.get(leads?.to ?? '') ?? namespace);
  }
  return own;
}

function keyOf({ release, namespace, name }: TopologyNode, by: Grouping): string {
  const prefix = name.split('-')[0] ?? name;
  if (by === 'namespace') return namespace || 'no namespace written';
  return by === 'release' && release !== '' ? release : prefix;
}

function grouped(topology: Topology, by: Grouping): GroupedTopology {
  const group = membership(topology, by);
  const names = [...new Set(topology.nodes.map(({ id }) => group.get(id) ?? ''))];
  const byName = new Map(names.map((name) => [name, topology.nodes.filter(({ id }) => group.get(id) === name)]));
  const card = (name: string): TopologyNode => groupCard(name, byName.get(name) ?? []);
  const between = topology.edges.filter(({ from, to }) => group.get(from) !== group.get(to));
  return {
    by,
    overview: {
      nodes: names.map(card),
      edges: bundled(
        between.map((edge) => ({ ...without(edge), from: idOf(group.get(edge.from)), to: idOf(group.get(edge.to)) })),
      ),
    },
    groups: names.map((name) => {
      const inside = (id: string): boolean => group.get(id) === name;
      const touching = topology.edges.filter(({ from, to }) => inside(from) || inside(to));
      const edges = touching.map((edge) => ({
        ...(inside(edge.to) ? edge : without(edge)),
        from: inside(edge.from) ? edge.from : idOf(group.get(edge.from)),
        to: inside(edge.to) ? edge.to : idOf(group.get(edge.to)),
      }));
      const others = new Set(touching.flatMap(({ from, to }) => [group.get(from), group.get(to)]));
      const stubs = names
        .filter((other) => other !== name && others.has(other))
        .map((other) => ({ ...card(other), rows: [] }));
      return { name, topology: { nodes: [...(byName.get(name) ?? []), ...stubs], edges: bundled(edges) } };
    }),
  };
}

const idOf = (group: string | undefined): string => `group ${group ?? ''}`;

/** An edge that does not end at a row. */
function without({ toRow: _toRow, ...edge }: TopologyEdge): TopologyEdge {
  return edge;
}

/** Edges of one sort between the same two are one; of many labels, their number is told. */
function bundled(edges: readonly TopologyEdge[]): TopologyEdge[] {
  const bundles = new Map<string, TopologyEdge[]>();
  for (const edge of edges) {
    const key = [edge.from, edge.to, edge.toRow ?? '', edge.sort].join('\n');
    bundles.set(key, [...(bundles.get(key) ?? []), edge]);
  }
  return [...bundles.values()].flatMap((bundle) => {
    const [first] = bundle;
    const labels = [...new Set(bundle.map(({ label }) => label).filter(Boolean))];
    return first ? [{ ...first, label: labels.length > 2 ? `${bundle.length} connections` : labels.join(', ') }] : [];
  });
}

function groupCard(name: string, nodes: readonly TopologyNode[]): TopologyNode {
  const members = nodes.filter(({ sort }) => sort === 'workload');
  const rest = members.length - MOST_MEMBERS;
  const rows = members
    .slice(0, rest === 1 ? MOST_MEMBERS + 1 : MOST_MEMBERS)
    .map(({ id, name: text, kind, subtitle }) => ({
      id: `group ${id}`,
      sort: 'member' as const,
      text,
      detail: `${kind} ${text}: ${subtitle}`,
    }));
  const more =
    rest > 1
      ? [
          {
            id: `group ${name} more`,
            sort: 'member' as const,
            text: `and ${rest} more`,
            detail: members
              .slice(MOST_MEMBERS)
              .map((one) => one.name)
              .join(', '),
          },
        ]
      : [];
  const entrances = nodes.filter(({ sort }) => sort === 'route' || sort === 'entry').length;
  const counted = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
  return {
    id: idOf(name),
    sort: 'group',
    kind: 'group',
    name,
    namespace: '',
    release: name,
    subtitle: [counted(members.length, 'workload'), ...(entrances > 0 ? [counted(entrances, 'entrance')] : [])].join(
      ', ',
    ),
    rows: [...rows, ...more],
  };
}
