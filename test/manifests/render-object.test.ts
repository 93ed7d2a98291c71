import { ApiObject, App, Chart, JsonPatch, Lazy, type IResolver } from 'cdk8s';
import fc from 'fast-check';
import { withFastObjects } from '../../lib/manifests/render-object';

/** A union as generated L1 code has them. */
class Quantity {
  constructor(readonly value: string | number) {}
}

/** Anything that constructs put into objects: data, lazy values, tokens, unions, holes. */
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(null, undefined, true, 0, '', 'text', {}, []),
    fc.integer(),
    fc.string(),
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('b', 'a', 'B', '2', '10', 'value', 'ä', 'kind'), tie('data'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
    tie('data').map((value) => Lazy.any({ produce: () => value }) as unknown),
    tie('data').map((value) => ({ resolve: () => value })),
    fc.oneof(fc.string(), fc.integer()).map((value) => new Quantity(value)),
  ),
}));

function objectWith(spec: unknown, metadata: object = {}, app = new App()): ApiObject {
  const chart = new Chart(app, 'chart', { namespace: 'ns', labels: { team: 'web' } });
  return new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Thing', spec, metadata });
}

const fast = (object: ApiObject): unknown => withFastObjects(App.of(object), () => object.toJson() as unknown);

describe('withFastObjects', () => {
  test('renders what stock cdk8s renders, keys in the same order', () => {
    fc.assert(
      fc.property(
        data,
        fc.dictionary(fc.constantFrom('z', 'a', 'generateName'), data, { noNullPrototype: true }),
        (spec, metadata) => {
          const object = objectWith(spec, metadata);
          const stock = object.toJson() as unknown;
          expect(fast(object)).toStrictEqual(stock);
          expect(JSON.stringify(fast(object))).toBe(JSON.stringify(stock));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('applies JSON patches, labels and annotations that came later', () => {
    const object = objectWith({ b: 1, a: 2 });
    object.addJsonPatch(JsonPatch.add('/first', [1]), JsonPatch.remove('/spec/b'));
    object.metadata.addLabel('l', 'x');
    object.metadata.addAnnotation('a', 'y');
    object.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'K', name: 'n', uid: 'u' });
    expect(JSON.stringify(fast(object))).toBe(JSON.stringify(object.toJson()));
  });

  test('fails where stock cdk8s fails, with the same message', () => {
    const object = objectWith({ at: new Date(0) });
    expect(() => fast(object)).toThrow("Failed serializing construct at path 'chart/object'");
    expect(() => fast(object)).toThrow("can't render non-simple object of type 'Date'");
    expect(() => object.toJson() as unknown).toThrow("can't render non-simple object of type 'Date'");
  });

  test('leaves an app with a resolver of its own to cdk8s', () => {
    const shout: IResolver = { resolve: (c) => void (c.value === 'quiet' && c.replaceValue('LOUD')) };
    expect(fast(objectWith('quiet', {}, new App({ resolvers: [shout] })))).toMatchObject({ spec: 'LOUD' });
  });

  test('leaves an app whose keys are not to be sorted to cdk8s', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      const object = objectWith({ b: 1, a: 2 });
      expect(JSON.stringify(fast(object))).toBe(JSON.stringify(object.toJson()));
      expect(JSON.stringify(fast(object))).toContain('{"b":1,"a":2}');
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  test('puts the method back, also after an error', () => {
    const stock: unknown = Reflect.get(ApiObject.prototype, 'toJson');
    const fails = (): unknown =>
      withFastObjects(new App(), () => {
        throw new Error('no');
      });
    expect(fails).toThrow('no');
    expect(Reflect.get(ApiObject.prototype, 'toJson')).toBe(stock);
  });
});
