import { throughPoints } from './load-shapes';

/** Longest trace, in seconds: a week. */
const LONGEST = 7 * 86_400;

/**
 * A load from CSV: a time and requests per second on each line, separated by a comma, semicolon or tab; between them,
 * straight lines. Times are seconds or dates (`2026-11-21T08:00:00Z`), and count from the first. A heading and lines that
 * begin with `#` are passed over.
 * @param name of the file, for errors
 * @param factor what every rate is multiplied by
 * @throws naming the line that cannot be read
 */
export function parseLoadCsv(text: string, name: string, factor = 1): Float64Array {
  const points: [number, number][] = [];
  text.split(/\r?\n/).forEach((line, i) => {
    if (line.trim() === '' || line.trimStart().startsWith('#')) return;
    const [when = '', rate = ''] = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const time = secondsOf(when);
    const value = rate === '' ? NaN : Number(rate);
    if (points.length === 0 && Number.isNaN(time) && Number.isNaN(value)) return;
    const problem = Number.isNaN(time)
      ? `'${when}' is no time. Allowed: seconds, or a date as 2026-11-21T08:00:00Z`
      : !(value >= 0 && Number.isFinite(value))
        ? `'${rate}' is no rate. Allowed: requests per second from 0`
        : time < (points[points.length - 1]?.[0] ?? -Infinity)
          ? `${when} is before the line above. Sort the lines by time`
          : undefined;
    if (problem) throw new Error(`${name}:${i + 1}: ${problem}.`);
    points.push([time, value * factor]);
  });
  const start = points[0]?.[0] ?? 0;
  const seconds = Math.floor((points[points.length - 1]?.[0] ?? 0) - start) + 1;
  if (points.length < 2 || seconds < 2) {
    throw new Error(`${name} has ${points.length} lines with a time and a rate. Give two or more, at different times.`);
  }
  if (seconds > LONGEST) throw new Error(`${name} is ${seconds} seconds long. Allowed are ${LONGEST}: a week.`);
  return throughPoints(
    points.map(([time, rate]) => [time - start, rate]),
    seconds,
  );
}

function secondsOf(text: string): number {
  if (/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  return /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) / 1000 : NaN;
}
