import { isNumeric } from './number';
import type { Row } from './table';
import { isTime } from './time';

/** Which column of a table is what, and the lines below its heading. */
export interface Columns {
  readonly rows: readonly Row[];
  readonly time: number;
  readonly rates: readonly { readonly index: number; readonly name: string }[];
  /** The column with the name of each line's series, in Grafana's long form. */
  readonly series?: number;
}

const TIME = /^(time|timestamp|date|datetime|when|zeit|@timestamp)\b/i;
const SERIES = /^(series|metric)$/i;

/** @throws when a line has too few or too many columns, or no column holds times */
export function columnsOf(all: readonly Row[], name: string): Columns {
  const [first] = all;
  // A heading holds neither times nor rates.
  const hasHeading =
    first !== undefined && !first.cells.some((cell) => cell !== '' && (isTime(cell) || isNumeric(cell)));
  const rows = hasHeading ? all.slice(1) : all;
  const headings = hasHeading ? first.cells : [];
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const uneven = rows.find(
    ({ cells }) =>
      cells.length < 2 || (hasHeading && cells.length > headings.length && !onlyEmpty(cells, headings.length)),
  );
  if (uneven) {
    const found = `has ${uneven.cells.length} ${uneven.cells.length === 1 ? 'column' : 'columns'}`;
    const wanted = hasHeading ? `as many as the heading, ${headings.length}` : 'a time and a rate';
    throw new Error(
      `${name}:${uneven.line} ${found}. Give ${wanted}; decimals with a comma need columns parted by ';'.`,
    );
  }
  const named = headings.findIndex((heading) => TIME.test(heading));
  const time = Math.max(0, named);
  const series = headings.findIndex((heading) => SERIES.test(heading));
  const rates = Array.from({ length: width }, (_, index) => ({
    index,
    name: headings[index] || String(index + 1),
  })).filter(({ index }) => index !== time && index !== series && isRate(rows, index, index === time + 1));
  return { rows, time, rates, ...(series === -1 || series === time ? {} : { series }) };
}

/** A column of words or of nothing is no series; the one beside the times is, so that a wrong figure is found in it. */
function isRate(rows: readonly Row[], index: number, beside: boolean): boolean {
  const cells = rows.map(({ cells: all }) => all[index] ?? '');
  if (cells.every((cell) => cell === '')) return false;
  const numeric = cells.filter(isNumeric).length;
  return beside ? numeric > 0 || cells.length < 3 : numeric > cells.length / 2;
}

const onlyEmpty = (cells: readonly string[], from: number): boolean => cells.slice(from).every((cell) => cell === '');
