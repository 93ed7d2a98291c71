import { z } from 'zod';
import { listValues } from '../../lib/values/list-values';

test('lists every value with its path, what it may be, its default and description', () => {
  const schema = z.object({
    image: z.object({ tag: z.string().default('1').describe('Tag.'), digest: z.string().optional() }),
    backends: z.array(z.object({ name: z.string().describe('In logs.') })).default([]),
    env: z.record(z.string(), z.string()).default({}),
  });

  expect(listValues(schema)).toEqual([
    { path: 'image.tag', allowed: 'text', default: '1', description: 'Tag.' },
    { path: 'image.digest', allowed: 'text, or absent' },
    { path: 'backends', allowed: 'a list', default: [] },
    { path: 'backends[].name', allowed: 'text', description: 'In logs.' },
    { path: 'env', allowed: 'a map', default: {} },
  ]);
});
