import type { TopologyNode, TopologyRow } from '../../manifests/graph';
import { fit, textWidth, xml } from './text';

/** Size at which text of average width is as wide as the title, which is bold, at 13. */
const BOLD = 14;
const SMALL = 11;
const TAG = 9;
const PAD = 10;
const HEAD = 44;
const ROW = 20;
const TAG_WIDTH = 32;
const NARROWEST = 130;
const WIDEST = 300;

const TAGS = {
  image: 'IMG',
  service: 'SVC',
  autoscaler: 'HPA',
  budget: 'PDB',
  policy: 'NET',
  config: 'CFG',
  storage: 'PVC',
  member: '',
};

/** Members of a group need no tag. */
const tagWidth = ({ sort }: TopologyRow): number => (TAGS[sort] === '' ? 0 : TAG_WIDTH);

/** The one kind whose name is longer than what it names. */
const kindOf = ({ kind }: TopologyNode): string => (kind === 'PersistentVolumeClaim' ? 'Claim' : kind);

/** Size of a card, in pixels. */
export interface CardSize {
  readonly width: number;
  readonly height: number;
}

/** How large a node has to be drawn. */
export function cardSize(node: TopologyNode): CardSize {
  const widths = [
    textWidth(node.name, BOLD) + textWidth(kindOf(node), TAG) + 20,
    textWidth(node.subtitle, SMALL),
    ...node.rows.map((row) => tagWidth(row) + textWidth(row.text, SMALL)),
  ];
  const width = Math.min(WIDEST, Math.max(NARROWEST, ...widths) + 2 * PAD);
  const head = node.subtitle === '' ? HEAD - 14 : HEAD;
  return { width: Math.ceil(width), height: head + node.rows.length * ROW + (node.rows.length > 0 ? 6 : 0) };
}

/** Where an edge ends that leads to a row, or to the node as a whole. */
export function socketY(node: TopologyNode, row?: string): number {
  const index = node.rows.findIndex(({ id }) => id === row);
  return index === -1 ? 16 : HEAD + index * ROW + ROW / 2;
}

/** One node as SVG, at the origin. */
export function drawCard(node: TopologyNode): string {
  const { width, height } = cardSize(node);
  const inner = width - 2 * PAD;
  const kindWidth = textWidth(kindOf(node), TAG);
  const lines = node.rows.map((row, index) => {
    const y = HEAD + index * ROW;
    return (
      `<g class="row ${row.sort}"><title>${xml(row.detail)}</title>` +
      `<rect x="1" y="${y}" width="${width - 2}" height="${ROW}" class="hit"/>` +
      `<text x="${PAD}" y="${y + 13}" class="tag">${TAGS[row.sort]}</text>` +
      `<text x="${PAD + tagWidth(row)}" y="${y + 13}" class="small">${xml(fit(row.text, SMALL, inner - tagWidth(row)))}</text></g>`
    );
  });
  const subtitle = xml(fit(node.subtitle, SMALL, inner));
  return [
    `<title>${xml(`${node.id}${node.subtitle ? `: ${node.subtitle}` : ''}`)}</title>`,
    `<rect width="${width}" height="${height}" rx="6" class="card"/>`,
    `<rect width="4" height="${height}" rx="2" class="edge"/>`,
    `<text x="${PAD}" y="20" class="title">${xml(fit(node.name, BOLD, inner - kindWidth - 12))}</text>`,
    `<text x="${width - PAD}" y="20" class="kind" text-anchor="end">${xml(kindOf(node))}</text>`,
    ...(subtitle ? [`<text x="${PAD}" y="36" class="small soft">${subtitle}</text>`] : []),
    ...lines,
  ].join('');
}
