import { readYaml } from './read-yaml';

test.each([
  ['.', '.'],
  ['""', ''],
  ['017', 15],
  ['0o17', 15],
  ['08', 8],
  ['1_000', 1000],
  ['-0x1F', -31],
  ['1e3', 1000],
  ['1e+06', 1_000_000],
  ['.5', 0.5],
  ['y', true],
  ['off', false],
  ['~', null],
  ['2024-01-01', '2024-01-01'],
  ['12:30:45', '12:30:45'],
  ["'1'", '1'],
  ['|-\n  10', '10'],
])('%j is read as kubectl reads it', (text, value) => {
  expect(readYaml(`a: ${text}`)).toEqual([{ a: value }]);
});

test('a key is a text, whatever it looks like', () => {
  expect(readYaml('10: a\n1e3: b')).toEqual([{ '10': 'a', '1000': 'b' }]);
});

test('fails for what is no YAML', () => {
  expect(() => readYaml('a: b: c')).toThrow('invalid YAML');
});
