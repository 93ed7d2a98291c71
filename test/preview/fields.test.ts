import { z } from 'zod';
import { formFields } from '../../lib/preview/fields';
import { textOf, valuesOf } from '../../lib/preview/written';

const schema = z.object({
  replicas: z.int().min(1).max(9).default(2).describe('Pods.'),
  image: z.object({ tag: z.string().default('1.0'), pullPolicy: z.enum(['Always', 'Never']).default('Never') }),
  debug: z.boolean().default(false),
  env: z.record(z.string(), z.string()).default({}),
});
const fields = formFields(schema);

test('each value is a field of the kind that it is, with its bounds, its choices and its words', () => {
  expect(fields.map(({ path, kind }) => `${path}: ${kind}`)).toEqual([
    'replicas: number',
    'image.tag: text',
    'image.pullPolicy: choice',
    'debug: switch',
    'env: yaml',
  ]);
  expect(fields[0]).toMatchObject({ min: 1, max: 9, description: 'Pods.', allowed: 'an integer from 1 to 9' });
  expect(fields[2]?.options).toEqual(['Always', 'Never']);
});

test('what is written is read as its field asks for it; what no field is for is left out', () => {
  const written = { replicas: '4', 'image.tag': '007', debug: 'true', env: 'A: x\n', other: '1' };
  expect(valuesOf(fields, written)).toEqual({ replicas: 4, image: { tag: '007' }, debug: true, env: { A: 'x' } });
});

test('an empty field asks for the default, and what can not be read stays for the schema to refuse', () => {
  expect(valuesOf(fields, { replicas: '', env: '{' })).toEqual({ replicas: null, env: '{' });
  expect(valuesOf(fields, { replicas: 'many' })).toEqual({ replicas: 'many' });
});

test('a value is shown as its field takes it', () => {
  expect([textOf('number', 2), textOf('switch', false), textOf('yaml', { A: 'x' }), textOf('text', undefined)]).toEqual(
    ['2', 'false', 'A: x', ''],
  );
});
