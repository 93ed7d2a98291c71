import fc from 'fast-check';
import { shapeLoad } from '../../lib/simulate/load-shapes';

describe('a made-up load', () => {
  test.each(['ramp', 'spike', 'day'] as const)(
    '%s stays between the base and its multiple, and reaches both',
    (shape) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 50 }), (base, factor) => {
          const load = shapeLoad({ shape, base, factor });
          const [least, most] = [load.reduce((a, b) => Math.min(a, b)), load.reduce((a, b) => Math.max(a, b))];
          expect(least).toBeCloseTo(base, 6);
          expect(most).toBeCloseTo(base * factor, 6);
          expect(load).toHaveLength(shape === 'day' ? 86_400 : 3600);
        }),
        { numRuns: 10 },
      );
    },
  );
  test('a spike is up within ten seconds', () => {
    const load = shapeLoad({ shape: 'spike', base: 10, factor: 10 });
    expect([load[300], load[310], load[1200]]).toEqual([10, 100, 100]);
  });
  test('fails for a figure that makes no load', () => {
    expect(() => shapeLoad({ shape: 'ramp', base: -1, factor: 2 })).toThrow(
      'base: -1 makes no load. Allowed: a number from 0.',
    );
  });
});
