import { sample, stringMatching } from 'fast-check';
import type { Random } from '../random';

/** Constants of a module, as they are written in its code. */
export interface CodeLiterals {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** Sources of regular expressions. */
  readonly patterns: readonly string[];
  /** Names of properties, of objects that are written out and of what is read. */
  readonly names: readonly string[];
}

/** Most texts that are drawn from. */
const MOST = 400;
const MOST_LENGTH = 40;
/** How often it is one that an operation works with. */
const ASKED = 0.7;
const MOST_KEYS = 60;
const AS_IT_IS = 0.35;

/**
 * Values made of the constants in the author's code. What the code asks for is watched; what it does with the rest (a suffix that
 * comes twice, a multiple of a number) shows only on values that are near its constants.
 */
export class Literals {
  private readonly texts: string[] = [];
  private readonly numbers: number[] = [];
  private readonly known = new Set<string | number>();
  /** Those that texts were compared with, cut by or looked for. */
  private readonly asked: string[] = [];
  private readonly noted = new Set<unknown>();
  private readonly names = new Set<string>();

  add({ texts, numbers, patterns, names }: CodeLiterals): void {
    for (const name of [...names, ...texts]) this.names.add(name);
    for (const text of texts) this.addText(text);
    for (const pattern of patterns) for (const text of matching(pattern)) this.addText(text);
    for (const number of numbers) {
      if (this.known.has(number)) continue;
      this.known.add(number);
      this.numbers.push(number);
    }
  }

  /** Notes what an operation of the code worked on: its constants matter more than others. */
  noteAsked(args: readonly unknown[]): void {
    for (const arg of args) {
      if (this.noted.has(arg)) continue;
      this.noted.add(arg);
      if (typeof arg === 'string' && this.texts.includes(arg)) this.asked.push(arg);
      // Keys of a table are asked for by whatever is looked up in it.
      else if (isTable(arg))
        for (const key of Object.keys(arg).slice(0, MOST_KEYS))
          if (this.names.has(key) && !this.asked.includes(key)) this.asked.push(key);
    }
  }

  private addText(text: string): void {
    if (text === '' || text.length > MOST_LENGTH || this.known.has(text) || this.texts.length >= MOST) return;
    this.known.add(text);
    this.texts.push(text);
  }

  /**
   * A text of constants, alone, twice or at the ends of another one; undefined where the code has none.
   * @param allowed any text that is allowed: what has to look like a URL needs one to begin with
   */
  text(random: Random, allowed: () => string): string | undefined {
    if (this.texts.length === 0) return undefined;
    const other = random.chance(0.5) ? allowed() : random.word(random.between(1, 4));
    const one = (): string => random.pick(this.asked.length > 0 && random.chance(ASKED) ? this.asked : this.texts);
    const [a, b] = [one(), one()];
    // Most of what is asked for is asked for as it is.
    if (random.chance(AS_IT_IS)) return a;
    const make = random.pick(RECIPES);
    const text = make(a, b, other);
    // Half a character is no text for Helm.
    return /\p{Surrogate}/u.test(text) ? a : text;
  }

  /** A number at, beside or among the multiples of a constant; undefined where the code has none. */
  number(random: Random): number | undefined {
    if (this.numbers.length === 0) return undefined;
    const [a, b] = [random.pick(this.numbers), random.pick(this.numbers)];
    return random.pick([a, a, a - 1, a + 1, a * random.between(2, 30), a * random.between(2, 30), a * b, a + b, -a]);
  }
}

const isTable = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const RECIPES: readonly ((a: string, b: string, other: string) => string)[] = [
  (a) => a,
  (a) => a,
  (a, _, other) => `${a}${other}`,
  (a, _, other) => `${other}${a}`,
  (a, _, other) => `${other}${a}${other}`,
  (a, _, other) => `${other}${a}${a}`,
  (a, _, other) => `${a}${a}${other}`,
  (a, b, other) => `${a}${other}${b}`,
  (a, b, other) => `${other}${a}${b}`,
  (a, b) => `${a}${b}`,
  (a) => `${a}${a}`,
  (a) => a.toUpperCase(),
  (a) => a.toLowerCase(),
  (a) => a.slice(0, -1),
  (a) => a.slice(1),
];

function matching(pattern: string): string[] {
  try {
    return sample(stringMatching(new RegExp(pattern), { size: 'small' }), { numRuns: 6, seed: 1 });
  } catch {
    // An assertion that nothing is generated from.
    return [];
  }
}
