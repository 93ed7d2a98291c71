import { decodeText, readDocuments } from '../../../lib/yaml/read';

const values = (text: string): unknown[] => readDocuments(text).map(({ value, problem }) => problem?.message ?? value);

test.each<[string, string, unknown[]]>([
  ['documents between lines of ---', 'a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
  ['a comment behind ---', '--- # first\na: 1\n--- # second\nb: 2', [{ a: 1 }, { b: 2 }]],
  ['no line break at the end: there is one', 'a: |\n  x', [{ a: 'x\n' }]],
  ['CRLF', 'a: |\r\n  x\r\n  y\r\n---\r\nb: 2\r\n', [{ a: 'x\ny\n' }, { b: 2 }]],
  ['nothing but comments', '# a\n---\n# b\n', [undefined, undefined]],
  [
    'what stands behind --- spoils the document before it',
    'a: 1\n--- x\nb: 2\n',
    ['--- has x behind it. Put that on the next line', { b: 2 }],
  ],
  ['a --- in a block text at the margin ends it, too', 'a: |\n  x\n---\nz\n', [{ a: 'x\n' }, 'z']],
  ['what follows ... is not read', 'a: 1\n...\n]][\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
  ['a byte order mark', '\ufeffa: 1\n', [{ a: 1 }]],
  ['JSON', '{"a": 1, "b": [true, null]}', [{ a: 1, b: [true, null] }]],
  ['JSON one after another', '{"a": 1}\n{"b": "}"}{"c": 3}', [{ a: 1 }, { b: '}' }, { c: 3 }]],
  ['JSON, then YAML', '{"a": 1}\n---\nb: yes\n', [{ a: 1 }, { b: true }]],
  ['YAML that begins with {', '{a: 1, b: yes}\n', [{ a: 1, b: true }]],
  [
    'one that is wrong does not hide the next',
    'a: [\n---\nb: 2\n',
    ['a value is missing, or stands where none can be', { b: 2 }],
  ],
])('%s', (_, text, expected) => {
  expect(values(text)).toEqual(expected);
});

test('lines are those of the file', () => {
  const text = '# head\n---\na: 1\n---\n\nb: 1\nb: 2\n---\nc: [\n';
  expect(readDocuments(text).map(({ line }) => line)).toEqual([1, 3, 5, 9]);
  expect(readDocuments(text)[2]?.duplicates).toEqual([{ key: 'b', lines: [6, 7] }]);
  expect(readDocuments(text)[3]?.problem?.line).toBe(10);
});

test('a file is UTF-8 unless its byte order mark says otherwise', () => {
  expect(decodeText(Buffer.from('é'))).toBe('é');
  expect(decodeText(Buffer.from('\ufeffé', 'utf16le'))).toBe('é');
  expect(decodeText(Uint8Array.of(0xff, 0x61))).toBe('\ufffda');
});
