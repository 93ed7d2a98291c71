import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {
  DNS_LABEL,
  DNS_LABEL_1035,
  DNS_SUBDOMAIN,
  fits,
  HOST_NAME,
  isLabelKey,
  isLabelValue,
  NAME_OF_SERVER,
} from '../../lib/kubernetes/names';

const long = (length: number): string => 'a'.repeat(length);

// What an API server of Kubernetes 1.34 said to each.
describe.each([
  ['label', DNS_LABEL, ['a', '1', 'a-b', long(63)], ['', '-a', 'a-', 'a.b', 'A', 'a_b', 'é', 'a\n', long(64)]],
  ['label of old', DNS_LABEL_1035, ['a', 'a1'], ['1', '1a', 'a.b', long(64)]],
  [
    'subdomain',
    DNS_SUBDOMAIN,
    ['a', 'a.b', '1.2', 'a-b.c-d', long(253)],
    ['a..b', '.a', 'a.', 'a.-b', 'a-.b', long(254)],
  ],
  ['host name', HOST_NAME, ['a.b', `${long(63)}.a`], ['a..b', 'a.-b', `${long(64)}.a`, `${`${long(63)}.`.repeat(4)}a`]],
  ['name of a server', NAME_OF_SERVER, ['a', '1.b', '1a.b1'], ['1', 'a.1', '1.2.3.4', 'a.1b', 'a..b']],
])('as a %s', (_, syntax, good, bad) => {
  test.each(good)('%j passes', (text) => expect(fits(syntax, text)).toBe(true));
  test.each(bad)('fails for %j', (text) => expect(fits(syntax, text)).toBe(false));
});

test('keys of labels have a DNS subdomain before them, or nothing', () => {
  for (const key of ['a', 'A_b.c', 'a.b/c', `${long(253)}/c`, `a/${long(63)}`])
    expect([key, isLabelKey(key)]).toEqual([key, true]);
  for (const key of [
    '',
    '/',
    'a/',
    '/a',
    'a..b/c',
    'A/c',
    'a/b/c',
    '-a',
    'a-',
    'a b',
    `${long(254)}/c`,
    `a/${long(64)}`,
  ]) {
    expect([key, isLabelKey(key)]).toEqual([key, false]);
  }
});

test('values of labels may be empty, begin and end with a letter or digit, and have 63 characters', () => {
  for (const value of ['', 'a', 'A_b.c', long(63)]) expect([value, isLabelValue(value)]).toEqual([value, true]);
  for (const value of [' ', '-a', 'a.', 'a/b', long(64)]) expect([value, isLabelValue(value)]).toEqual([value, false]);
});

test('a subdomain is labels with dots between them', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '0', '-', '.'), maxLength: 12 });
  fc.assert(
    fc.property(text, (name) => {
      expect(fits(DNS_SUBDOMAIN, name)).toBe(name.split('.').every((part) => fits(DNS_LABEL, part)));
      expect(fits(HOST_NAME, name)).toBe(fits(DNS_SUBDOMAIN, name));
    }),
    { numRuns: 2000 },
  );
});

test('the grammar of names stands in one file of the library', () => {
  const root = path.join(__dirname, '../../lib');
  const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  // Names that end in a letter or digit and hold dashes in between, in whatever way the pattern is written.
  const grammar = /\[(?:a-z|A-Za-z)0-9\]\((?:\?:)?\[[^\]]*-\][*{]/;
  const having = files.filter((file) => grammar.test(fs.readFileSync(path.join(root, file), 'utf8')));
  expect(having.filter((file) => !file.startsWith('compiler'))).toEqual(['kubernetes/names.ts']);
});
