import { checkManifests, formatProblem } from '../../../lib/manifests/check';
import { diffManifests } from '../../../lib/manifests/diff';
import type { KubeObject } from '../../../lib/manifests/manifest';

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'queues.shop.example.com' },
  spec: {
    group: 'shop.example.com',
    scope: 'Namespaced',
    names: { kind: 'Queue', plural: 'queues' },
    versions: ['v1', 'v1beta1'].map((name) => ({
      name,
      served: true,
      storage: name === 'v1',
      schema: {
        openAPIV3Schema: {
          type: 'object',
          required: ['spec'],
          properties: {
            spec: {
              type: 'object',
              required: ['size'],
              properties: {
                size: { type: 'integer', minimum: 1, maximum: 9 },
                mode: { type: 'string', enum: ['fast', 'slow'], default: 'fast' },
                name: { type: 'string', pattern: '^[a-z]+$', maxLength: 5 },
                labels: { type: 'object', additionalProperties: { type: 'string' } },
                port: { 'x-kubernetes-int-or-string': true },
                free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                hosts: { type: 'array', maxItems: 2, items: { type: 'string' } },
              },
            },
          },
        },
      },
    })),
  },
} as unknown as KubeObject;

const queue = (spec: object | undefined, apiVersion = 'shop.example.com/v1'): KubeObject => ({
  apiVersion,
  kind: 'Queue',
  metadata: { name: 'q' },
  ...(spec && { spec }),
});

const problems = (object: KubeObject): string[] =>
  checkManifests([definition, object].map((one) => ({ object: one, path: 'p' }))).map(formatProblem);

test.each<[string, object | undefined, string]>([
  [
    'a field that it does not have',
    { size: 1, sizes: 2 },
    "spec.sizes: is no field of its definition. Did you mean 'size'?",
  ],
  ['a value out of its bounds', { size: 10 }, 'spec.size: is 10. Allowed: at most 9'],
  ['another type', { size: '3' }, "spec.size: is '3'. Allowed: a whole number"],
  ['what is not among its choices', { size: 1, mode: 'odd' }, "spec.mode: is 'odd'. Allowed: fast, slow"],
  ['what its pattern does not take', { size: 1, name: 'A' }, "spec.name: is 'A'. Allowed: ^[a-z]+$"],
  ['too long a text', { size: 1, name: 'abcdef' }, 'spec.name: is 6 characters. Allowed: at most 5'],
  ['another type in a free map', { size: 1, labels: { a: 1 } }, "spec.labels['a']: is 1. Allowed: a text"],
  ['neither number nor text', { size: 1, port: true }, 'spec.port: is true. Allowed: a whole number or a text'],
  ['another type in a list', { size: 1, hosts: ['a', 2] }, 'spec.hosts[1]: is 2. Allowed: a text'],
  ['what is missing', {}, 'spec.size: is missing. Write it'],
  ['a whole that is missing', undefined, 'spec: is missing. Write it'],
])('a custom resource is refused for %s, where its definition is beside it', (_, spec, problem) => {
  expect(problems(queue(spec)).join('\n')).toContain(problem);
});

test.each<[string, object]>([
  ['all of its fields', { size: 9, mode: 'slow', name: 'abc', labels: { a: 'b' }, port: 'http', hosts: ['a', 'b'] }],
  ['a number where either may be', { size: 1, port: 80 }],
  ['anything where anything may be', { size: 1, free: { a: { b: [1] } } }],
])('a custom resource is taken with %s', (_, spec) => {
  expect(problems(queue(spec))).toEqual([]);
});

test('a version that is not served is refused, with those that are', () => {
  expect(problems(queue({ size: 1 }, 'shop.example.com/v2'))[0]).toContain(
    "apiVersion: is 'shop.example.com/v2'. Versions that are served: v1, v1beta1",
  );
});

test('a default of its definition written out is no change, nor is another version that says the same', () => {
  const before = [definition, queue({ size: 1 })];
  expect(diffManifests(before, [definition, queue({ size: 1, mode: 'fast' })])).toEqual([]);
  expect(diffManifests(before, [definition, queue({ size: 1 }, 'shop.example.com/v1beta1')])).toEqual([]);
});

test('what its definition refuses fails in the diff, too', () => {
  const [change] = diffManifests([definition, queue({ size: 1 })], [definition, queue({ size: 0 })]);
  expect(change?.consequences).toEqual([{ sort: 'fails', message: 'spec.size: is 0. Allowed: 1 or more' }]);
});
