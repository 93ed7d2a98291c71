import { exprValue, type Env } from '../../lib/compiler/evaluate';
import { EVERY, one, type Among, type Cond, type Ref } from '../../lib/compiler/ir';

const env: Env = {
  release: { name: 'r', service: 'Helm' },
  scopes: [],
  values: {
    hosts: [
      { name: 'a', port: 80, tls: false },
      { name: 'b', port: 443, tls: true },
      { name: 'c', port: 8443, tls: true },
    ],
    none: [],
  },
};
const over = (path: string): Ref => ({ from: 'value', scope: 0, path: [path] });
const tls: Cond = { op: 'test', test: { is: 'true', ref: { from: 'value', scope: 1, path: ['tls'] } } };
const ask = (what: Among['ask'], more: Partial<Among> = {}): unknown =>
  exprValue({ e: 'among', ask: what, over: over('hosts'), when: tls, ...more }, env);

test('whether some, whether all, and how many elements fit', () => {
  expect([ask('some'), ask('every'), ask('count')]).toEqual([true, false, 2]);
});

test('of no elements none fits, and all do', () => {
  const none = { over: over('none') };
  expect([ask('some', none), ask('every', none), ask('count', none)]).toEqual([false, true, 0]);
});

test('what the first and the last that fit have, and nothing where none does', () => {
  expect([ask('first', { of: ['name'] }), ask('last', { of: ['name'] })]).toEqual(['b', 'c']);
  expect(ask('first', { over: over('none'), of: ['name'] })).toBeUndefined();
});

test('the sum, the greatest and the least, with what they are compared with', () => {
  const ports = { of: ['port'], when: EVERY };
  expect([ask('sum', ports), ask('max', { ...ports, start: 9000 }), ask('min', { ...ports, start: 9000 })]).toEqual([
    8966, 9000, 80,
  ]);
});

test('an element is at scope 1 whatever repetitions are around', () => {
  const inLoop: Env = { ...env, scopes: [{ item: { tls: false }, index: 0 }] };
  expect(exprValue({ e: 'among', ask: 'count', over: over('hosts'), when: tls }, inLoop)).toBe(2);
});

test('what is joined has nothing behind the last, though items were left out', () => {
  const name = { e: 'ref', ref: { from: 'value', scope: 1, path: ['name'] } } as const;
  const items = [
    {
      s: 'each',
      over: over('hosts'),
      omit: [],
      body: [{ s: 'if', when: tls, then: [one([one(name)])], else: [] }],
    },
  ] as const;
  expect(exprValue({ e: 'joined', items, separator: ', ' }, env)).toBe('b, c');
});
