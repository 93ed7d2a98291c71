/** Draws numbers from 0 up to 1, the same for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Plain texts that readers of YAML disagree on, and such as manifests have. */
const COMMON = [
  ...'yes no on Off y N true False null ~ NULL tRue nil none web a:b a#b -a :a a- http://x/y?z=1 1.2.3 v1 250m 1Gi'.split(
    ' ',
  ),
  ...'0644 0o17 0x1F 0b101 1_200 1__0 -0644 +12 007 08 0.5 .5 5. 1e3 1E-2 -1.5e+3 1:30 12:30:45 2024-01-31'.split(' '),
  ...'2001-12-14t21:59:43.10-05:00 .inf .NaN 0x 0b _1 1_ 9007199254740993 10.0.0.0/8 a: $(VAR) ä 日本 . .. --'.split(
    ' ',
  ),
  ...['a b', 'a #b', 'a :b', "it's", 'a"b', 'a\\b', '-1', '1-', 'e3', '0e0', '+', '+.5', '""', "''", '0 3 * * *', '='],
];

/** Plain texts that are none, or that end something. */
const ODD = '<< !x @daily `a %a % | > --- ... {{x}} - *.example.com ?a a[0] a{b} a,b'.split(' ').concat('a: b');

const QUOTED = [
  '',
  'a',
  'yes',
  '0644',
  'a: b',
  '# no',
  ' lead',
  'trail ',
  'it',
  'a\\nb',
  'tab\\there',
  '\\u00e4',
  '\\x41',
  '\\/',
  'ünï',
];

/** A document of the kinds of YAML that people and tools write, and of some that nobody should. */
export class Draw {
  private anchors: string[] = [];

  constructor(private readonly next: () => number) {}

  document(): string {
    this.anchors = [];
    const lines = this.block(0, 2 + this.below(4));
    const text = `${lines.join('\n')}\n`;
    const sort = this.next();
    if (sort < 0.04) return text.replaceAll('\n', '\r\n');
    if (sort < 0.06) return text.slice(0, -1);
    return text;
  }

  private below(most: number): number {
    return Math.floor(this.next() * most);
  }

  private plain(): string {
    return this.pick(this.next() < 0.012 ? ODD : COMMON);
  }

  private pick<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }

  private key(): string {
    const sort = this.next();
    if (sort < 0.72) return `k${this.below(9)}`;
    // No "1" beside 1: which of the two counts is chance in kubectl.
    if (sort < 0.78) return `"${this.pick(['a b', 'x', 'yes', '1.4'])}"`;
    if (sort < 0.83) return `'${this.pick(['a b', 'x', 'no'])}'`;
    return this.pick(['yes', '1', '0644', 'a b', 'a.b/c', 'on', 'null', '1.5', '~', 'a-b', '<<', 'true', '08', '=']);
  }

  /** Lines of a map or list. */
  private block(indent: number, size: number): string[] {
    const pad = ' '.repeat(indent);
    const isList = this.next() < 0.25 && indent > 0;
    return Array.from({ length: size }, () => {
      if (this.next() < 0.05) return [`${pad}# comment: {`];
      const head = isList ? `${pad}-` : `${pad}${this.key()}:`;
      return this.value(head, indent);
    }).flat();
  }

  private value(head: string, indent: number): string[] {
    const sort = this.next();
    const inner = indent + this.pick([1, 2, 2, 2, 4]);
    if (sort < 0.4) return [`${head} ${this.scalar()}${this.next() < 0.05 ? ' # c' : ''}`];
    if (sort < 0.46) return [head];
    if (sort < 0.56 && indent < 10) return [`${head}${this.anchor()}`, ...this.block(inner, 1 + this.below(3))];
    if (sort < 0.66 && indent < 10)
      return [head, ...this.block(head.endsWith('-') ? inner : indent + 2, 1 + this.below(3))];
    if (sort < 0.76) return [`${head} ${this.flow(2)}`];
    if (sort < 0.86) return this.text(head, inner);
    if (sort < 0.9 && this.anchors.length > 0) return [`${head} *${this.pick(this.anchors)}`];
    if (sort < 0.93)
      return [
        `${head} ${this.pick(['!!str', '!!int', '!!float', '!!bool', '!!null', '!!binary', '!', '!x'])} ${this.scalar()}`,
      ];
    if (sort < 0.96) return [`${head} ${this.plain()}`, `${' '.repeat(inner)}${this.plain()}`];
    return [`${head} "${this.pick(QUOTED)}`, `${' '.repeat(inner)}${this.pick(['b', '', 'c\\', '\\ d'])}"`];
  }

  private anchor(): string {
    if (this.next() > 0.3) return '';
    const name = `a${this.anchors.length}`;
    this.anchors.push(name);
    return ` &${name}`;
  }

  private scalar(): string {
    const sort = this.next();
    if (sort < 0.62) return this.plain();
    if (sort < 0.8) return `"${this.pick(QUOTED)}"`;
    if (sort < 0.95) return `'${this.pick(QUOTED).replaceAll("'", "''")}'`;
    return String(this.below(100_000) / this.pick([1, 10, 1000]));
  }

  private flow(depth: number): string {
    const item = (): string => (depth > 0 && this.next() < 0.25 ? this.flow(depth - 1) : this.scalar());
    const size = this.below(4);
    if (this.next() < 0.5) return `[${Array.from({ length: size }, item).join(this.pick([', ', ',', ' , ']))}]`;
    const member = (): string => {
      const sort = this.next();
      if (sort < 0.08) return this.key();
      return `${this.key()}${sort < 0.15 ? ':' : ': '}${item()}`;
    };
    return `{${Array.from({ length: size }, member).join(', ')}}`;
  }

  /** A block text. */
  private text(head: string, inner: number): string[] {
    const pad = ' '.repeat(inner);
    const header = `${this.pick(['|', '>'])}${this.pick(['', '', '-', '+', '2', '1-', ' # c'])}`;
    const line = (): string =>
      this.pick(['a', 'b: c', '# no', '', '  more', '- x', '{{ x }}', '\tt', 'trail ', '---x']);
    return [`${head} ${header}`, ...Array.from({ length: 1 + this.below(4) }, () => `${pad}${line()}`)];
  }
}
