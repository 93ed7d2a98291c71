/** What each field of a cron schedule may hold. */
const FIELDS: readonly (readonly [name: string, low: number, high: number, words: readonly string[]])[] = [
  ['minute', 0, 59, []],
  ['hour', 0, 23, []],
  ['day of month', 1, 31, []],
  ['month', 1, 12, ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']],
  ['day of week', 0, 6, ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
];

const DESCRIPTORS = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every .+)$/;

/** Why the API server refuses the schedule of a CronJob, or undefined. Source: github.com/robfig/cron v3, ParseStandard. */
export function whyNoSchedule(schedule: string): string | undefined {
  const text = schedule.trim();
  if (/^(?:CRON_)?TZ=/.test(text)) return 'has a time zone. Write it in spec.timeZone';
  if (text.startsWith('@'))
    return DESCRIPTORS.test(text) ? undefined : 'is no schedule. Allowed: @hourly, @daily, @weekly, @monthly, @yearly';
  const parts = text.split(/\s+/);
  if (parts.length !== FIELDS.length) return `has ${parts.length} fields. Allowed: 5, from minute to day of week`;
  for (const [index, part] of parts.entries()) {
    const [name, low, high, words] = FIELDS[index] as (typeof FIELDS)[number];
    for (const range of part.split(',')) {
      if (!isRange(range, low, high, words)) return `has ${range} as ${name}. Allowed: ${low} to ${high}`;
    }
  }
  return undefined;
}

function isRange(range: string, low: number, high: number, words: readonly string[]): boolean {
  const [, from = '', to, step] = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(range) ?? [];
  const number = (text: string): number =>
    words.includes(text.toLowerCase())
      ? words.indexOf(text.toLowerCase()) + low
      : /^\d+$/.test(text)
        ? Number(text)
        : NaN;
  if (step !== undefined && Number(step) === 0) return false;
  if (from === '*' || from === '?') return to === undefined;
  const [start, end] = [number(from), to === undefined ? number(from) : number(to)];
  return start >= low && end <= high && start <= end;
}
