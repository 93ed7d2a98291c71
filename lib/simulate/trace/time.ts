import type { Row } from './table';

/** The least magnitude of a count since 1970 in nanoseconds, microseconds, milliseconds; below are seconds. */
const EPOCHS: readonly (readonly [least: number, perSecond: number])[] = [
  [1e17, 1e9],
  [1e14, 1e6],
  [1e11, 1e3],
];

/**
 * Reads the times of a column, in seconds: numbers, counts since 1970 in seconds down to nanoseconds, dates, times of day.
 * What has no zone counts as UTC; only differences matter.
 * @throws naming the line that holds no time
 */
export function clockOf(rows: readonly Row[], column: number, name: string): (row: Row) => number {
  const cells = rows.map(({ cells: all }) => all[column] ?? '');
  const numbers = cells.map(secondsOf).filter((value) => value !== undefined);
  const most = numbers.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const perSecond = EPOCHS.find(([least]) => most >= least)?.[1] ?? 1;
  const dayFirst = cells.some((cell) => Number(/^(\d{1,2})\/\d/.exec(cell)?.[1] ?? 0) > 12);
  const monthFirst = cells.some((cell) => Number(/^\d{1,2}\/(\d{1,2})\//.exec(cell)?.[1] ?? 0) > 12);
  return ({ line, cells: all }) => {
    const cell = all[column] ?? '';
    const seconds = secondsOf(cell);
    if (seconds !== undefined) return seconds / perSecond;
    const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(.*)$/.exec(cell);
    if (slashed && dayFirst === monthFirst)
      throw new Error(
        `${name}:${line}: '${cell}' may begin with the day or the month. Write it as 2026-11-21T08:00:00Z.`,
      );
    const date = slashed
      ? dateOf(
          `${slashed[3] ?? ''}-${pad(slashed[dayFirst ? 2 : 1])}-${pad(slashed[dayFirst ? 1 : 2])}${slashed[4] ?? ''}`,
        )
      : dateOf(cell);
    if (Number.isNaN(date))
      throw new Error(`${name}:${line}: '${cell}' is no time. Allowed: seconds, or a date as 2026-11-21T08:00:00Z.`);
    return date;
  };
}

/** Whether a cell holds a time in any of these ways. */
export function isTime(cell: string): boolean {
  return secondsOf(cell) !== undefined || /^\d{1,2}\/\d{1,2}\/\d{4}/.test(cell) || !Number.isNaN(dateOf(cell));
}

function secondsOf(cell: string): number | undefined {
  return /^[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$/.test(cell) ? Number(cell.replace(',', '.')) : undefined;
}

/** Seconds of a date that begins with the year, of one written as 21.11.2026, or of a time of day; NaN for anything else. */
function dateOf(cell: string): number {
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)$/.exec(cell);
  const text = dotted ? `${dotted[3] ?? ''}-${pad(dotted[2])}-${pad(dotted[1])}${dotted[4] ?? ''}` : cell;
  const match =
    /^(?:(\d{4})[-/](\d\d)[-/](\d\d))?(?:,?[T ]?(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?)?\s*(?:Z|UTC|([+-]\d\d):?(\d\d))?$/.exec(
      text,
    );
  if (!match || text === '' || (match[1] === undefined && match[4] === undefined)) return NaN;
  const [, year, month = '01', day = '01', hour = '0', minute = '0', second = '0', zone = '+00', zoneMinutes = '0'] =
    match;
  const [h, m, s] = [Number(hour), Number(minute), Number(second.replace(',', '.'))];
  if (h > 24 || m > 59 || s >= 61) return NaN;
  const date = year === undefined ? 0 : Date.parse(`${year}-${month}-${day}T00:00:00Z`) / 1000;
  const offset = Number(zone) * 3600 + Math.sign(Number(zone) || 1) * Number(zoneMinutes) * 60;
  return date + h * 3600 + m * 60 + s - offset;
}

const pad = (text = ''): string => text.padStart(2, '0');
