import fc from 'fast-check';
import {
  parse,
  parseAllDocuments,
  parseDocument,
  type ParseOptions,
  type SchemaOptions,
  type DocumentOptions,
} from 'yaml';
import { json, text } from './json-values';
import { kubeKeyOrder, toYaml, toYamlDocuments, yamlString } from '../../lib/yaml';

type Reader = ParseOptions & DocumentOptions & SchemaOptions;
const READERS: [string, Reader][] = [
  ['YAML 1.2 core', { version: '1.2', schema: 'core' }],
  ['YAML 1.2 core with merge keys', { version: '1.2', schema: 'core', merge: true }],
  ['YAML 1.1', { version: '1.1', schema: 'yaml-1.1' }],
];

jest.setTimeout(60_000);

/** Strings with lone surrogates are compared as they are; everything else too: no reader may change a thing. */
describe.each(READERS)('read by %s', (_, reader) => {
  const read = (yaml: string): unknown => {
    const document = parseDocument(yaml, { ...reader, strict: true });
    expect([...document.errors, ...document.warnings]).toEqual([]);
    return document.toJS();
  };

  test('any string is that string', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(read(toYaml(value))).toBe(value);
        expect(read(`key: ${yamlString(value)}\n`)).toEqual({ key: value });
      }),
      { numRuns: 1000 },
    );
  });

  test('any JSON value is that value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(read(toYaml(value))).toEqual(value);
        expect(read(toYaml(value, kubeKeyOrder))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('any list of documents is that list', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 4 }), (values) => {
        const documents = parseAllDocuments(toYamlDocuments(values), { ...reader, strict: true });
        expect(Array.isArray(documents) ? documents.map((d) => d.toJS() as unknown) : []).toEqual(values);
      }),
      { numRuns: 150 },
    );
  });
});

test('the order asked for moves keys and changes nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(text, fc.constantFrom('name', 'kind', 'apiVersion', 'metadata'))), (keys) => {
      const ordered = kubeKeyOrder(keys);
      expect([...ordered].sort()).toEqual([...keys].sort());
      expect(kubeKeyOrder(ordered)).toEqual(ordered);
    }),
  );
});

test('a scalar of one line stays on one line', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(yamlString(value)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
      expect(parse(yamlString(value))).toBe(value);
    }),
  );
});
