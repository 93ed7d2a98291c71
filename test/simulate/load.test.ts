import fc from 'fast-check';
import { parseLoadCsv } from '../../lib/simulate/load-csv';
import { shapeLoad } from '../../lib/simulate/load-shapes';

describe('a load from CSV', () => {
  test('goes in straight lines between its points', () => {
    expect([...parseLoadCsv('time,rps\n0,10\n4,50\n6,50\n', 'x.csv')]).toEqual([10, 20, 30, 40, 50, 50, 50]);
  });
  test('takes dates, semicolons, quotes and comments, and counts from the first time', () => {
    const text = '"when";"rate"\n# noon\n"2026-11-21T12:00:00Z";3\n\n"2026-11-21T12:00:02Z";5\r\n';
    expect([...parseLoadCsv(text, 'x.csv')]).toEqual([3, 4, 5]);
  });
  test('is multiplied', () => {
    expect([...parseLoadCsv('100,1\n101,2', 'x.csv', 10)]).toEqual([10, 20]);
  });
  test.each([
    ['0,1\n5,many', "x.csv:2: 'many' is no rate. Allowed: requests per second from 0."],
    ['0,1\nsoon,3', "x.csv:2: 'soon' is no time. Allowed: seconds, or a date as 2026-11-21T08:00:00Z."],
    ['0,1\n5,-3', "x.csv:2: '-3' is no rate."],
    ['5,1\n0,3', 'x.csv:2: 0 is before the line above. Sort the lines by time.'],
    ['time,rps\n0,1', 'x.csv has 1 lines with a time and a rate. Give two or more'],
    ['0,1\n1e9,1', 'x.csv is 1000000001 seconds long. Allowed are 604800: a week.'],
  ])('fails for %j', (text, message) => {
    expect(() => parseLoadCsv(text, 'x.csv')).toThrow(message);
  });
});

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
