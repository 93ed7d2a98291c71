import fc from 'fast-check';
import type { Literals } from './literals';
import type { Random } from './random';

/** What a text may be, in words of JSON Schema. */
export interface TextSchema {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** Texts that YAML, Go templates or a program may take for something else. Not U+0085, which Helm's own toYaml loses. */
const NASTY = [
  '',
  ' ',
  'a',
  'Z',
  '0',
  '007',
  '-1',
  '1e3',
  '1_000',
  '0x1F',
  '1.50',
  'true',
  'no',
  'null',
  '~',
  '-',
  '/',
  '.',
  '*a',
  '&a',
  '!x',
  '%',
  '@',
  '`',
  '- x',
  '# x',
  'a: b',
  'a #b',
  'a:',
  '"',
  "'",
  '\\',
  '\\n',
  '$1 ${x} $(X)',
  '{{ .Values.x }}',
  '{{',
  '}}',
  '{',
  '[a]',
  'two\nlines',
  '\nfirst',
  'last\n',
  'last\n\n',
  ' both ',
  'tab\there',
  'crlf\r\nx',
  '\u0007',
  '\u2028',
  'é',
  'ß',
  'İ',
  '日本',
  '😀',
  'e\u0301',
  'UPPER lower',
  'a,b',
  'a=b',
  'a/b/c',
  'a.b.c',
  '2024-02-29',
  '<b>&amp;</b>',
];
const LENGTHS = [1, 2, 8, 20, 52, 53, 62, 63, 64, 253, 254, 300];

/** Draws a text that the schema allows, often one that the build compares with or nearly so. */
export function drawText(schema: TextSchema, { texts }: Literals, random: Random): string {
  const { minLength = 0, maxLength = 100_000, pattern } = schema;
  const form = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const fits = (text: string): boolean =>
    text.length >= minLength && text.length <= maxLength && (form === undefined || form.test(text));
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const text = candidate(texts, form, random);
    if (fits(text)) return text;
  }
  if (form === undefined) return 'x'.repeat(Math.max(minLength, Math.min(3, maxLength)));
  return of(form, random, fits);
}

function candidate(texts: readonly string[], form: RegExp | undefined, random: Random): string {
  const literal = texts.length > 0 ? random.one(texts) : random.one(NASTY);
  switch (random.int(0, form === undefined ? 11 : 5)) {
    case 0:
    case 1:
      return literal;
    case 2:
      return `${literal}${random.one(['x', '1', '-', '/', ' ', '.com', literal])}`;
    case 3:
      return `${random.one(['x', '1', '-', '/', ' ', 'a.'])}${literal}`;
    case 4:
      return random.one([literal.toUpperCase(), literal.slice(1), literal.slice(0, -1)]);
    case 5:
      return form === undefined
        ? `${literal}${random.one([',', ':', '/', '-', '.', ' ', '\n'])}${random.one(texts.length > 0 ? texts : NASTY)}`
        : of(form, random, () => true);
    case 6:
      return 'abcdefghij-klmno.pq'.repeat(20).slice(0, random.one(LENGTHS));
    default:
      return random.one(NASTY);
  }
}

/** Draws a text of a form. */
function of(form: RegExp, random: Random, fits: (text: string) => boolean): string {
  const drawn = fc.sample(arbitraryOf(form.source, random.one(SIZES)), { seed: random.int(0, 2 ** 30), numRuns: 3 });
  return drawn.find(fits) ?? (drawn[0] as string);
}

const SIZES = ['xsmall', 'small', 'medium'] as const;
const ARBITRARIES = new Map<string, fc.Arbitrary<string>>();

function arbitraryOf(source: string, size: (typeof SIZES)[number]): fc.Arbitrary<string> {
  const key = `${size} ${source}`;
  const kept = ARBITRARIES.get(key) ?? fc.stringMatching(new RegExp(source, 'u'), { size });
  ARBITRARIES.set(key, kept);
  return kept;
}
