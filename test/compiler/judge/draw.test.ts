import { z } from 'zod';
import { drawValues } from './draw';
import { literalsOf } from './literals';
import { Random } from './random';

const schema = z.object({
  host: z.string().regex(/^[a-z]{2,9}$/),
  size: z.int().min(3).max(1000).default(5),
  step: z.int().multipleOf(8).min(0).max(64),
  share: z.number().gt(0).lt(1),
  kind: z.enum(['a', 'b']).optional(),
  labels: z.record(z.string().regex(/^[a-z0-9]{1,9}$/), z.union([z.string(), z.boolean()])),
  list: z.array(z.object({ name: z.string().min(1) })).max(3),
  free: z.any(),
});
const draw = (literals: { texts: string[]; numbers: number[] }, count = 150): z.input<typeof schema>[] => {
  const random = new Random(1);
  const json = z.toJSONSchema(schema, { io: 'input' });
  return Array.from({ length: count }, () => drawValues(json, literals, random) as z.input<typeof schema>);
};

test('what is drawn is allowed', () => {
  const wrong = draw({ texts: [], numbers: [] }).filter((values) => !schema.safeParse(values).success);

  expect(wrong).toEqual([]);
});

test('texts and numbers of the build are drawn, and those beside them', () => {
  const drawn = draw({ texts: ['localhost'], numbers: [640] });

  expect(drawn.map(({ host }) => host)).toContain('localhost');
  expect(drawn.map(({ size }) => size)).toEqual(expect.arrayContaining([639, 640, 641, 3, 1000]));
});

test('whatever a values file may leave out is left out now and then, in any order', () => {
  const drawn = draw({ texts: [], numbers: [] });

  expect(new Set(drawn.map(({ size }) => size === undefined))).toEqual(new Set([true, false]));
  expect(new Set(drawn.map((values) => Object.keys(values)[0])).size).toBeGreaterThan(4);
});

test('the same seed draws the same', () => {
  expect(draw({ texts: ['a'], numbers: [1] }, 20)).toEqual(draw({ texts: ['a'], numbers: [1] }, 20));
});

test('literals are those of the chart, not of its neighbours', () => {
  const source = `export const a = trapped(\n  name: 'a', 'first', 1,\n);\nexport const b = trapped(\n  name: 'b', "it's", \`\${x}-tail\`, 5_040,\n);\n`;

  expect(literalsOf(source, 'b')).toEqual({ texts: ['b', "it's", '-tail'], numbers: [5040] });
});
