import { z } from 'zod';
import { applyTemplates, refusalOf } from '../../lib/compiler/difference';
import { discover } from '../../lib/compiler/discover';
import type { ChartDefinition } from '../../lib/definition/chart-definition';
import { compileChart } from '../../lib/outputs/helm/compile-chart';
import { chartOf } from './chart-of';

jest.setTimeout(60_000);

const release = { name: 'web', namespace: 'shop', service: 'Helm' };

const specOf = (chart: ChartDefinition, values: Record<string, unknown>): unknown => {
  const [object] = Object.values(applyTemplates(discover(chart).templates, { values, release }).objects);
  return (object as { spec: unknown }).spec;
};

describe('what build throws', () => {
  const chart = chartOf(
    z.object({ min: z.int().min(0).max(99).default(1), max: z.int().min(0).max(99).default(3) }),
    (values) => {
      if (values.min > values.max) throw new Error(`min ${values.min} is above max ${values.max}`);
      return values;
    },
  );

  // `min` and `max` are compared by code that is not watched here: the condition is found from the bounds alone or not at all.
  const bounded = chartOf(z.object({ replicas: z.int().min(0).max(99).default(1) }), ({ replicas }) => {
    if (replicas > 9) throw new Error('at most 9 replicas');
    return { replicas };
  });

  test('is what the templates refuse, with the same words', () => {
    const { templates } = discover(bounded);
    expect(refusalOf(templates, { values: { replicas: 9 }, release })).toBeUndefined();
    expect(refusalOf(templates, { values: { replicas: 10 }, release })).toBe('at most 9 replicas');
  });

  test('stands in the chart as fail', () => {
    const validate = compileChart(bounded).files.get('templates/validate.yaml');
    expect(validate).toContain('{{- if gt (int .Values.replicas) 9 }}');
    expect(validate).toContain('{{- fail "at most 9 replicas" }}');
  });

  test('is an error with values and words where it was not found when it is thrown', () => {
    expect(() => discover(chart)).toThrow(
      /^Chart 'it': build throws for values that the schema and the rules allow: .*It says: min \d+ is above max \d+/,
    );
  });
});

test('values that build writes into are those that were given, for the templates', () => {
  const chart = chartOf(
    z.object({ labels: z.record(z.string().regex(/^[a-z]{4,8}$/), z.string().min(4)).default({}) }),
    ({ labels }) => {
      labels['owner'] = 'nobody';
      return { count: 'x', labels: { owner: labels['owner'] } };
    },
  );
  expect(specOf(chart, { labels: {} })).toEqual({ count: 'x', labels: { owner: 'nobody' } });
});

test('a key named constructor is refused where cdk8s cannot have it, and only there', () => {
  const chart = chartOf(
    z.object({
      labels: z.record(z.string(), z.string()).default({}),
      args: z.record(z.string(), z.string()).default({}),
    }),
    ({ labels, args }) => ({ labels, args: Object.entries(args).map(([name, value]) => ({ name, value })) }),
  );
  expect([...discover(chart).refusedKeys]).toEqual([['labels', '^constructor$']]);
  const schema = JSON.parse(compileChart(chart).files.get('values.schema.json') ?? '') as {
    properties: Record<string, { propertyNames?: object }>;
  };
  expect(schema.properties['labels']?.propertyNames).toEqual({ not: { pattern: '^constructor$' } });
  expect(schema.properties['args']?.propertyNames).toBeUndefined();
});

test('a default of a section alone stands where the section is missing', () => {
  const chart = chartOf(
    z.object({
      requests: z.object({ cpu: z.string().optional(), memory: z.string().optional() }).default({ cpu: '50m' }),
    }),
    ({ requests }) => ({ requests }),
  );
  expect(compileChart(chart).files.get('templates/_values.tpl')).toContain('requests:\n  cpu: 50m\n');
});
