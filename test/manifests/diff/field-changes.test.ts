import fc from 'fast-check';
import { diffManifests } from '../../../lib/manifests/diff';
import { fieldChanges } from '../../../lib/manifests/diff/field-changes';
import type { KubeObject } from '../../../lib/manifests/manifest';

const json = fc.jsonValue({ maxDepth: 4 });

describe('fieldChanges', () => {
  test('names items of lists by what the Kubernetes API merges them by', () => {
    const before = {
      containers: [
        { name: 'a', ports: [{ containerPort: 1 }] },
        { name: 'b', env: [{ name: 'X', value: '1' }] },
      ],
    };
    const after = {
      containers: [
        { name: 'a', ports: [{ containerPort: 2 }] },
        { name: 'b', env: [{ name: 'X', value: '2' }] },
      ],
    };
    expect(fieldChanges(before, after)).toEqual([
      { field: 'containers[a].ports[1]', before: { containerPort: 1 }, after: undefined },
      { field: 'containers[a].ports[2]', before: undefined, after: { containerPort: 2 } },
      { field: 'containers[b].env[X].value', before: '1', after: '2' },
    ]);
  });

  test('sees a new order of named items as one change', () => {
    expect(fieldChanges({ l: [{ name: 'a' }, { name: 'b' }] }, { l: [{ name: 'b' }, { name: 'a' }] })).toEqual([
      { field: 'l (order)', before: ['a', 'b'], after: ['b', 'a'] },
    ]);
  });

  test('goes by position where items have no names, and quotes keys that need it', () => {
    expect(fieldChanges({ 'a.b/c': [{ x: 1 }, { x: 1 }] }, { 'a.b/c': [{ x: 1 }, { x: 2 }] })).toEqual([
      { field: "['a.b/c'][1].x", before: 1, after: 2 },
    ]);
  });

  test('finds nothing between a value and its copy, and something between different values', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(fieldChanges(a, structuredClone(a))).toEqual([]);
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(fieldChanges(a, b).length === 0).toBe(same);
        expect(fieldChanges(b, a)).toHaveLength(fieldChanges(a, b).length);
      }),
    );
  });
});

describe('diffManifests', () => {
  const object = (apiVersion: string, name: string, rest: object = {}): KubeObject => ({
    apiVersion,
    kind: 'K',
    metadata: { name },
    ...rest,
  });

  test('tells apart by group, kind, namespace and name, and lists what is gone last', () => {
    const before = [object('v1', 'gone'), object('a.example.com/v1', 'x'), object('b/v1', 'x')];
    const after = [object('a.example.com/v2', 'x'), object('b/v1', 'x'), object('v1', 'new')];
    expect(diffManifests(before, after).map(({ object: name, sort, fields }) => [name, sort, fields])).toEqual([
      ['K x', 'changed', [{ field: 'apiVersion', before: 'a.example.com/v1', after: 'a.example.com/v2' }]],
      ['K new', 'added', []],
      ['K gone', 'removed', []],
    ]);
  });

  test('finds nothing between two equal syntheses', () => {
    const objects = [object('v1', 'a', { spec: { x: [1] } }), object('v1', 'b')];
    expect(diffManifests(objects, structuredClone(objects).reverse())).toEqual([]);
  });

  test('marks what belongs to a Secret', () => {
    const secret = (password: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      stringData: { password },
    });
    expect(diffManifests([secret('a')], [secret('b')])[0]?.fields).toEqual([
      { field: 'data.password', before: 'YQ==', after: 'Yg==', secret: true },
    ]);
  });

  test('takes objects whose shape is wrong, as people write them', () => {
    const odd = (spec: unknown) =>
      ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec }) as unknown as KubeObject;
    const pod = (container: unknown) => ({ template: { spec: { containers: [container], volumes: [null] } } });
    const shapes = [null, 'x', [], { template: null }, pod(null), pod({ ports: [null], env: [1], volumeMounts: 'x' })];
    for (const before of shapes)
      for (const after of shapes) expect(diffManifests([odd(before)], [odd(after)])).toBeDefined();
  });
});

/** Keys sorted, -0 as 0, all the way down. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
