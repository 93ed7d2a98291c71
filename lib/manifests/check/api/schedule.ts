/** What each field of a cron schedule may hold. */
const FIELDS: readonly (readonly [name: string, low: number, high: number, words: readonly string[]])[] = [
  ['minute', 0, 59, []],
  ['hour', 0, 23, []],
  ['day of month', 1, 31, []],
  ['month', 1, 12, ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']],
  ['day of week', 0, 6, ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
];

const DESCRIPTORS = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const DURATION = /^@every [-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

interface Why {
  readonly problem: string;
  readonly fix: string;
}

/** Why the API server refuses the schedule of a CronJob, or undefined. Source: github.com/robfig/cron v3, ParseStandard. */
export function whyNoSchedule(schedule: string): Why | undefined {
  if (/TZ/.test(schedule)) return { problem: 'has a time zone', fix: 'Write it in timeZone' };
  if (schedule.startsWith('@')) {
    if (DESCRIPTORS.test(schedule) || DURATION.test(schedule)) return undefined;
    return { problem: 'is no schedule', fix: 'Allowed: @hourly, @daily, @weekly, @monthly, @yearly, @every 1h30m' };
  }
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return { problem: `has ${parts.length} fields`, fix: 'Allowed: 5: minute, hour, day of month, month, day of week' };
  }
  for (const [index, [name, low, high, words]] of FIELDS.entries()) {
    const part = parts[index] ?? '';
    for (const range of part.split(',').filter((text) => text !== '' || part === '')) {
      if (!isRange(range, low, high, words)) {
        return {
          problem: `has ${range} as ${name}`,
          fix: `Allowed: ${low} to ${high}${words.length > 0 ? `, or ${words[0] ?? ''} to ${words.at(-1) ?? ''}` : ''}`,
        };
      }
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
  if (from === '*' || from === '?') return true;
  const [start, end] = [number(from), to === undefined ? (step === undefined ? number(from) : high) : number(to)];
  return start >= low && end <= high && start <= end;
}
