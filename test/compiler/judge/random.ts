/** Numbers that look random and are the same for the same seed: a judgement can be had again. */
export class Random {
  constructor(private state: number) {}

  /** Returns a number from 0 to below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Returns an integer from `min` to `max`. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** Tells whether something happens that has this chance. */
  chance(chance: number): boolean {
    return this.next() < chance;
  }

  /** Returns one of several things. */
  one<T>(things: readonly T[]): T {
    return things[this.int(0, things.length - 1)] as T;
  }

  /** Returns the same things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    const left = [...things];
    return Array.from({ length: left.length }, () => left.splice(this.int(0, left.length - 1), 1)[0] as T);
  }
}
