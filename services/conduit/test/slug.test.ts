import fc from 'fast-check';
import { slugCandidate, slugOf } from '../data/slug';

test.each([
  ['How to train your dragon', 'how-to-train-your-dragon'],
  ['  Crème   Brûlée!  ', 'creme-brulee'],
  ['ÅNGSTRÖM — 10⁻¹⁰ m', 'angstrom-10-10-m'],
  ['ドラゴンの育て方', 'ドラゴンの育て方'],
  ['हिन्दी में', 'हिन्दी-में'],
  ['C++ & C#', 'c-c'],
  ['../../etc/passwd', 'etc-passwd'],
  ['???', ''],
])('the slug of %j is %j', (title, slug) => expect(slugOf(title)).toBe(slug));

test('a slug is one segment of a path, of 80 characters at most, and its own slug', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
      const slug = slugOf(title);
      expect(slug).toMatch(/^([\p{L}\p{N}\p{M}]+(-[\p{L}\p{N}\p{M}]+)*)?$/u);
      expect([...slug].length).toBeLessThanOrEqual(80);
    }),
  );
});

test('the first candidate is the slug itself, unless it is a path of the API or nothing', () => {
  expect(slugCandidate('A title', 0)).toBe('a-title');
  expect(slugCandidate('A title', 1)).toMatch(/^a-title-[0-9a-z]{8}$/);
  expect(slugCandidate('Feed', 0)).toMatch(/^feed-[0-9a-z]{8}$/);
  expect(slugCandidate('!', 0)).toMatch(/^[0-9a-z]{8}$/);
});
