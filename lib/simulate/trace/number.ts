import type { Row, Separator } from './table';

/** How numbers are written: with a point before the decimals, or with a comma. */
export type Decimal = '.' | ',';

/** What stands for nothing in Grafana's and others' exports. */
const NOTHING = /^(null|undefined|nan|n\/a|-)?$/i;
const UNIT = /\s*(req\/s|reqps|requests\/s|rps|qps|\/s)$/i;

/**
 * How the numbers of a file are written. A comma is one before decimals where it does not separate the columns.
 * @throws when nothing tells whether `1,234` is one or a thousand
 */
export function decimalOf(rows: readonly Row[], separator: Separator, name: string): Decimal {
  const withComma = rows.flatMap(({ line, cells }) =>
    cells
      .filter((cell) => /^[+-]?[\d.]+(,\d+)+$/.test(cell.replace(UNIT, '')))
      .map((cell) => ({ line, cell: cell.replace(UNIT, '') })),
  );
  if (withComma.length === 0) return '.';
  const withPoint = rows.some(({ cells }) => cells.some((cell) => /^[\d,]*\d\.\d+$/.test(cell.replace(UNIT, ''))));
  if (withComma.some(({ cell }) => !/,\d{3}$/.test(cell) || /^0,/.test(cell))) return ',';
  if (withPoint && separator === ',') return '.';
  const [{ line, cell }] = withComma as [{ line: number; cell: string }];
  throw new Error(
    `${name}:${line}: '${cell}' may be ${cell.replace(',', '.')} or ${cell.replace(/,/g, '')}. Write it with a point before the decimals, or without the comma.`,
  );
}

/**
 * Requests per second; undefined where there is nothing.
 * @param where `file:line`, for errors
 * @throws when it is no rate
 */
export function rateOf(cell: string, decimal: Decimal, where: string): number | undefined {
  if (NOTHING.test(cell)) return undefined;
  const value = numberOf(cell.replace(UNIT, ''), decimal);
  if (value === undefined || !(value >= 0 && Number.isFinite(value)))
    throw new Error(`${where}: '${cell}' is no rate. Allowed: requests per second from 0.`);
  return value;
}

/** A number as it is written; undefined for what is none. */
export function numberOf(cell: string, decimal: Decimal): number | undefined {
  const thousands = decimal === ',' ? /\.(?=\d{3}(\D|$))/g : /,(?=\d{3}(\D|$))/g;
  const plain = cell.replace(thousands, '').replace(decimal, '.');
  return /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$|^[+-]?\.\d+$/.test(plain) ? Number(plain) : undefined;
}

/** Whether a cell holds a number in any way of writing, or nothing. */
export function isNumeric(cell: string): boolean {
  return NOTHING.test(cell) || /^[+-]?[\d.,]*\d[\d.,]*([eE][+-]?\d+)?$/.test(cell.replace(UNIT, ''));
}
