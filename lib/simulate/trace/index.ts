import { throughPoints } from '../load-shapes';
import { chooseSeries } from './choose';
import { csvSeries } from './csv';
import { prometheusSeries } from './prometheus';
import type { Point } from './series';

/** Longest trace, in seconds: a week. */
const LONGEST = 7 * 86_400;

export interface TraceOptions {
  /** What every rate is multiplied by. @default 1 */
  readonly factor?: number;
  /** Name or number of the series, where there are several; `all` adds them up. */
  readonly column?: string;
}

/** A load that was measured: requests per second, one figure for each second, and what is to be said of it. */
export interface Trace {
  readonly load: Float64Array;
  readonly notes: readonly string[];
}

/**
 * A load from a file: CSV with a time and requests per second on each line, Grafana's CSV, or the answer of Prometheus to a
 * range query. Between the points are straight lines; times count from the first.
 * @param name of the file, for errors
 * @throws naming the line that cannot be read, or the series of which one has to be chosen
 */
export function readTrace(content: string, name: string, { factor = 1, column }: TraceOptions = {}): Trace {
  const text = content.replace(/^\uFEFF/, '');
  const series = /^\s*[[{]/.test(text) ? prometheusSeries(text, name) : csvSeries(text, name);
  const { points, notes } = chooseSeries(series, name, column);
  return { load: loadOf(points, name, factor), notes };
}

function loadOf(points: readonly Point[], name: string, factor: number): Float64Array {
  const start = points[0]?.time ?? 0;
  const seconds = Math.floor((points[points.length - 1]?.time ?? 0) - start) + 1;
  if (points.length < 2 || seconds < 2)
    throw new Error(`${name} has ${points.length} lines with a time and a rate. Give two or more, at different times.`);
  if (seconds > LONGEST) throw new Error(`${name} is ${seconds} seconds long. Allowed are ${LONGEST}: a week.`);
  return throughPoints(
    points.map(({ time, rate }) => [time - start, rate * factor]),
    seconds,
  );
}
