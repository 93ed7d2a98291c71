import { columnsOf } from './columns';
import { decimalOf, rateOf } from './number';
import type { Point, Series } from './series';
import { cellsOf, type Row } from './table';
import { clockOf } from './time';

/**
 * Series of CSV: a column of times and one or more of rates, or Grafana's `Series;Time;Value` with one line for each.
 * Lines that begin with `#` are passed over.
 * @throws naming the line that cannot be read
 */
export function csvSeries(content: string, name: string): Series[] {
  const { rows, separator } = cellsOf(content);
  const columns = columnsOf(rows, name);
  const decimal = decimalOf(columns.rows, separator, name);
  const clock = clockOf(columns.rows, columns.time, name);
  const series = new Map<string, { points: Point[]; gaps: number }>();
  for (const row of columns.rows) {
    const time = clock(row);
    for (const { index, name: heading } of columns.rates) {
      const key = columns.series === undefined ? heading : (row.cells[columns.series] ?? '');
      const found = series.get(key) ?? { points: [], gaps: 0 };
      series.set(key, found);
      const rate = rateOf(row.cells[index] ?? '', decimal, at(row, name));
      if (rate === undefined) {
        found.gaps++;
        continue;
      }
      const before = found.points[found.points.length - 1]?.time ?? -Infinity;
      if (time < before)
        throw new Error(
          `${at(row, name)}: ${row.cells[columns.time] ?? ''} is before the line above. Sort the lines by time.`,
        );
      found.points.push({ time, rate });
    }
  }
  return [...series].map(([heading, found]) => ({ name: heading, ...found })).filter(({ points }) => points.length > 0);
}

const at = ({ line }: Row, name: string): string => `${name}:${line}`;
