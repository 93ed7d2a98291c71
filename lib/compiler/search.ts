import { and, apart, common, count, equal, isEmpty, minus, noBits, or, setBit, within, type Bits } from './bits';
import type { Numbers } from './case-table';
import type { Cond, Ref } from './ir';

export const ALWAYS: Cond = { op: 'and', of: [] };
export const NEVER: Cond = { op: 'or', of: [] };

/** A test or its opposite, and where it holds. */
export interface Literal {
  readonly cond: Cond;
  readonly where: Bits;
}

/** A number of the values, with what it is in each case. */
export interface Bound extends Numbers {
  readonly ref: Ref;
}

/** How many literals are tried as the two inner ones of `a and (b or c)`. */
const INNER = 70;
const DEEPEST = 6;
/** How many tests are tried where none tells anything by itself. */
const MOST_EXCLUSIVE = 6;

/** Looks for the smallest condition that holds in all of `yes` and in nothing of `no`. Bounds of numbers are many and fit by chance: they come last. */
export class Search {
  private readonly all: Bits;
  private readonly literals: Literal[];

  constructor(
    tests: readonly Literal[],
    private readonly bounds: readonly Bound[],
    private readonly yes: Bits,
    private readonly no: Bits,
  ) {
    this.all = or(yes, no);
    this.literals = tests.flatMap((literal) => this.bothWays(literal));
  }

  run(): Cond | undefined {
    if (isEmpty(this.yes)) return NEVER;
    if (isEmpty(this.no)) return ALWAYS;
    const [wider, narrower] = [this.wider(), this.narrower()];
    // One literal is enough where it is both.
    const single = wider.find(({ where }) => within(where, this.yes));
    if (single) return single.cond;
    return this.pair(wider, narrower) ?? this.members() ?? this.triple(wider, narrower) ?? this.tree(this.all, DEEPEST);
  }

  private bothWays({ cond, where }: Literal): Literal[] {
    return [
      { cond, where: and(where, this.all) },
      { cond: { op: 'not', of: cond }, where: minus(this.all, where) },
    ];
  }

  /** Parts of a conjunction hold wherever it holds. */
  private wider(): Literal[] {
    const found = this.literals.filter(({ where }) => within(this.yes, where));
    for (const bound of this.bounds) {
      const [least, greatest] = extremes(bound, this.yes);
      found.push(...this.cut(bound, before(bound, least, this.all), least, false));
      found.push(...this.cut(bound, greatest, after(bound, greatest, this.all), true));
    }
    return found;
  }

  /** Those of a disjunction hold nowhere else. */
  private narrower(): Literal[] {
    const found = this.literals.filter(({ where }) => within(where, this.yes));
    for (const bound of this.bounds) {
      const [least, greatest] = extremes(bound, this.no);
      found.push(...this.cut(bound, greatest, after(bound, greatest, this.all), false));
      found.push(...this.cut(bound, before(bound, least, this.all), least, true));
    }
    return found;
  }

  private cut({ ref, values }: Bound, bound: number, known: number, upTo: boolean): Literal[] {
    if (!Number.isFinite(bound) || !Number.isFinite(known)) return [];
    const above = noBits(values.length);
    for (let i = 0; i < values.length; i++) if ((values[i] as number) > bound) setBit(above, i);
    const cond: Cond = { op: 'test', test: { is: 'above', ref, bound, known } };
    return [this.bothWays({ cond, where: above })[upTo ? 1 : 0] as Literal];
  }

  private pair(wider: readonly Literal[], narrower: readonly Literal[]): Cond | undefined {
    for (const [i, a] of wider.entries())
      for (const b of wider.slice(i + 1))
        if (equal(and(a.where, b.where), this.yes)) return { op: 'and', of: [a.cond, b.cond] };
    for (const [i, a] of narrower.entries())
      for (const b of narrower.slice(i + 1))
        if (equal(or(a.where, b.where), this.yes)) return { op: 'or', of: [a.cond, b.cond] };
    return undefined;
  }

  /** Some members of one enum. */
  private members(): Cond | undefined {
    const byRef = new Map<string, Literal[]>();
    for (const literal of this.literals) {
      if (literal.cond.op !== 'test' || literal.cond.test.is !== 'equals') continue;
      const key = JSON.stringify(literal.cond.test.ref);
      byRef.set(key, [...(byRef.get(key) ?? []), literal]);
    }
    for (const all of byRef.values()) {
      const inside = all.filter(({ where }) => within(where, this.yes));
      if (inside.length > 0 && equal(union(inside), this.yes)) return { op: 'or', of: inside.map((l) => l.cond) };
    }
    return undefined;
  }

  private triple(wider: readonly Literal[], narrower: readonly Literal[]): Cond | undefined {
    if (wider.length > 2) {
      const suffices = (some: readonly Literal[]): boolean => equal(some.map((l) => l.where).reduce(and), this.yes);
      if (suffices(wider)) return minimal('and', wider, suffices);
    }
    if (narrower.length > 2) {
      const suffices = (some: readonly Literal[]): boolean => equal(union(some), this.yes);
      if (suffices(narrower)) return minimal('or', narrower, suffices);
    }
    const best = this.mostTelling();
    for (const outer of wider) {
      // What the inner two have to keep out.
      const extra = minus(outer.where, this.yes);
      for (const [a, b] of pairsOf(best.filter(({ where }) => apart(where, extra))))
        if (within(this.yes, or(a.where, b.where)))
          return { op: 'and', of: [outer.cond, { op: 'or', of: [a.cond, b.cond] }] };
    }
    for (const outer of narrower) {
      const missing = minus(this.yes, outer.where);
      for (const [a, b] of pairsOf(best.filter(({ where }) => within(missing, where))))
        if (within(and(a.where, b.where), this.yes))
          return { op: 'or', of: [outer.cond, { op: 'and', of: [a.cond, b.cond] }] };
    }
    return undefined;
  }

  private mostTelling(): Literal[] {
    const [yes, no] = [count(this.yes), count(this.no)];
    const cuts = this.bounds.flatMap((bound) => {
      const best = this.bestCut(bound, this.all);
      return best ? this.bothWays(best) : [];
    });
    return [...this.literals, ...cuts]
      .map((literal) => ({
        literal,
        gain: Math.abs(common(literal.where, this.yes) / yes - common(literal.where, this.no) / no),
      }))
      .sort((a, b) => b.gain - a.gain)
      .slice(0, INNER)
      .map(({ literal }) => literal);
  }

  /** A decision tree by information gain, written as conditions. */
  private tree(inside: Bits, depth: number): Cond | undefined {
    const yes = and(inside, this.yes);
    const no = and(inside, this.no);
    if (isEmpty(no)) return ALWAYS;
    if (isEmpty(yes)) return NEVER;
    if (depth === 0) return undefined;
    let best: (Literal & { score: number }) | undefined;
    const whole = { yes: count(yes), no: count(no) };
    const consider = ({ cond, where }: Literal): void => {
      const score = split(common(where, yes), common(where, no), whole);
      if (!best || score < best.score - 1e-9) best = { cond, where, score };
    };
    for (const literal of this.literals) if (literal.cond.op !== 'not') consider(literal);
    for (const bound of this.bounds) {
      const cut = this.bestCut(bound, inside);
      if (cut) consider(cut);
    }
    if (!best) return undefined;
    // None tells anything by itself: of an exclusive or, two do.
    if (best.score >= entropy(whole.yes, whole.no) - 1e-9) return this.exclusive(inside, depth);
    const then = this.tree(and(inside, best.where), depth - 1);
    const otherwise = this.tree(minus(inside, best.where), depth - 1);
    return then && otherwise && ifElse(best.cond, then, otherwise);
  }

  /** A tree that begins with any of few tests. */
  private exclusive(inside: Bits, depth: number): Cond | undefined {
    const parting = this.literals.filter(
      ({ cond, where }) => cond.op !== 'not' && !isEmpty(and(inside, where)) && !isEmpty(minus(inside, where)),
    );
    if (parting.length > MOST_EXCLUSIVE) return undefined;
    for (const { cond, where } of parting) {
      const then = this.tree(and(inside, where), depth - 1);
      const otherwise = then && this.tree(minus(inside, where), depth - 1);
      if (then && otherwise) return ifElse(cond, then, otherwise);
    }
    return undefined;
  }

  /** The bound of a number that tells most within some cases. */
  private bestCut(bound: Bound, inside: Bits): Literal | undefined {
    const { values, order } = bound;
    const whole = { yes: common(inside, this.yes), no: common(inside, this.no) };
    let [yes, no, last] = [0, 0, -Infinity];
    let best: { bound: number; known: number; score: number } | undefined;
    for (const row of order) {
      const bit = 1 << (row & 31);
      if (((inside[row >> 5] as number) & bit) === 0) continue;
      const value = values[row] as number;
      if (value > last && last > -Infinity) {
        const score = split(whole.yes - yes, whole.no - no, whole);
        if (!best || score < best.score - 1e-9) best = { bound: last, known: value, score };
      }
      if (((this.yes[row >> 5] as number) & bit) !== 0) yes++;
      else no++;
      last = value;
    }
    return best && this.cut(bound, best.bound, best.known, false)[0];
  }
}

function extremes({ values }: Bound, inside: Bits): readonly [number, number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if ((((inside[i >> 5] as number) >> (i & 31)) & 1) === 0) continue;
    const value = values[i] as number;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}

/** The number next below another one, -Infinity when there is none. */
function before({ values }: Bound, than: number, inside: Bits): number {
  let found = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < than && value > found && ((inside[i >> 5] as number) & (1 << (i & 31))) !== 0) found = value;
  }
  return found;
}

/** The number next above another one, Infinity when there is none. */
function after({ values }: Bound, than: number, inside: Bits): number {
  let found = Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > than && value < found && ((inside[i >> 5] as number) & (1 << (i & 31))) !== 0) found = value;
  }
  return found;
}

function* pairsOf<T>(items: readonly T[]): Generator<readonly [T, T]> {
  for (let i = 0; i < items.length; i++)
    for (let j = i + 1; j < items.length; j++) yield [items[i] as T, items[j] as T];
}

const union = (all: readonly Literal[]): Bits => all.map((l) => l.where).reduce(or);

function minimal(
  op: 'and' | 'or',
  literals: readonly Literal[],
  suffices: (some: readonly Literal[]) => boolean,
): Cond | undefined {
  let some = [...literals];
  for (const literal of [...literals].reverse()) {
    const fewer = some.filter((other) => other !== literal);
    if (fewer.length > 0 && suffices(fewer)) some = fewer;
  }
  return some.length <= 6 ? { op, of: some.map((l) => l.cond) } : undefined;
}

/** `c ? a : b` as a condition, without constants in it. */
function ifElse(c: Cond, a: Cond, b: Cond): Cond {
  const not: Cond = { op: 'not', of: c };
  if (a === ALWAYS) return b === NEVER ? c : { op: 'or', of: [c, b] };
  if (a === NEVER) return b === ALWAYS ? not : { op: 'and', of: [not, b] };
  if (b === NEVER) return { op: 'and', of: [c, a] };
  if (b === ALWAYS) return { op: 'or', of: [not, a] };
  return {
    op: 'or',
    of: [
      { op: 'and', of: [c, a] },
      { op: 'and', of: [not, b] },
    ],
  };
}

/** Entropy that is left when `yes` and `no` of a whole are taken apart. */
const split = (yes: number, no: number, whole: { readonly yes: number; readonly no: number }): number =>
  entropy(yes, no) + entropy(whole.yes - yes, whole.no - no);

function entropy(a: number, b: number): number {
  const total = a + b;
  return [a, b].reduce((sum, n) => (n === 0 ? sum : sum - n * Math.log2(n / total)), 0);
}
