import fc from 'fast-check';
import { mergeValues, type ValuesTree } from '../../lib/values/merge';
import { nearest } from '../../lib/values/nearest';
import { parseSet, SetSyntaxError } from '../../lib/values/set';

/** Trees in which a key is either always a map or never, as in the values of a chart. */
const tree = fc
  .tuple(
    fc.dictionary(
      fc.string().map((key) => `m${key}`),
      fc.dictionary(fc.string(), fc.integer()),
    ),
    fc.dictionary(
      fc.string().map((key) => `s${key}`),
      fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer())),
    ),
  )
  .map(([maps, others]): ValuesTree => ({ ...maps, ...others }));

test('merging with nothing or with itself changes nothing', () => {
  fc.assert(fc.property(tree, (a) => expect(mergeValues(mergeValues(a, {}), a)).toEqual(a)));
});

test('it does not matter which of three sources are merged first', () => {
  fc.assert(
    fc.property(tree, tree, tree, (a, b, c) =>
      expect(mergeValues(mergeValues(a, b), c)).toEqual(mergeValues(a, mergeValues(b, c))),
    ),
  );
});

test('a map over a scalar replaces it, and the other way round', () => {
  expect(mergeValues({ a: 1, b: { c: 2 } }, { a: { d: 3 }, b: 4 })).toEqual({ a: { d: 3 }, b: 4 });
});

test.each([
  ['replicas=3', { replicas: 3 }],
  ['a.b=true,c=x', { a: { b: true }, c: 'x' }],
  ['tag=007', { tag: '007' }],
  ['list={a,b}', { list: ['a', 'b'] }],
  ['list={}', { list: [] }],
  ['hosts[0].name=a,hosts[0].port=1,hosts[1].name=b', { hosts: [{ name: 'a', port: 1 }, { name: 'b' }] }],
  ['node\\.kind=web', { 'node.kind': 'web' }],
  ['text=a\\,b', { text: 'a,b' }],
  ['gone=null', { gone: null }],
  ['empty=', { empty: '' }],
  ['url=http://x/?a=b', { url: 'http://x/?a=b' }],
])('--set %s', (argument, expected) => {
  expect(parseSet(argument)).toEqual(expected);
});

test('--set-string keeps everything text', () => {
  expect(parseSet('a=1,b=true,c=null', false)).toEqual({ a: '1', b: 'true', c: 'null' });
});

test.each([
  ['replicas', "'replicas' is not PATH=VALUE"],
  ['=3', "'=3' is not PATH=VALUE"],
  ['a[x]=1', "'a[x]' is not a path"],
  ['a[99999999]=1', 'list index 99999999 is over 65536'],
  ['a.b=1,a[0]=2', "'a' is both a list and a map here"],
])('fails on --set %s', (argument, message) => {
  expect(() => parseSet(argument)).toThrow(SetSyntaxError);
  expect(() => parseSet(argument)).toThrow(message);
});

test('--set cannot reach the prototype', () => {
  parseSet('__proto__.polluted=1');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('suggests only what may have been meant', () => {
  expect(nearest('replcas', ['replicas', 'image'])).toBe('replicas');
  expect(nearest('zzz', ['replicas', 'image'])).toBeUndefined();
});
