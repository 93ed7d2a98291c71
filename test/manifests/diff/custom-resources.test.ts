import { diffManifests } from '../../../lib/manifests/diff';
import type { KubeObject } from '../../../lib/manifests/manifest';

const text = { type: 'string' };
const spec = {
  type: 'object',
  properties: {
    size: { type: 'integer' },
    text,
    sized: { type: 'integer', default: 5 },
    may: { ...text, nullable: true },
    deep: { type: 'object', properties: { a: text, b: { type: 'integer', default: 2 } } },
    free: { type: 'object', additionalProperties: text },
    open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    whole: { type: 'object', 'x-kubernetes-map-type': 'atomic', additionalProperties: text },
    list: { type: 'array', items: { type: 'object', properties: { x: text } } },
  },
};

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.shop.example.com' },
  spec: {
    group: 'shop.example.com',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things', singular: 'thing' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
      },
    ],
  },
} as unknown as KubeObject;

const thing = (own: object): KubeObject => ({
  apiVersion: 'shop.example.com/v1',
  kind: 'Thing',
  metadata: { name: 'one' },
  spec: own,
});

/** Fields for which server-side apply is refused. */
function refused(before: object | undefined, after: object): string[] {
  const old = before === undefined ? [] : [thing(before)];
  const changes = diffManifests([definition, ...old], [definition, thing(after)], { serverSide: true });
  return changes.flatMap(({ consequences }) =>
    consequences.filter(({ sort }) => sort === 'fails-server-side').map(({ message }) => message.split(' ')[0] ?? ''),
  );
}

describe('server-side apply of a custom resource fails', () => {
  // Each was seen on a cluster.
  test.each<[string, object | undefined, object, string]>([
    ['for null in place of a number', { size: 3 }, { size: null }, 'spec.size'],
    ['for null that is new', { size: 3 }, { size: 3, text: null }, 'spec.text'],
    ['for null in a new object', undefined, { size: 3, deep: null }, 'spec.deep'],
    ['for null in an item', { list: [{ x: 'a' }] }, { list: [{ x: null }] }, 'spec.list[0].x'],
    ['for null under a free key', { free: { a: 'x' } }, { free: { a: null } }, 'spec.free.a'],
    ['for a map that all is taken out of', { size: 3, free: { a: 'x' } }, { size: 3, free: {} }, 'spec.free'],
    ['for one of unknown fields', { size: 3, open: { a: 'x' } }, { size: 3, open: {} }, 'spec.open'],
    [
      'for one whose defaults were written, too',
      { size: 3, sized: 7, deep: { a: 'x', b: 1 } },
      { size: 3, deep: {} },
      'spec.deep',
    ],
  ])('%s', (_what, before, after, field) => {
    expect(refused(before, after)).toEqual([field]);
  });
});

describe('server-side apply of a custom resource is taken', () => {
  test.each<[string, object, object]>([
    ['with null where there is a default', { size: 3, sized: 6 }, { size: 3, sized: null }],
    ['with null where it is allowed', { size: 3, may: 'a' }, { size: 3, may: null }],
    ['with null that leaves a default behind', { size: 3, deep: { a: 'x' } }, { size: 3, deep: null }],
    ['with null among unknown fields', { size: 3, open: { a: 'x' } }, { size: 3, open: { a: null } }],
    ['with an empty map that defaults fill', { size: 3, deep: { a: 'x' } }, { size: 3, deep: {} }],
    ['with an empty map that is replaced whole', { size: 3, whole: { a: 'x' } }, { size: 3, whole: {} }],
    ['with an empty list', { size: 3, list: [{ x: 'a' }] }, { size: 3, list: [] }],
    ['with an item that becomes empty', { size: 3, list: [{ x: 'a' }] }, { size: 3, list: [{}] }],
    ['with an empty map that is new', { size: 3 }, { size: 3, deep: {} }],
  ])('%s', (_what, before, after) => {
    expect(refused(before, after)).toEqual([]);
  });
});
