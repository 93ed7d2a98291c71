import { groupTopology, topologyOf, type Grouping, type Topology, type TopologyEdge } from '../../manifests/graph';
import type { Manifest } from '../../manifests/manifest';
import { drawCard } from './card';
import { layOut, type PlacedEdge, type Point } from './layout';
import { STYLE } from './style';
import { xml } from './text';

const TOP = 46;
const BOTTOM = 34;

/**
 * Draws what will run as one self-contained SVG: workloads with their Services, scaling, policies, configuration and
 * storage, routes to them and what they talk to. Light or dark as the reader's system is; tooltips say more. The same
 * manifests make the same picture.
 * @param title heading of the picture
 */
export async function drawTopology(
  manifests: readonly Manifest[],
  title = 'What will run',
  by?: Grouping | 'none',
): Promise<string> {
  const topology = topologyOf(manifests);
  const grouped = by === 'none' ? undefined : groupTopology(topology, by);
  return drawGraph(grouped?.overview ?? topology, title, { summary: summarize(topology) });
}

/** What a picture of a graph says beside it. */
export interface PictureWords {
  /** Beside the title. @default - what there is, in numbers */
  readonly summary?: string;
  /** Begins the ids of the picture: one page may hold several. @default "topology" */
  readonly id?: string;
}

/** Draws a topology, whole. */
export async function drawGraph(
  topology: Topology,
  title: string,
  { summary = summarize(topology), id = 'topology' }: PictureWords = {},
): Promise<string> {
  const layout = await layOut(topology);
  const width = Math.max(layout.width, 560);
  const height = layout.height + TOP + BOTTOM;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="topology" role="img" aria-labelledby="${id}-title ${id}-desc" ` +
      `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title id="${id}-title">${xml(title)}</title>`,
    `<desc id="${id}-desc">${xml([summary, ...describeEdges(topology)].join('. '))}</desc>`,
    `<style>${STYLE}</style>`,
    `<defs><marker id="${id}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">` +
      '<path d="M0 0L8 4L0 8z"/></marker></defs>',
    `<rect width="${width}" height="${height}" class="back"/>`,
    `<text x="24" y="30" class="heading">${xml(title)}</text>`,
    `<text x="${width - 24}" y="30" class="small soft" text-anchor="end">${xml(summary)}</text>`,
    `<g transform="translate(0 ${TOP})">`,
    ...layout.namespaces.map(
      (box) =>
        `<g class="namespace"><rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="8"/>` +
        `<text x="${box.x + 14}" y="${box.y + 22}" class="small soft">${xml(box.name ? `namespace ${box.name}` : 'no namespace written')}</text></g>`,
    ),
    ...layout.edges.map((edge) => drawEdge(edge, id)),
    ...layout.nodes.map(
      ({ node, x, y }) =>
        `<g class="node ${node.sort}" data-node="${xml(node.id)}" transform="translate(${x} ${y})">${drawCard(node)}</g>`,
    ),
    '</g>',
    legend(height - 12, new Set(topology.edges.map(({ sort }) => sort))),
    '</svg>\n',
  ].join('\n');
}

function drawEdge({ edge, points, label }: PlacedEdge, id: string): string {
  const text = label && edge.label ? `<text x="${label.x}" y="${label.y}">${xml(edge.label)}</text>` : '';
  return (
    `<g class="wire ${edge.sort}"><title>${xml(describe(edge))}</title>` +
    `<path d="${rounded(points)}" marker-end="url(#${id}-tip)"/>${text}</g>`
  );
}

const CORNER = 6;

/** A line through points, its corners rounded. */
function rounded(points: readonly Point[]): string {
  return points
    .map((point, i) => {
      const [before, after] = [points[i - 1], points[i + 1]];
      if (!before) return `M${point.x} ${point.y}`;
      if (!after) return `L${point.x} ${point.y}`;
      const [a, b] = [towards(point, before), towards(point, after)];
      return `L${a.x} ${a.y}Q${point.x} ${point.y} ${b.x} ${b.y}`;
    })
    .join('');
}

function towards(from: Point, to: Point): Point {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const part = distance === 0 ? 0 : Math.min(CORNER, distance / 2) / distance;
  const round = (n: number): number => Math.round(n * 10) / 10;
  return { x: round(from.x + (to.x - from.x) * part), y: round(from.y + (to.y - from.y) * part) };
}

const VERBS: Record<TopologyEdge['sort'], string> = {
  routes: 'sends requests to',
  selects: 'selects',
  allows: 'may talk to',
  refers: 'names',
  reads: 'reads',
  makes: 'makes a Secret for',
};

/** An edge in words. */
export function describe({ from, to, toRow, sort, label }: TopologyEdge): string {
  return `${from} ${VERBS[sort]} ${toRow ?? to}${label ? ` (${label})` : ''}`;
}

/** The first edges in words, for those who don't see the picture; the page has them all. */
function describeEdges({ edges }: Topology): string[] {
  const most = 30;
  return [...edges.slice(0, most).map(describe), ...(edges.length > most ? [`and ${edges.length - most} more`] : [])];
}

/** `5 workloads, 4 Services, 2 routes`: what there is, in numbers. */
function summarize({ nodes, edges }: Topology): string {
  const count = (number: number, what: string): string[] =>
    number === 0 ? [] : [`${number} ${what}${number === 1 ? '' : 's'}`];
  const rows = nodes.flatMap((node) => node.rows);
  const services =
    nodes.filter(({ sort }) => sort === 'service').length + rows.filter(({ sort }) => sort === 'service').length;
  return [
    ...count(nodes.filter(({ sort }) => sort === 'workload').length, 'workload'),
    ...count(services, 'Service'),
    ...count(nodes.filter(({ sort }) => sort === 'route' || sort === 'entry').length, 'entrance'),
    ...count(edges.length, 'connection'),
  ].join(', ');
}

function legend(y: number, sorts: ReadonlySet<TopologyEdge['sort']>): string {
  let x = 24;
  const items = (Object.keys(VERBS) as TopologyEdge['sort'][])
    .filter((sort) => sorts.has(sort))
    .map((sort) => {
      const item = `<g class="wire ${sort}"><path d="M${x} ${y - 4}h28"/></g><text x="${x + 34}" y="${y}" class="small soft">${VERBS[sort]}</text>`;
      x += 34 + VERBS[sort].length * 6.4 + 18;
      return item;
    });
  return items.join('');
}
