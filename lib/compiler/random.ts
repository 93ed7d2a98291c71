/** Numbers that look random and are the same in every compilation (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Integer from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return Math.min(max, min + Math.floor(this.next() * (max - min + 1)));
  }

  pick<T>(from: readonly T[]): T {
    const item = from[this.between(0, from.length - 1)];
    if (item === undefined && from.length === 0) throw new Error('Nothing to pick from');
    return item as T;
  }

  /** Letters and digits, starting with a letter that begins no YAML keyword or number. */
  word(length: number): string {
    let text = this.letter('ghjkmpqrsvwxz');
    while (text.length < length) text += this.letter('bcdghjkmpqrsvwxz23456789');
    return text;
  }

  /** Letters alone, none of them a vowel. */
  letters(length: number): string {
    let text = '';
    while (text.length < length) text += this.letter('bcdfghjkmpqrsvwxz');
    return text;
  }

  private letter(from: string): string {
    return from.charAt(this.between(0, from.length - 1));
  }
}
