import type { Random } from './random';

/** Texts for one place before they are used again. */
const PER_PLACE = 12;

/**
 * Texts to recognise values by. Places share none with each other, and none contains another one, whatever its case:
 * what is found in an output has one source. A place has a few that take turns; the elements of a list share them.
 */
export class MarkerTexts {
  private readonly taken: string[] = [];
  private readonly byPlace = new Map<string, string[]>();

  constructor(private readonly random: Random) {}

  /** One of the texts of a place that is not in use; `make` makes new ones. Undefined when it makes none that would do. */
  of(place: string, inUse: ReadonlySet<string>, make: () => string | undefined): string | undefined {
    let texts = this.byPlace.get(place);
    if (!texts) this.byPlace.set(place, (texts = []));
    if (texts.length < PER_PLACE) {
      const text = this.fresh(make);
      if (text !== undefined) texts.push(text);
      if (text !== undefined || texts.length === 0) return text;
    }
    const start = this.random.between(0, texts.length - 1);
    for (let i = 0; i < texts.length; i++) {
      const text = texts[(start + i) % texts.length] as string;
      if (!inUse.has(text)) return text;
    }
    const text = this.fresh(make);
    if (text !== undefined) texts.push(text);
    return text;
  }

  /** Words that are there anyway, so that nothing can be recognised by them. */
  reserve(words: Iterable<string>): void {
    for (const word of words) if (word.length >= 4) this.reserved.add(word.toLowerCase());
  }
  private readonly reserved = new Set<string>();

  private fresh(make: () => string | undefined): string | undefined {
    for (let i = 0; i < 12; i++) {
      const text = make();
      if (text === undefined) return undefined;
      const plain = text.toLowerCase().replace(/^[\s/]+|[\s/]+$/g, '');
      if (plain.length < 4 || this.reserved.has(plain) || this.isTaken(plain)) continue;
      this.taken.push(plain);
      return text;
    }
    return undefined;
  }

  private isTaken(text: string): boolean {
    for (const other of this.taken)
      if (other.length < text.length ? text.includes(other) : other.includes(text)) return true;
    return false;
  }
}
