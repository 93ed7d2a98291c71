import type { Point, Series } from './series';

/** What a column of requests per second is called; `latency` and `errors` beside it are something else. */
const RATE = /^(rps|qps|rate|req(uest)?s?([ _/-]*(per[ _-]*)?s(ec(ond)?)?)?)$/i;

/**
 * The series that is the load: the only one, the only one that is called requests per second, or the one that is named.
 * @throws when there are several, with their names
 */
export function chooseSeries(
  all: readonly Series[],
  name: string,
  column?: string,
): { points: readonly Point[]; notes: string[] } {
  const names = all.map((series) => `'${series.name}'`).join(', ');
  const rates = all.filter((series) => RATE.test(series.name));
  const chosen =
    column === 'all'
      ? sumOf(all, name)
      : column === undefined
        ? (all.length === 1 ? all : rates)[rates.length === 1 && all.length > 1 ? 0 : all.length - 1]
        : (all.find((series) => series.name === column) ?? all[Number(column) - 1]);
  if (column === undefined && all.length > 1 && rates.length !== 1)
    throw new Error(
      `${name} has ${all.length} series: ${names}. Say which is the load, e.g. --column '${all[0]?.name ?? ''}', or --column all for their sum.`,
    );
  if (!chosen) {
    throw new Error(
      column === undefined
        ? `${name} has no rates. Give lines with a time and requests per second.`
        : `${name} has no series '${column}'. There are: ${names}; or all, for their sum.`,
    );
  }
  return {
    points: chosen.points,
    notes: [
      ...(all.length > 1
        ? [`the load is ${column === 'all' ? `the sum of ${names}` : `'${chosen.name}' of ${names}`}`]
        : []),
      ...(chosen.gaps > 0 ? [`${chosen.gaps} times have no figure; straight lines bridge them`] : []),
    ],
  };
}

/** @throws when the series do not have the same times: a sum would be of something else each time */
function sumOf(all: readonly Series[], name: string): Series | undefined {
  const [first, ...others] = all;
  if (!first) return undefined;
  for (const { points, name: other } of others) {
    const different = points.findIndex(({ time }, i) => time !== first.points[i]?.time);
    if (different !== -1 || points.length !== first.points.length)
      throw new Error(
        `${name}: '${first.name}' and '${other}' have figures at different times, so that they have no sum. Choose one with --column.`,
      );
  }
  const points = first.points.map(({ time, rate }, i) => ({
    time,
    rate: others.reduce((sum, { points: more }) => sum + (more[i]?.rate ?? 0), rate),
  }));
  return { name: 'all', points, gaps: all.reduce((sum, { gaps }) => sum + gaps, 0) };
}
