import { z } from 'zod';
import { rule } from '../../lib/definition/rules';
import { loadValues, ValuesError } from '../../lib/definition/load-values';

const chart = {
  name: 'shop',
  values: z.object({
    replicas: z.int().min(1).max(100).default(2).describe('Pods'),
    exposure: z.enum(['none', 'ingress']).default('none'),
    ingress: z.object({ host: z.string().optional(), tls: z.boolean().default(false) }),
    env: z.record(z.string(), z.string()).default({ LOG: 'info' }),
    hosts: z.array(z.object({ name: z.string(), port: z.int().max(65535) })).default([]),
    affinity: z.json().optional(),
    autoscaling: z.object({ min: z.int().default(2), max: z.int().default(10) }),
  }),
  rules: [
    rule.requires(rule.truthy('ingress.tls'), 'ingress.host', 'TLS needs a host: set ingress.host'),
    rule.atMost('autoscaling.min', 'autoscaling.max'),
  ],
};
const load = (values: unknown) => loadValues(chart, { name: 'values/shop.yaml', values });
const problemsOf = (values: unknown) => {
  try {
    load(values);
  } catch (error) {
    return (error as ValuesError).problems.map(({ path, message }) => `${path} ${message}`);
  }
  return [];
};

test('defaults fill what is not given, sections too', () => {
  expect(loadValues(chart)).toEqual({
    replicas: 2,
    exposure: 'none',
    ingress: { tls: false },
    env: { LOG: 'info' },
    hosts: [],
    autoscaling: { min: 2, max: 10 },
  });
});

test('maps are merged with the defaults, lists replaced whole, later sources win', () => {
  const values = loadValues(
    chart,
    { name: 'a', values: { env: { MODE: 'x' }, hosts: [{ name: 'a', port: 1 }], replicas: 3 } },
    { name: 'b', values: { hosts: [{ name: 'b', port: 2 }] } },
  );
  expect(values).toMatchObject({ env: { LOG: 'info', MODE: 'x' }, hosts: [{ name: 'b', port: 2 }], replicas: 3 });
});

test('null takes a key of a record or an optional value away', () => {
  expect(load({ env: { LOG: null }, affinity: null })).toMatchObject({ env: {} });
});

test('null gives a value and a section their defaults back', () => {
  const defaults = loadValues(chart);
  for (const key of ['replicas', 'ingress', 'env', 'autoscaling']) expect(load({ [key]: null })).toEqual(defaults);
  expect(load({ autoscaling: { max: null } })).toEqual(defaults);
});

test('fails on a value that has no default and is not given', () => {
  const named = { name: 'shop', values: z.object({ host: z.string() }) };
  expect(() => loadValues(named, { name: 'test', values: { host: null } })).toThrow('host is missing. Allowed: ');
});

test('fails on all problems together, each with path, what was given and what is allowed', () => {
  expect(
    problemsOf({ replicas: 0, exposure: 'ingres', ingress: { hots: 'x' }, hosts: [{ name: 'a', port: 70000 }] }),
  ).toEqual([
    "ingress.hots is not a value of this chart. Did you mean 'host'?",
    'replicas is 0. Allowed: an integer from 1 to 100.',
    "exposure is \"ingres\". Allowed: one of 'none', 'ingress'.",
    'hosts[0].port is 70000. Allowed: an integer up to 65535.',
  ]);
});

test('fails on an unknown key with the keys that there are', () => {
  expect(problemsOf({ hosts: [{ name: 'a', port: 1, weight: 2 }] })).toEqual([
    'hosts[0].weight is not a value of this chart. Allowed here: name, port.',
  ]);
});

test('fails on an unknown key that JavaScript objects inherit', () => {
  expect(problemsOf(JSON.parse('{"constructor": 1}'))).toHaveLength(1);
});

test('fails on rules between values, with the message of the rule', () => {
  expect(problemsOf({ ingress: { tls: true }, autoscaling: { min: 11 } })).toEqual([
    'ingress.host does not fit: TLS needs a host: set ingress.host',
    'autoscaling.min does not fit: autoscaling.min must be at most autoscaling.max',
  ]);
});

test('fails on a values file that is no map, naming the file', () => {
  expect(() => load([1])).toThrow(
    "Values of chart 'shop' (from values/shop.yaml) are not valid:\n  (values) in values/shop.yaml are [1]. Allowed: a map of values.",
  );
});

test('opaque JSON passes through as it is', () => {
  const affinity = { nodeAffinity: { weights: [1, null, 'x'] } };
  expect(load({ affinity }).affinity).toEqual(affinity);
});
