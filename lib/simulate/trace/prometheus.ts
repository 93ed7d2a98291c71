import { at, entries, fields, list, text } from '../../manifests/fields';
import type { Series } from './series';

/**
 * Series of the answer of Prometheus to `/api/v1/query_range`.
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries
 * @throws when it is no such answer
 */
export function prometheusSeries(content: string, name: string): Series[] {
  const answer = parsed(content, name);
  const type = at(answer, 'data', 'resultType');
  if (at(answer, 'status') !== 'success' || type !== 'matrix') {
    const found = typeof type === 'string' ? `a ${type}` : 'something else';
    throw new Error(
      `${name} is JSON, but ${found} and no matrix. Allowed: what Prometheus answers to /api/v1/query_range, or CSV.`,
    );
  }
  return [...entries(at(answer, 'data', 'result'))].map(([series, i]) => {
    const where = `${name}: data.result[${i}]`;
    const values = list(series.values).map((value, j) => {
      const [time, rate] = list(value);
      const figure = Number(text(rate) ?? NaN);
      if (typeof time !== 'number') throw new Error(`${where}.values[${j}] has no time.`);
      if (figure < 0 || Math.abs(figure) === Infinity)
        throw new Error(`${where}.values[${j}]: '${String(rate)}' is no rate. Allowed: requests per second from 0.`);
      return { time, rate: figure };
    });
    if (values.length === 0) throw new Error(`${where} has no values. Ask for a range, with start, end and step.`);
    const points = values.filter(({ rate }) => !Number.isNaN(rate));
    return { name: labelsOf(fields(series.metric)), points, gaps: values.length - points.length };
  });
}

function parsed(content: string, name: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new Error(`${name} begins like JSON and is none: ${(error as Error).message}.`);
  }
}

/** `{pod="a"}`, as Prometheus writes a series. */
function labelsOf(metric: Readonly<Record<string, unknown>>): string {
  const { __name__: name = '', ...labels } = metric;
  const inner = Object.entries(labels).map(([key, value]) => `${key}="${String(value)}"`);
  return `${String(name)}{${inner.join(',')}}`;
}
