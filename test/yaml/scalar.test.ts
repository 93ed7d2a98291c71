import { yamlString, toYaml } from '../../lib/yaml';

describe('yamlString', () => {
  test.each([
    'web',
    '/healthz',
    'localhost/web:1.0',
    '100m',
    '128Mi',
    '25%',
    'app.kubernetes.io/name',
    '10.0.0.0/8',
    'hello world',
    '--flag=1',
    '$(POD_IP):8080',
    'a#b',
    'it’s → “fine”',
    'größe',
    '日本語',
    '🙂',
    '1.x',
    'v1',
    'yesterday',
    '2 * 3',
  ])('leaves %j plain', (text) => {
    expect(yamlString(text)).toBe(text);
  });

  test.each([
    ...[
      '',
      ' ',
      ' a',
      'a ',
      'a: b',
      'a:',
      'a #b',
      '#a',
      '- a',
      '-',
      '?',
      ': a',
      '*a',
      '&a',
      '!a',
      '|',
      '>',
      '%a',
      '@a',
      '`a`',
    ],
    ...['[a]', '{a}', '{{ .Values.a }}', ',a', "'a'", '---', '...', '--- a'],
    ...['yes', 'No', 'ON', 'off', 'y', 'N', 'true', 'False', 'null', 'NULL', '~', '=', '<<'],
    ...[
      '1',
      '-1',
      '+1',
      '007',
      '0o17',
      '0x1F',
      '0b11',
      '1e3',
      '1E-3',
      '.5',
      '5.',
      '1_000',
      '1,000',
      '1:30',
      '190:20:30',
    ],
    ...['.inf', '-.INF', '.nan', '1.0', '1.2.3', '10.0.0.1', '-_1', '12e5', '+.5e+3'],
    ...['2001-01-01', '2001-1-1', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 -5'],
  ])('quotes %j', (text) => {
    expect(yamlString(text)).toMatch(/^(["']).*\1$/);
  });

  test.each([
    ['a\tb', '"a\\tb"'],
    ['\0', '"\\0"'],
    ['\u0007', '"\\x07"'],
    ['a\u0085b', '"a\\x85b"'],
    ['\ufeffa', '"\\ufeffa"'],
    ['a\u2029b', '"a\\u2029b"'],
    ['a\u00a0b', '"a\\xa0b"'],
    ['a\u202eb', '"a\\u202eb"'],
    ['\ud800', '"\\ud800"'],
    ['\u{10ffff}', '"\\U0010ffff"'],
  ])('escapes %j, which cannot be seen', (text, written) => {
    expect(yamlString(text)).toBe(written);
  });

  test('takes the quotes that need the fewest escapes', () => {
    expect(yamlString('"a": b')).toBe(`'"a": b'`);
    expect(yamlString(`"it's": b`)).toBe(`'"it''s": b'`);
    expect(yamlString("it's: b")).toBe(`"it's: b"`);
  });

  test('never folds', () => {
    const line = 'word '.repeat(500).trim();
    expect(yamlString(line)).toBe(line);
    expect(yamlString(`${line}: x`)).toBe(`"${line}: x"`);
  });
});

test.each([
  [1e21, '1.0e+21'],
  [1.5e-9, '1.5e-9'],
  [-0, '0'],
  [1000000, '1000000'],
  [0.1, '0.1'],
])('writes the number %p as %s', (value, text) => {
  expect(toYaml(value)).toBe(`${text}\n`);
});
