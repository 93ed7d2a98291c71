import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import type { Topology, TopologyEdge, TopologyNode } from '../../manifests/graph';
import { cardSize, socketY } from './card';
import { textWidth } from './text';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A topology with a place for everything; all coordinates from the top left of the picture. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (Point & { readonly node: TopologyNode })[];
  readonly edges: readonly PlacedEdge[];
  /** Boxes around what is in one namespace; none when there is only one. */
  readonly namespaces: readonly (Point & { readonly name: string; readonly width: number; readonly height: number })[];
}

export interface PlacedEdge {
  readonly edge: TopologyEdge;
  readonly points: readonly Point[];
  readonly label: Point | undefined;
}

const LABEL = 10;

/** Lays a topology out from left to right by layers: what requests come from on the left. */
export async function layOut(topology: Topology): Promise<Layout> {
  const names = [...new Set(topology.nodes.map(({ namespace }) => namespace))];
  const boxed = names.length > 1;
  const children = boxed
    ? names.map((name) =>
        box(
          name,
          topology.nodes.filter(({ namespace }) => namespace === name),
        ),
      )
    : topology.nodes.map(place);
  const options = optionsFor(topology, boxed);
  const root: ElkNode = await new ELK().layout({
    id: 'root',
    layoutOptions: options,
    children,
    edges: topology.edges.map(connect),
  });

  const placed = new Map(leaves(root).map((node) => [node.id, node]));
  const edges = root.edges ?? [];
  return {
    width: Math.ceil(root.width ?? 0),
    height: Math.ceil(root.height ?? 0),
    nodes: topology.nodes.map((node) => ({ node, ...position(placed.get(node.id)) })),
    edges: topology.edges.map((edge, i) => ({ edge, points: pointsOf(edges[i]), label: labelOf(edges[i]) })),
    namespaces: boxed
      ? (root.children ?? []).map((b) => ({
          ...position(b),
          name: b.id.slice(1),
          width: b.width ?? 0,
          height: b.height ?? 0,
        }))
      : [],
  };
}

/** From how many nodes on a layer is cut in two rather than become one tall column. */
const MANY = 24;

function optionsFor({ nodes, edges }: Topology, boxed: boolean): Record<string, string> {
  const namespaceOf = new Map(nodes.map(({ id, namespace }) => [id, namespace]));
  const crosses = boxed && edges.some(({ from, to }) => namespaceOf.get(from) !== namespaceOf.get(to));
  const tall = nodes.length > MANY;
  // What is between groups is often one long chain.
  const isOverview = nodes.every(({ sort }) => sort === 'group');
  return {
    'elk.algorithm': 'layered',
    'elk.direction': 'RIGHT',
    'elk.edgeRouting': 'ORTHOGONAL',
    'elk.aspectRatio': '1.7',
    'elk.padding': '[top=24,left=24,bottom=24,right=24]',
    'elk.spacing.nodeNode': '20',
    'elk.spacing.componentComponent': '36',
    'elk.spacing.edgeNode': '14',
    'elk.spacing.edgeEdge': '9',
    'elk.spacing.edgeLabel': '3',
    'elk.layered.spacing.nodeNodeBetweenLayers': '56',
    'elk.layered.spacing.edgeNodeBetweenLayers': '18',
    'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
    'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    'elk.json.edgeCoords': 'ROOT',
    'elk.json.shapeCoords': 'ROOT',
    ...(crosses ? { 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' } : {}),
    ...(isOverview ? { 'elk.layered.wrapping.strategy': 'MULTI_EDGE' } : {}),
    ...(tall && !isOverview
      ? {
          'elk.layered.layering.strategy': 'COFFMAN_GRAHAM',
          'elk.layered.layering.coffmanGraham.layerBound': `${Math.ceil(Math.sqrt(nodes.length) * 1.2)}`,
        }
      : {}),
  };
}

function place(node: TopologyNode): ElkNode {
  const size = cardSize(node);
  const port = (id: string, side: string, x: number, y: number): object => ({
    id: `${node.id} ${id}`,
    x,
    y,
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': side },
  });
  const sockets = node.rows
    .filter(({ sort }) => sort === 'service')
    .map(({ id }) => port(`<${id}`, 'WEST', 0, socketY(node, id)));
  const ports = [port('<', 'WEST', 0, socketY(node)), ...sockets, port('>', 'EAST', size.width, socketY(node))];
  return {
    id: node.id,
    ...size,
    ports: ports as ElkNode['ports'],
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
  };
}

/** Ids of boxes begin with a space, which no object's does. */
function box(name: string, nodes: readonly TopologyNode[]): ElkNode {
  const layoutOptions = { 'elk.padding': '[top=40,left=20,bottom=20,right=20]', ...INSIDE };
  return { id: ` ${name}`, layoutOptions, children: nodes.map(place) };
}

const INSIDE = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '20',
  'elk.layered.spacing.nodeNodeBetweenLayers': '56',
  'elk.aspectRatio': '1.7',
};

function connect(edge: TopologyEdge, index: number): ElkExtendedEdge {
  const target = edge.toRow === undefined ? `${edge.to} <` : `${edge.to} <${edge.toRow}`;
  const label = { text: edge.label, width: textWidth(edge.label, LABEL) + 4, height: LABEL + 3 };
  return { id: `${index}`, sources: [`${edge.from} >`], targets: [target], labels: edge.label ? [label] : [] };
}

function leaves(node: ElkNode): ElkNode[] {
  return (node.children ?? []).flatMap((child) => [child, ...leaves(child)]);
}

const position = (node: { x?: number; y?: number } | undefined): Point => ({ x: node?.x ?? 0, y: node?.y ?? 0 });

function pointsOf(edge: ElkExtendedEdge | undefined): Point[] {
  return (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
}

function labelOf(edge: ElkExtendedEdge | undefined): Point | undefined {
  const label = edge?.labels?.[0];
  return label && { x: (label.x ?? 0) + (label.width ?? 0) / 2, y: (label.y ?? 0) + LABEL };
}
