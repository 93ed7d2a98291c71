import { sample, stringMatching } from 'fast-check';
import { CompileError } from './compile-error';
import { Random } from './random';
import type { StringShape } from './shape';

/** Strings that a shape allows: ones that can be found again in an output, and ones at its edges. */
export class Texts {
  private readonly recipes: readonly ((random: Random) => string)[];
  private readonly patterns: readonly RegExp[];
  private readonly matching: readonly string[];
  /** Shortest ones: empty where allowed, `/` for paths. */
  readonly edges: readonly string[];
  private trapsFound: readonly string[] | undefined;

  private constructor(private readonly shape: StringShape) {
    this.patterns = shape.patterns.map((pattern) => new RegExp(pattern));
    this.matching = this.fromPattern();
    const probe = [1, 2, 3].map((seed) => seed * 7919);
    const { min, max } = shape;
    const long: typeof RECIPES = [(random) => random.word(min), (random) => random.letters(Math.min(max, min + 3))];
    this.recipes = [...RECIPES, ...(min > LONG ? long : [])].filter((recipe) =>
      probe.every((seed) => this.allows(recipe(new Random(seed)))),
    );
    const short = ['', '/'];
    if (this.recipes.length === 0 && this.matching.length === 0 && !short.some((text) => this.allows(text)))
      throw new CompileError(
        `No text was found that is allowed by the pattern ${shape.patterns.join(' and ')} with ${shape.min} to ${shape.max} characters. Write the pattern without look-arounds.`,
      );
    this.edges = short.filter((text) => this.allows(text));
  }

  private static readonly known = new Map<string, Texts>();
  private static readonly ofShape = new WeakMap<StringShape, Texts>();

  /** Those of a shape; shapes that allow the same share them. */
  static of(shape: StringShape): Texts {
    let texts = Texts.ofShape.get(shape);
    if (texts) return texts;
    const key = JSON.stringify([shape.patterns, shape.format, shape.min, shape.max, shape.digits]);
    texts = Texts.known.get(key) ?? new Texts(shape);
    Texts.known.set(key, texts);
    Texts.ofShape.set(shape, texts);
    return texts;
  }

  allows(text: string): boolean {
    // JSON Schema counts characters as code points, JavaScript as UTF-16: the stricter of both.
    const { min, max, digits } = this.shape;
    if (text.length < min || text.length > max || (digits !== undefined && hasDigits(text, digits + 1))) return false;
    return this.patterns.every((pattern) => pattern.test(text));
  }

  /** A string of at least four characters that will hardly occur by itself; undefined when there is none. */
  marker(random: Random): string | undefined {
    for (let i = 0; i < 8; i++) {
      // Those made from the pattern may be words of the chart's own: only where nothing else is allowed.
      const pattern = this.matching.length > 0 && this.recipes.length === 0;
      const text = pattern
        ? random.pick(this.matching)
        : this.recipes.length > 0
          ? random.pick(this.recipes)(random)
          : '';
      if (text.length >= 4 && new Set(text).size >= 3 && this.allows(text)) return text;
    }
    return undefined;
  }

  /** Any allowed string. */
  any(random: Random): string {
    const text = random.chance(0.5) ? this.marker(random) : undefined;
    if (text !== undefined) return text;
    if (this.matching.length > 0) return random.pick(this.matching);
    const short = [...this.edges, 'x', 'x'.repeat(this.shape.min)].filter((one) => this.allows(one));
    return short.length > 0 ? random.pick(short) : random.pick(this.recipes)(random);
  }

  /** Strings that look like something else to YAML, JSON, Go templates or a shell, as far as they are allowed. */
  traps(): readonly string[] {
    return (this.trapsFound ??= TRAPS.filter((text) => this.allows(text)));
  }

  private fromPattern(): string[] {
    const first = this.patterns[0];
    if (!first) return [];
    try {
      const texts = sample(stringMatching(first, { size: 'medium' }), { numRuns: 80, seed: 1 });
      return [...new Set(texts.filter((text) => this.allows(text) && !LONG_NUMBER.test(text)))];
    } catch {
      // An assertion or a flag that cannot be generated from; the recipes have to do.
      return [];
    }
  }
}

/** A number in a text that JavaScript does not hold to the last digit; charts take none where they reckon with it. */
export const LONG_NUMBER = /[0-9]{16}/;

/** Whether a text has so many digits, one after the other. */
export const hasDigits = (text: string, count: number): boolean => new RegExp(`[0-9]{${count}}`).test(text);

/** Texts that have to be longer are made so. */
const LONG = 8;

const octets = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.between(11, 249)).join('.');

/** Readable strings of many formats; those that a schema allows are used for it. */
const RECIPES: readonly ((random: Random) => string)[] = [
  (random) => random.word(6),
  (random) => random.letters(7),
  (random) => random.letters(7).toUpperCase(),
  (random) => `${random.word(4)}-${random.word(4)}`,
  (random) => `${random.word(5)}.${random.word(3)}.org`,
  (random) => `/${random.word(5)}/${random.word(3)}`,
  (random) => `/${random.word(5)}/`,
  (random) => `${random.word(3).toUpperCase()}_${random.word(3).toUpperCase()}`,
  (random) => `${random.word(3)}${random.word(3).toUpperCase()}`,
  (random) => `${random.word(4)}.io/${random.word(4)}/${random.word(3)}`,
  (random) => `10.${octets(random, 3)}`,
  (random) => `10.${octets(random, 2)}.0/24`,
  (random) => `${random.between(1001, 9999)}Mi`,
  (random) => `${random.between(1001, 9999)}m`,
  (random) => `${random.between(1001, 9999)}s`,
  (random) => `https://${random.word(6)}.org/${random.word(3)}`,
  (random) => `${random.word(4)}@${random.word(4)}.org`,
  (random) => `${random.word(3)} "${random.word(3)}\\`,
  (random) => `'${random.word(3)}': ${random.word(3)} #`,
  (random) => `${random.word(3)} <${random.word(3)}> & "`,
];

const TRAPS: readonly string[] = [
  '',
  ' ',
  'true',
  'no',
  'null',
  '~',
  '007',
  '1e3',
  '0x1f',
  '1.0',
  '12:30:45',
  '2024-01-01',
  '-',
  '- a',
  'a: b',
  'a #b',
  '#a',
  '"',
  "'",
  '\\',
  '\\n',
  'a\nb',
  'a\n',
  '\n',
  ' a',
  'a ',
  '\ta',
  '{{ .Values }}',
  '{{',
  '}}',
  '{a}',
  '[a]',
  '<a>&b',
  'é',
  '日本語',
  '😀',
  '$HOME',
  '$(id)',
  '%s',
  '*a',
  '&a',
  '!a',
  '|',
  '>',
  '@a',
  '`a`',
  '/',
  '//',
  'a/b/',
  'UPPER',
  'MiXed',
];
