import { differenceOf } from './compare';

const object = (spec: unknown, name = 'a'): object => ({ apiVersion: 'v1', kind: 'It', metadata: { name }, spec });

test('objects go by name, maps by key', () => {
  const synth = { objects: [object({ x: 1, y: 2 }), object({}, 'b')] };
  const helm = { objects: [object({}, 'b'), object({ y: 2, x: 1 })] };

  expect(differenceOf(synth, helm)).toBeUndefined();
});

test.each([
  ['lists go by order', [object([1, 2])], [object([2, 1])], 'v1 It /a spec 0: synth 1, Helm 2'],
  ['null is not nothing', [object({})], [object({ a: null })], 'v1 It /a spec a: synth nothing, Helm null'],
  ['a text is not a number', [object('1')], [object(1)], 'v1 It /a spec: synth "1", Helm 1'],
  ['an object too many', [], [object(1)], 'v1 It /a: only Helm has it'],
  ['an object too few', [object(1)], [], 'v1 It /a: Helm lacks it'],
  ['an object twice', [object(1)], [object(1), object(1)], 'v1 It /a: only Helm has it'],
])('%s', (_rule, synth, helm, difference) => {
  expect(differenceOf({ objects: synth }, { objects: helm })).toBe(difference);
});

test('what synth refuses, Helm has to refuse', () => {
  expect(differenceOf({ refused: 'too large' }, { objects: [] })).toContain('synth refuses these values (too large)');
  expect(differenceOf({ refused: 'too large' }, { refused: 'no' })).toBeUndefined();
});

test('notes are compared', () => {
  expect(differenceOf({ objects: [], notes: 'a' }, { objects: [] })).toBe('NOTES: synth "a", Helm nothing');
});
