import fc from 'fast-check';
import { mergeValues, type ValuesTree } from '../../lib/values/merge';
import { nearest } from '../../lib/values/nearest';
import { parseSet, SetSyntaxError } from '../../lib/values/set';

const tree = fc.dictionary(
  fc.string(),
  fc.oneof(fc.integer(), fc.string(), fc.dictionary(fc.string(), fc.integer())),
) as fc.Arbitrary<ValuesTree>;

test('merging with nothing changes nothing, and merging is associative', () => {
  fc.assert(fc.property(tree, (a) => expect(mergeValues(mergeValues(a, {}), a)).toEqual(a)));
  fc.assert(
    fc.property(tree, tree, tree, (a, b, c) =>
      expect(mergeValues(mergeValues(a, b), c)).toEqual(mergeValues(a, mergeValues(b, c))),
    ),
  );
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
