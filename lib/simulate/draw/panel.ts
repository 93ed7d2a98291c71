import { textWidth, xml } from '../../outputs/picture/text';
import { count } from '../verdict';
import type { Column } from './columns';

/** Where a panel is, and what its axes reach. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Seconds of the whole axis. */
  readonly seconds: number;
  /** Ticks of the axis of values; the last one is its top. */
  readonly ticks: readonly number[];
}

export const x = ({ left, width, seconds }: Frame, time: number): number => round(left + (time / seconds) * width);

export function y({ top, height, ticks }: Frame, value: number): number {
  return round(top + height * (1 - value / (ticks[ticks.length - 1] || 1)));
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Background, horizontal lines with their values, and the heading. */
export function drawFrame(frame: Frame, heading: string): string[] {
  const { left, top, width, height, ticks } = frame;
  return [
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" class="panel"/>`,
    `<text x="${left}" y="${top - 34}" class="head">${xml(heading)}</text>`,
    ...ticks.flatMap((value) => [
      `<path d="M${left} ${y(frame, value)}h${width}" class="grid"/>`,
      `<text x="${left - 8}" y="${y(frame, value) + 5}" class="soft end">${count(value)}</text>`,
    ]),
  ];
}

/** Names of the lines, below the heading. */
export function drawLegend(frame: Frame, items: readonly (readonly [style: string, name: string])[]): string[] {
  let left = frame.left;
  const base = frame.top - 11;
  return items.flatMap(([style, name]) => {
    const mark = style.startsWith('area')
      ? `<rect x="${left}" y="${base - 10}" width="22" height="11" class="${style}"/>`
      : `<path d="M${left} ${base - 5}h22" class="${style}"/>`;
    const text = `<text x="${left + 28}" y="${base}" class="soft">${xml(name)}</text>`;
    left += Math.round(28 + textWidth(name, 14) + 16);
    return [mark, text];
  });
}

/** A line through values; `steps` where they hold until the next one. */
export function linePath(
  frame: Frame,
  columns: readonly Column[],
  value: (column: Column) => number,
  steps = false,
): string {
  let path = '';
  let last = NaN;
  columns.forEach((column, i) => {
    const [at, height] = [x(frame, column.time), y(frame, value(column))];
    if (i === 0) path = `M${at} ${height}`;
    // A level stretch is one line, whatever its length.
    else if (height !== last || i === columns.length - 1)
      path += steps ? `H${at}V${height}` : `${level(columns, i, frame, value, last)}L${at} ${height}`;
    last = height;
  });
  return steps ? `${path}H${frame.left + frame.width}` : path;
}

/** The end of a level stretch before the line bends. */
function level(
  columns: readonly Column[],
  i: number,
  frame: Frame,
  value: (column: Column) => number,
  last: number,
): string {
  const [before, earlier] = [columns[i - 1], columns[i - 2]];
  return before && earlier && y(frame, value(earlier)) === last ? `H${x(frame, before.time)}` : '';
}

/** The space below steps. */
export function areaBelow(frame: Frame, columns: readonly Column[], value: (column: Column) => number): string {
  return `${linePath(frame, columns, value, true)}V${y(frame, 0)}H${frame.left}Z`;
}

/** What of the load is above the capacity, one patch for each time of overload. */
export function overloadPatches(frame: Frame, columns: readonly Column[]): string {
  const patches: string[] = [];
  let from = -1;
  for (let i = 0; i <= columns.length; i++) {
    const column = columns[i];
    const over = column !== undefined && column.load > column.capacity;
    if (over && from < 0) from = i;
    if (over || from < 0) continue;
    const stretch = columns.slice(from, i);
    const end = x(frame, column?.time ?? frame.seconds);
    const above = stretch.map((c) => `${x(frame, c.time)} ${y(frame, c.load)}`);
    const below = stretch.map((c, j) => {
      const next = stretch[j + 1];
      const right = next ? x(frame, next.time) : end;
      return `${right} ${y(frame, c.capacity)}L${x(frame, c.time)} ${y(frame, c.capacity)}`;
    });
    patches.push(`M${above.join('L')}L${end} ${y(frame, stretch.at(-1)?.load ?? 0)}L${below.reverse().join('L')}Z`);
    from = -1;
  }
  return patches.join('');
}
