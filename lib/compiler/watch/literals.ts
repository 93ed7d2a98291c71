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
const AS_IT_IS = 0.35;

/**
 * Values made of the constants in the author's code. What the code asks for is watched; what it does with the rest (a suffix that
 * comes twice, a multiple of a number) shows only on values that are near its constants.
 */
export class Literals {
  private readonly texts: string[] = [];
  private readonly numbers: number[] = [];
  private readonly known = new Set<string | number>();

  add({ texts, numbers, patterns }: CodeLiterals): void {
    for (const text of texts) this.addText(text);
    for (const pattern of patterns) for (const text of matching(pattern)) this.addText(text);
    for (const number of numbers) {
      if (this.known.has(number)) continue;
      this.known.add(number);
      this.numbers.push(number);
    }
  }

  /** A text that stands in no code, but for its kind might: the id that a construct has beside those that values give. */
  addText(text: string): void {
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
    const [a, b] = [random.pick(this.texts), random.pick(this.texts)];
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
