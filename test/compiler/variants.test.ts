import { z } from 'zod';
import { shapeOf, tagIn, valuesSchema, variantOf, type ObjectShape } from '../../lib/compiler/shape';

const shapeOfValue = (schema: z.ZodType): unknown => {
  const shape = shapeOf(valuesSchema(z.object({ it: schema })));
  return shape.kind === 'object' ? shape.fields[0]?.shape : undefined;
};
const probe = z.discriminatedUnion('type', [
  z.object({ type: z.literal('http'), path: z.string().default('/') }),
  z.object({ type: z.literal('tcp'), port: z.int() }),
]);

test('a union of maps is one section, with the fields of each', () => {
  const shape = shapeOfValue(probe) as ObjectShape;
  expect(shape.fields.map(({ key, optional }) => [key, optional])).toEqual([
    ['type', false],
    ['path', true],
    ['port', true],
  ]);
  expect(shape.fields[0]?.shape).toEqual({ kind: 'enum', members: ['http', 'tcp'] });
  expect(shape.fields[1]).toMatchObject({ default: undefined, variantDefault: '/' });
});

test('which of them a value is, is told by its tag before its keys', () => {
  const shape = shapeOfValue(probe) as ObjectShape;
  const keysOf = (value: unknown): string[] => variantOf(shape, value).map(({ key }) => key);
  expect(keysOf({ type: 'tcp', path: '/' })).toEqual(['type', 'port']);
  expect(keysOf({ type: 'http' })).toEqual(['type', 'path']);
});

test('a schema names the field that tells its alternatives; those without one have none', () => {
  const fieldsOf = (schema: z.ZodType) => valuesSchema(z.object({ it: schema })).properties?.it ?? {};
  expect(tagIn(fieldsOf(probe))).toBe('type');
  expect(tagIn(fieldsOf(z.union([z.object({ a: z.string() }), z.object({ b: z.string() })])))).toBeUndefined();
  expect(tagIn(fieldsOf(z.string()))).toBeUndefined();
});

test('a text or a map stays a union; a map of known keys is a section', () => {
  expect(shapeOfValue(z.union([z.string(), z.object({ name: z.string() })]))).toMatchObject({
    kind: 'union',
    of: [{ kind: 'string' }, { kind: 'object' }],
  });
  expect(shapeOfValue(z.record(z.enum(['web', 'api']), z.string()))).toMatchObject({
    kind: 'object',
    fields: [
      { key: 'api', optional: false },
      { key: 'web', optional: false },
    ],
  });
});
