import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped } from './trapped';

const day = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$/);

/** What happens at weekends. */
export const weekend = trapped(
  defineChart({
    ...base,
    name: 'weekend',
    values: z.object({ day: day.default('2024-01-01') }),
    build(chart, { day }) {
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
      it(chart, { replicas: weekday === 0 || weekday === 6 ? 1 : 3, day });
    },
  }),
  { values: { day: '2024-01-06' } },
  { values: { day: '2024-01-07' } },
  { values: { day: '2024-01-08' } },
);

/** A day after which a licence has ended. */
export const expiry = trapped(
  defineChart({
    ...base,
    name: 'expiry',
    values: z.object({ until: day.default('2030-01-01') }),
    build(chart, { until }) {
      it(chart, { until, expired: new Date(until) < new Date('2025-06-15'), lastYear: until.startsWith('2025') });
    },
  }),
  { values: { until: '2025-06-14' } },
  { values: { until: '2025-06-15' } },
  { values: { until: '2001-02-03' } },
);

/** Days of a span. */
export const days = trapped(
  defineChart({
    ...base,
    name: 'days',
    values: z.object({ from: day.default('2024-02-01'), to: day.default('2024-03-01') }),
    build(chart, { from, to }) {
      const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
      if (days < 0) throw new Error(`${to} is before ${from}.`);
      configMap(chart, { days: String(days) });
    },
  }),
  { values: { to: '2024-02-01' } },
  { values: { to: '2024-01-28' } },
  { values: { from: '2023-02-01' } },
);

/** The hour of another zone. */
export const hourOfZone = trapped(
  defineChart({
    ...base,
    name: 'hour-of-zone',
    values: z.object({ hour: z.int().min(0).max(23).default(3), offset: z.int().min(-12).max(14).default(0) }),
    build(chart, { hour, offset }) {
      it(chart, { schedule: `0 ${(hour - offset + 24) % 24} * * *` });
    },
  }),
  { values: { hour: 0, offset: 1 } },
  { values: { hour: 23, offset: -2 } },
  { values: { hour: 0, offset: 14 } },
);

/** The clock itself, coarse enough that two runs agree: no chart can say it. */
export const clock = trapped(
  defineChart({
    ...base,
    name: 'clock',
    values: z.object({ app: z.string().default('web') }),
    build(chart, { app }) {
      configMap(chart, { app, built: `${app}-${new Date().getUTCFullYear()}` });
    },
  }),
  { values: { app: 'x' } },
);

/** Leap years. */
export const leapYear = trapped(
  defineChart({
    ...base,
    name: 'leap-year',
    values: z.object({ year: z.int().min(1900).max(2400).default(2023) }),
    build(chart, { year }) {
      const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      it(chart, { days: leap ? 366 : 365 });
    },
  }),
  { values: { year: 2024 } },
  { values: { year: 2000 } },
  { values: { year: 1900 } },
  { values: { year: 2100 } },
);

/** An async function whose work is done before anybody waits. */
export const asyncLooking = trapped(
  defineChart({
    ...base,
    name: 'async-looking',
    values: z.object({ host: z.string().min(1).default('web'), extra: z.boolean().default(false) }),
    build(chart, { host, extra }) {
      const add = async (name: string): Promise<void> => void it(chart, { host }, name);
      void add('first');
      if (extra && host.length > 12) void add('second');
    },
  }),
  { values: { extra: true } },
  { values: { extra: true, host: 'thirteen-1313' } },
  { values: { extra: true, host: 'twelve-12121' } },
);

/** What comes after the first `await` comes too late for a synthesis: that object is in neither. */
export const tooLate = trapped(
  defineChart({
    ...base,
    name: 'too-late',
    values: z.object({ host: z.string().min(1).default('web') }),
    build(chart, { host }) {
      void (async () => {
        it(chart, { host }, 'in-time');
        await Promise.resolve();
        it(chart, { host }, 'too-late');
      })();
    },
  }),
  { values: { host: 'x' } },
);

/** A generator that ends by itself. */
export const generator = trapped(
  defineChart({
    ...base,
    name: 'generator',
    values: z.object({ first: z.int().min(1).max(1000).default(6) }),
    build(chart, { first }) {
      function* collatz(): Generator<number> {
        for (let n = first; n !== 1; n = n % 2 === 0 ? n / 2 : 3 * n + 1) yield n;
      }
      const steps = [...collatz()];
      it(chart, { steps: steps.length, highest: Math.max(1, ...steps) });
    },
  }),
  { values: { first: 1 } },
  { values: { first: 27 } },
  { values: { first: 1000 } },
);
