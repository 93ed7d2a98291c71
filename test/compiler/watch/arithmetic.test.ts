import { applyFunction } from '../../../lib/compiler/functions';
import { product, quotient, rounded } from '../../../lib/compiler/watch/arithmetic';
import { exprKey, type PatternExpr } from '../../../lib/compiler/watch/pattern';

const n: PatternExpr = { e: 'ref', ref: { of: 'value', path: ['n'] } };
const constant = (value: number): PatternExpr => ({ e: 'const', value });

const valueOf = (expr: PatternExpr, value: number): unknown => {
  if (expr.e === 'const') return expr.value;
  return expr.e === 'call'
    ? applyFunction(
        expr.fn,
        expr.args.map((arg) => valueOf(arg, value)),
      )
    : value;
};

const ROUND = { 'Math.floor': Math.floor, 'Math.ceil': Math.ceil, 'Math.round': Math.round };

test.each([0.75, 0.5, 0.8, 0.25, 0.9, 1.5])('a share of %d, rounded, is counted with integers', (share) => {
  for (const [op, round] of Object.entries(ROUND)) {
    const expr = rounded(op, product(n, constant(share)));
    // What JavaScript rounds to the other side is not said at all.
    if (!expr) continue;
    expect(exprKey(expr)).not.toContain('ratio');
    for (const value of [0, 1, 3, 7, 10, 99, 1023, 4097, 123_457])
      expect([op, valueOf(expr, value)]).toEqual([op, round(value * share)]);
  }
});

test('0.29 is not: JavaScript has 28 of 100', () => {
  expect(Math.floor(100 * 0.29)).toBe(28);
  expect(rounded('Math.floor', product(n, constant(0.29)))).toBeUndefined();
});

test('a quotient keeps its decimals where they end', () => {
  expect(exprKey(quotient(n, constant(1000)) as PatternExpr)).toBe(`ratio(<value:.n>,number'1000')`);
  expect(exprKey(quotient(n, constant(3)) as PatternExpr)).toBe(`div(<value:.n>,number'3')`);
});
