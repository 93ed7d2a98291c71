import * as z from 'zod';

const DURATION = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const SIZE = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

/** A number with a unit as written in the config file, e.g. `1.5s`; undefined when it is not one. */
function withUnit(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text.trim());
  if (match === null) return undefined;
  const factor = match[2] === '' ? 1 : units[match[2] ?? ''];
  return factor === undefined ? undefined : Math.round(Number(match[1]) * factor);
}

const measure = (what: string, example: string, units: Readonly<Record<string, number>>) =>
  z.union([z.number(), z.string()]).transform((given, context) => {
    const value = typeof given === 'number' ? given : withUnit(given, units);
    if (value === undefined || !Number.isSafeInteger(value) || value < 0) {
      const allowed = Object.keys(units).join(', ');
      context.addIssue({
        code: 'custom',
        message: `"${given}" is no ${what}; write one such as ${example} (${allowed})`,
      });
      return z.NEVER;
    }
    return value;
  });

/** Milliseconds: a number, or a string with `ms`, `s`, `m` or `h`. */
export const duration = measure('duration', '500ms, 10s or 1m', DURATION);

/** The most that something may take, in milliseconds: 0 is no limit, as with sizes, and comes out as Infinity. */
export const limit = duration.transform((value) => (value === 0 ? Infinity : value));

const DAY = 86_400_000;

/** How often something happens, or how long it lasts: not 0, which would be "all the time". Up to a day. */
export const interval = duration.refine((value) => value > 0 && value <= DAY, {
  error: 'must be more than 0 and at most 24h',
});

/** Bytes: a number, or a string with `B`, `KiB`, `MiB` or `GiB`. */
export const size = measure('size', '16KiB or 10MiB', SIZE);

/** A TCP port, as a number or as a string of digits (templates often quote it). */
export const port = z.union([z.number(), z.string()]).transform((given, context) => {
  const value = typeof given === 'number' ? given : /^\d{1,5}$/.test(given) ? Number(given) : NaN;
  if (!Number.isInteger(value) || value < 1 || value > 65_535) {
    context.addIssue({ code: 'custom', message: `"${given}" is no port; use 1 to 65535` });
    return z.NEVER;
  }
  return value;
});
