import { parseYaml, YamlProblem, yamlValue, type Duplicate } from '../../../lib/yaml/read';
import documents from './go-yaml-documents.json';
import scalars from './go-yaml-scalars.json';

// Both files hold what sigs.k8s.io/yaml 1.6 over go.yaml.in/yaml/v2 2.4.3, which kubectl 1.35 reads with, makes of texts.

const read = (text: string): unknown => {
  const node = parseYaml(text);
  return node ? yamlValue(node) : null;
};

test.each(Object.entries(scalars))('a scalar without quotes is what go-yaml takes it for: %s', (text, value) => {
  if (value === 'error') expect(() => read(`k: ${text}\n`)).toThrow(YamlProblem);
  else expect(read(`k: ${text}\n`)).toEqual({ k: value });
});

test.each(documents as [string, unknown][])('a document is what go-yaml takes it for: %j', (text, value) => {
  if (value === 'error') expect(() => read(text)).toThrow(YamlProblem);
  else expect(read(text)).toEqual(value);
});

test.each([
  ['a: 1\nb:\n  c: [1\nd: 2\n', "did not find expected ',' or ']'", 4],
  ['a: 1\nb: *c\n', '*c has no anchor &c before it', 2],
  ['a: &a [*a]\n', '&a contains itself', 1],
  ['a:\n\tb: c\n', "a tab can't begin a value: put the text in quotes", 2],
  ['a: b: c\n', "a second ': ' in one line, or a value where no map can begin: put the text in quotes", 1],
  ['a: x\u0007\n', 'the control character U+0007 is not allowed', 1],
  ['a: "b\n', 'a quoted text has no closing quote', 1],
  ['a: 1\nnull: 2\n', 'a key is empty or null. Put it in quotes', 2],
  ['a: .inf\n', '.inf is no number of JSON. Put it in quotes if it is a text', 1],
])('fails with what is wrong and its line: %j', (text, message, line) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ message, line }));
});

test('aliases that multiply are refused, as go-yaml does', () => {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`);
  expect(() => read(['l0: &l0 x', ...levels].join('\n'))).toThrow('aliases multiply to more than kubectl reads');
});

test('collections deeper than any manifest are refused, not a stack that overflows', () => {
  for (const text of ['['.repeat(5000), '{a: '.repeat(5000), '- '.repeat(5000), '? '.repeat(5000)]) {
    expect(() => read(text)).toThrow(YamlProblem);
  }
});

test('the second of two equal keys counts, and both lines are told', () => {
  const duplicates: Duplicate[] = [];
  const node = parseYaml('a: 1\nb: 2\na: 3\nc: {d: 1, <<: {d: 2}}\n');
  expect(node && yamlValue(node, duplicates)).toEqual({ a: 3, b: 2, c: { d: 2 } });
  expect(duplicates).toEqual([{ key: 'a', lines: [1, 3] }]);
});

test('a key called __proto__ is a key', () => {
  expect(JSON.stringify(read('__proto__: {a: 1}\n'))).toBe('{"__proto__":{"a":1}}');
});
