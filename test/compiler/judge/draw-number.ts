import type { Literals } from './literals';
import type { Random } from './random';

/** What a number may be, in words of JSON Schema. */
export interface NumberSchema {
  readonly type?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** Numbers at which printing or reading changes. */
const EDGES = [0, 1, 2, 7, 10, 100, 999_999, 1e6, 1_000_001, 21e6, 2 ** 31, 1e15, 9e15, 2 ** 53 - 1];
const FRACTIONS = [0.5, 0.1, 0.3, 1.5, 2.5, 1e-6, 1e-7, 1e20, 1e21, 123456789.125, 0.1 + 0.2];

/** Draws a number that the schema allows: a bound, a number of the build or one beside it, or any. */
export function drawNumber(schema: NumberSchema, { numbers }: Literals, random: Random): number {
  const whole = schema.type === 'integer';
  const low = schema.minimum ?? schema.exclusiveMinimum ?? -(2 ** 53 - 1);
  const high = schema.maximum ?? schema.exclusiveMaximum ?? 2 ** 53 - 1;
  const step = schema.multipleOf ?? 1;
  const fits = (n: number): boolean =>
    n >= low &&
    n <= high &&
    n !== schema.exclusiveMinimum &&
    n !== schema.exclusiveMaximum &&
    (!whole || Number.isSafeInteger(n)) &&
    (schema.multipleOf === undefined || n % step === 0);
  const near = [...numbers, low, high].flatMap((n) => [n, n + step, n - step, -n]);
  const pools = [near, near, EDGES, ...(whole ? [] : [FRACTIONS])];
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const drawn = random.chance(0.25) ? between(low, high, whole, random) : random.one(random.one(pools));
    const n = Math.abs(drawn) === 0 ? 0 : drawn;
    if (fits(n)) return n;
  }
  return whole ? Math.ceil(low / step) * step : (low + Math.min(high, low + 1)) / 2;
}

function between(low: number, high: number, whole: boolean, random: Random): number {
  if (whole) return random.int(low, Math.min(high, low + 10 ** random.int(1, 7)));
  return low + random.next() * Math.min(high - low, 10 ** random.int(0, 7));
}
