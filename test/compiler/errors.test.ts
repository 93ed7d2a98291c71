import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CompileError } from '../../lib/compiler/compile-error';
import { discover } from '../../lib/compiler/discover';
import { compileChart } from '../../lib/outputs/helm/compile-chart';
import { chartOf } from './chart-of';

jest.setTimeout(60_000);

const REMEDY =
  'Make the value a choice (an enum of the results that are wanted), let the constructs take the result itself as a value, or do it at package time.';

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CompileError) return error.message;
    throw error;
  }
  return 'no error';
}

test('warns of a value that is never read', () => {
  const chart = chartOf(
    z.object({ used: z.string().default('a'), forgotten: z.string().default('b') }),
    ({ used }) => ({ used }),
  );

  expect(discover(chart).warnings).toEqual([
    "Chart 'it': 'forgotten' is never read by build: whoever sets it changes nothing. Use it, or take it out of the schema.",
  ]);
});

test('warns of a value that is read without effect', () => {
  const chart = chartOf(
    z.object({ used: z.string().default('a'), idle: z.boolean().default(true) }),
    ({ used, idle }) => ({
      used: idle ? used : used,
    }),
  );

  expect(discover(chart).warnings).toEqual([
    "Chart 'it': 'idle' is read by build, but of all that was tried nothing changed an object: whoever sets it changes nothing. Use it, or take it out of the schema.",
  ]);
});

test('fails for a value that is hashed by what Helm does not have, and names it, the object and the field', () => {
  const chart = chartOf(
    z.object({ secret: z.string().default('a'), other: z.string().default('b') }),
    ({ secret, other }) => ({
      hash: createHash('md5').update(secret).digest('hex'),
      other,
    }),
  );

  expect(messageOf(() => discover(chart))).toMatch(
    /^Chart 'it': It \(construct it\), field spec\.hash: .*It depends on 'secret'\. Make the value a choice/,
  );
});

test('fails for a build that is no function of its arguments', () => {
  let count = 0;
  const chart = chartOf(z.object({ a: z.string().default('a') }), ({ a }) => ({ a, count: count++ }));

  expect(messageOf(() => discover(chart))).toBe(
    'build is not a function of its arguments: It it, field spec.count, was 0 in one run and 1 in the next one with the same values. Take out what reads the clock, random numbers, files or the environment, or hand the result to the chart as a value.',
  );
});

test('fails for a build that throws inside of the schema, and says for which values', () => {
  const chart = chartOf(
    z.object({
      min: z.int().min(1).max(50).default(2),
      max: z.int().min(1).max(50).default(10),
      name: z.string().default('x'),
    }),
    ({ min, max, name }) => {
      if (min > max) throw new Error('min is greater than max');
      return { min, max, name };
    },
  );

  expect(messageOf(() => discover(chart))).toMatch(
    /^Chart 'it': build throws for values that the schema and the rules allow: (min|max): \d+(, max: \d+)?\. It says: min is greater than max\nBound the value in the schema, or declare a rule between the values/,
  );
});

test('fails for choices that all depend on each other, and names them', () => {
  const flags = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  const values = z.object(Object.fromEntries(flags.map((flag) => [flag, z.boolean().default(false)])));
  const chart = chartOf(values, (given) => ({ odd: Object.values(given).filter(Boolean).length % 2 === 1 }));

  expect(messageOf(() => discover(chart))).toMatch(/^Chart 'it': It .*field spec\.odd: .*'a'.*'b'/);
});

test('fails for a value that is compared with a constant', () => {
  const chart = chartOf(z.object({ host: z.string().default('localhost') }), ({ host }) => ({
    host,
    local: host === 'localhost',
  }));

  expect(messageOf(() => discover(chart))).toMatch(
    /^Chart 'it': It it, field spec\.local: for (the defaults|host: "localhost") build gives true, where other values led to expect false\. /,
  );
  expect(messageOf(() => discover(chart))).toContain(REMEDY);
});

test('fails for a list that is sorted', () => {
  const chart = chartOf(z.object({ hosts: z.array(z.string().regex(/^[a-z0-9.-]+$/)).default([]) }), ({ hosts }) => ({
    hosts: [...hosts].sort(),
  }));

  expect(messageOf(() => discover(chart))).toMatch(/^Chart 'it': It .*spec\.hosts/);
});

test('fails for a union of maps', () => {
  const chart = chartOf(
    z.object({
      database: z.union([z.object({ url: z.string() }), z.object({ host: z.string() })]).default({ url: 'x' }),
    }),
    ({ database }) => ({ database }),
  );

  expect(messageOf(() => discover(chart))).toBe(
    'database is a union of maps, whose alternatives a Helm schema cannot tell apart with defaults. Give each a field with a word of its own (z.discriminatedUnion), or write it as an enum beside one section for each alternative.',
  );
});

test('fails for a pattern that Helm cannot check', () => {
  const chart = chartOf(
    z.object({
      name: z
        .string()
        .regex(/^(?!x)[a-z]+$/)
        .default('a'),
    }),
    ({ name }) => ({ name }),
  );

  expect(messageOf(() => compileChart(chart))).toBe(
    "The pattern of name (^(?!x)[a-z]+$) uses a look-around, a named group or a back-reference, which Helm's schema check does not have. Write it without, or declare a rule.",
  );
});
