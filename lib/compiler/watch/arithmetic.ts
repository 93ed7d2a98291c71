import type { FunctionName } from '../functions';
import type { PatternExpr } from './pattern';

/*
 * Go templates count with integers, and divide decimals as decimals. What JavaScript does with fractions is said by integers where
 * that gives the same: 0.75 · n as 3 · n / 4.
 */

const call = (fn: FunctionName, ...args: readonly PatternExpr[]): PatternExpr => ({ e: 'call', fn, args });
const constant = (value: number): PatternExpr => ({ e: 'const', value });

const isFraction = (expr: PatternExpr): boolean =>
  expr.e === 'const' ? !Number.isInteger(expr.value) : expr.e === 'call' && expr.fn === 'ratio';

/** Sums and the like; undefined where one side is no integer. */
export const ofIntegers = (
  fn: 'add' | 'sub' | 'mul' | 'mod',
  a: PatternExpr | undefined,
  b: PatternExpr | undefined,
): PatternExpr | undefined => (a && b && !isFraction(a) && !isFraction(b) ? call(fn, a, b) : undefined);

/** A product, also with a constant that is a fraction. */
export function product(a: PatternExpr | undefined, b: PatternExpr | undefined): PatternExpr | undefined {
  if (!a || !b) return undefined;
  const [factor, other] = a.e === 'const' ? [a, b] : [b, a];
  if (factor.e === 'const' && typeof factor.value === 'number' && !Number.isInteger(factor.value)) {
    const fraction = fractionOf(factor.value);
    if (!fraction || isFraction(other)) return undefined;
    const [above, below] = fraction;
    return call('ratio', above === 1 ? other : call('mul', other, constant(above)), constant(below));
  }
  return ofIntegers('mul', a, b);
}

/** A quotient; undefined for divisors that give decimals without end, and are no constants. */
export function quotient(a: PatternExpr | undefined, b: PatternExpr | undefined): PatternExpr | undefined {
  if (!a || !b || isFraction(a) || isFraction(b)) return undefined;
  return call(b.e === 'const' && hasFewDecimals(Number(b.value)) ? 'ratio' : 'div', a, b);
}

/** A quotient as an integer; integers are what they are. */
export function rounded(op: string, of: PatternExpr | undefined): PatternExpr | undefined {
  if (of?.e !== 'call') return undefined;
  const [a, b] = of.args;
  if (of.fn === 'add' || of.fn === 'sub' || of.fn === 'mul') return of;
  if (of.fn === 'div') return op === 'Math.ceil' ? { ...of, fn: 'divUp' } : op === 'Math.round' ? undefined : of;
  if (of.fn !== 'ratio' || !a || b?.e !== 'const' || typeof b.value !== 'number') return undefined;
  if (!roundsAlike(op, a, b.value)) return undefined;
  if (op === 'Math.ceil') return call('divUp', a, b);
  if (op === 'Math.round') return call('div', call('add', call('mul', a, constant(2)), b), constant(2 * b.value));
  return call('div', a, b);
}

/** Numbers that are tried: a product that JavaScript rounds to the other side of an integer is not far. */
const TRIED = 20_000;

/** Whether a product with a fraction is the same integer as the quotient of integers that stands for it. */
function roundsAlike(op: string, above: PatternExpr, below: number): boolean {
  const [, factor] = above.e === 'call' && above.fn === 'mul' ? above.args : [];
  const times = factor?.e === 'const' && typeof factor.value === 'number' ? factor.value : 1;
  const fraction = times / below;
  for (let n = 0; n < TRIED; n++) {
    const whole = n * times;
    const [float, integers] =
      op === 'Math.ceil'
        ? [Math.ceil(n * fraction), Math.floor((whole + below - 1) / below)]
        : op === 'Math.round'
          ? [Math.round(n * fraction), Math.floor((2 * whole + below) / (2 * below))]
          : [Math.floor(n * fraction), Math.floor(whole / below)];
    if (float !== integers) return false;
  }
  return true;
}

/** Divisors whose quotients have few decimals. */
const DENOMINATORS = [
  2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 80, 100, 125, 128, 200, 250, 256, 500, 512, 1000, 1024, 10_000,
];

const hasFewDecimals = (divisor: number): boolean => {
  let rest = divisor;
  if (!Number.isInteger(divisor) || divisor <= 0) return false;
  for (const prime of [2, 5]) while (rest % prime === 0) rest /= prime;
  return rest === 1;
};

/** `[3, 4]` of 0.75. */
function fractionOf(value: number): readonly [number, number] | undefined {
  for (const below of DENOMINATORS) {
    const above = Math.round(value * below);
    if (above / below === value) return [above, below];
  }
  return undefined;
}
