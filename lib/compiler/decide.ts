import { testHolds } from './evaluate';
import type { Cond, Ref, Test } from './ir';
import type { Case } from './place';
import type { Shape } from './shape';

/** `true` and `false` are known, `undefined` does not matter. */
export type Label = boolean | undefined;

interface Feature {
  readonly test: Test;
  /** Results, one bit per case. */
  readonly bits: Bits;
}

type Bits = Int32Array;

/**
 * The simplest condition on the values that tells the cases labelled true from those labelled false: one test, two, an
 * enum's members, three, then a small tree. Undefined when there is none that small.
 */
export class Decider {
  private readonly known = new Map<string, Cond | undefined>();
  private readonly tests = new Map<Shape, Map<number, Test[]>>();

  constructor(private readonly specialKeys: ReadonlyMap<string, ReadonlySet<string>>) {}

  decide(cases: readonly Case[], labels: readonly Label[]): Cond | undefined {
    const key = cases.map((c, i) => `${c.id}${labels[i] === undefined ? '?' : labels[i] ? '+' : '-'}`).join();
    if (!this.known.has(key)) this.known.set(key, this.search(cases, labels));
    return this.known.get(key);
  }

  private search(cases: readonly Case[], labels: readonly Label[]): Cond | undefined {
    const matter = cases.flatMap((c, i) => (labels[i] === undefined ? [] : [{ c, label: labels[i] }]));
    const features = this.features(
      matter.map(({ c }) => c),
      matter.map(({ label }) => label),
    );
    const yes = toBits(matter.map(({ label }) => label));
    const all = toBits(matter.map(() => true));
    const found = new Search(features, yes, all).run();
    return found && flat(found);
  }

  private features(cases: readonly Case[], labels: readonly boolean[]): Feature[] {
    const first = cases[0];
    if (!first) return [];
    const features: Feature[] = [];
    for (let scope = first.scopes.length; scope >= 0; scope--) {
      for (const test of this.testsOf(first.shapeOf(scope), scope)) {
        if (test.is === 'above') features.push(...cuts(test.ref, cases, labels));
        else features.push({ test, bits: bitsOf(test, cases) });
      }
      if (scope > 0) features.push(...cuts({ from: 'index', scope }, cases, labels).filter((f) => boundOf(f) === 0));
    }
    // Bounds of numbers are many, and fit by chance: last.
    features.sort((a, b) => Number(a.test.is === 'above') - Number(b.test.is === 'above'));
    return features.filter(({ bits }) => !isEmpty(bits) && !isEmpty(minus(toBits(cases.map(() => true)), bits)));
  }

  private testsOf(shape: Shape, scope: number): Test[] {
    let byScope = this.tests.get(shape);
    if (!byScope) this.tests.set(shape, (byScope = new Map<number, Test[]>()));
    let tests = byScope.get(scope);
    if (!tests)
      byScope.set(scope, (tests = [...testsFor(shape, { from: 'value', scope, path: [] }, this.specialKeys)]));
    return tests;
  }
}

type ValueRef = Ref & { from: 'value' };

function* testsFor(shape: Shape, ref: ValueRef, keys: ReadonlyMap<string, ReadonlySet<string>>): Generator<Test, void> {
  switch (shape.kind) {
    case 'object':
      for (const field of shape.fields) {
        const inner = { ...ref, path: [...ref.path, field.key] };
        if (field.optional) yield { is: 'present', ref: inner };
        yield* testsFor(field.shape, inner, keys);
      }
      return;
    case 'boolean':
      yield { is: 'true', ref };
      return;
    case 'enum':
      for (const value of shape.members) yield { is: 'equals', ref, value };
      return;
    case 'number':
      yield { is: 'above', ref, bound: 0, known: 0 };
      return;
    case 'string':
      yield { is: 'filled', ref };
      yield { is: 'filled', ref, apply: 'trimEndSlashes' };
      return;
    case 'record':
      for (const key of keys.get(ref.path.join('.')) ?? []) yield { is: 'has', ref, key };
      yield { is: 'filled', ref };
      return;
    case 'array':
    case 'json':
      yield { is: 'filled', ref };
      return;
    case 'union':
      return;
  }
}

const boundOf = (feature: Feature): number | undefined =>
  feature.test.is === 'above' ? feature.test.bound : undefined;

function bitsOf(test: Test, cases: readonly Case[]): Bits {
  const key = JSON.stringify(test);
  return toBits(
    cases.map((c) => {
      let result = c.tests.get(key);
      if (result === undefined) c.tests.set(key, (result = testHolds(test, c.env)));
      return result;
    }),
  );
}

/** Bounds between values of a number where the label changes. */
function cuts(ref: Ref, cases: readonly Case[], labels: readonly boolean[]): Feature[] {
  const byNumber = new Map<number, number>();
  cases.forEach((c, i) => {
    const value = numberAt(ref, c);
    if (value !== undefined) byNumber.set(value, (byNumber.get(value) ?? 0) | (labels[i] ? 1 : 2));
  });
  const numbers = [...byNumber.keys()].sort((a, b) => a - b);
  return numbers.slice(1).flatMap((known, i) => {
    const bound = numbers[i] as number;
    if (byNumber.get(bound) === byNumber.get(known) && byNumber.get(bound) !== 3) return [];
    const test: Test = { is: 'above', ref, bound, known };
    return [{ test, bits: toBits(cases.map((c) => (numberAt(ref, c) ?? -Infinity) > bound)) }];
  });
}

function numberAt(ref: Ref, c: Case): number | undefined {
  if (ref.from === 'index') return c.env.scopes[ref.scope - 1]?.index;
  if (ref.from !== 'value') return undefined;
  let at: unknown = ref.scope === 0 ? c.env.values : c.env.scopes[ref.scope - 1]?.item;
  for (const key of ref.path)
    at = at === null || typeof at !== 'object' ? undefined : (at as Record<string, unknown>)[key];
  return typeof at === 'number' ? at : undefined;
}

class Search {
  private readonly no: Bits;
  private readonly literals: { cond: Cond; bits: Bits; gain: number }[];

  constructor(
    features: readonly Feature[],
    private readonly yes: Bits,
    private readonly all: Bits,
  ) {
    this.no = minus(all, yes);
    this.literals = features.flatMap(({ test, bits }) => {
      const cond: Cond = { op: 'test', test };
      const rest = minus(all, bits);
      const gain = Math.abs(count(and(bits, yes)) / count(yes) - count(and(bits, this.no)) / count(this.no));
      return [
        { cond, bits, gain },
        { cond: { op: 'not', of: cond } satisfies Cond, bits: rest, gain },
      ];
    });
  }

  run(): Cond | undefined {
    if (isEmpty(this.yes)) return NEVER;
    if (isEmpty(this.no)) return ALWAYS;
    return this.single() ?? this.pair() ?? this.members() ?? this.triple() ?? this.tree(this.all, 6);
  }

  private single(): Cond | undefined {
    return this.literals.find(({ bits }) => equal(bits, this.yes))?.cond;
  }

  private pair(): Cond | undefined {
    // Parts of a conjunction hold wherever it holds; those of a disjunction nowhere else.
    const wider = this.literals.filter(({ bits }) => isEmpty(minus(this.yes, bits)));
    for (const [i, a] of wider.entries())
      for (const b of wider.slice(i + 1))
        if (equal(and(a.bits, b.bits), this.yes)) return { op: 'and', of: [a.cond, b.cond] };
    const narrower = this.literals.filter(({ bits }) => isEmpty(minus(bits, this.yes)));
    for (const [i, a] of narrower.entries())
      for (const b of narrower.slice(i + 1))
        if (equal(or(a.bits, b.bits), this.yes)) return { op: 'or', of: [a.cond, b.cond] };
    return undefined;
  }

  /** Some members of one enum. */
  private members(): Cond | undefined {
    const byRef = new Map<string, { cond: Cond; bits: Bits }[]>();
    for (const literal of this.literals) {
      if (literal.cond.op !== 'test' || literal.cond.test.is !== 'equals') continue;
      const key = JSON.stringify(literal.cond.test.ref);
      byRef.set(key, [...(byRef.get(key) ?? []), literal]);
    }
    for (const all of byRef.values()) {
      const inside = all.filter(({ bits }) => isEmpty(minus(bits, this.yes)));
      if (inside.length > 0 && equal(union(inside, this.yes), this.yes))
        return { op: 'or', of: inside.map((l) => l.cond) };
    }
    return undefined;
  }

  private triple(): Cond | undefined {
    const best = [...this.literals].sort((a, b) => b.gain - a.gain).slice(0, 70);
    const wider = this.literals.filter(({ bits }) => isEmpty(minus(this.yes, bits)));
    const narrower = this.literals.filter(({ bits }) => isEmpty(minus(bits, this.yes)));
    if (wider.length > 2) {
      const together = wider.map((l) => l.bits).reduce(and);
      if (equal(together, this.yes))
        return minimal('and', wider, (l) => equal(l.map((x) => x.bits).reduce(and), this.yes));
    }
    if (narrower.length > 2 && equal(union(narrower, this.yes), this.yes))
      return minimal('or', narrower, (l) => equal(union(l, this.yes), this.yes));
    for (const outer of wider) {
      for (const [i, a] of best.entries())
        for (const b of best.slice(i + 1))
          if (equal(and(outer.bits, or(a.bits, b.bits)), this.yes))
            return { op: 'and', of: [outer.cond, { op: 'or', of: [a.cond, b.cond] }] };
    }
    for (const outer of narrower) {
      for (const [i, a] of best.entries())
        for (const b of best.slice(i + 1))
          if (equal(or(outer.bits, and(a.bits, b.bits)), this.yes))
            return { op: 'or', of: [outer.cond, { op: 'and', of: [a.cond, b.cond] }] };
    }
    return undefined;
  }

  /** A decision tree by information gain, written as conditions. */
  private tree(within: Bits, depth: number): Cond | undefined {
    const yes = and(within, this.yes);
    const no = and(within, this.no);
    if (isEmpty(no)) return ALWAYS;
    if (isEmpty(yes)) return NEVER;
    if (depth === 0) return undefined;
    let best: { cond: Cond; bits: Bits; score: number } | undefined;
    for (const { cond, bits } of this.literals) {
      if (cond.op === 'not') continue;
      const score =
        entropy(count(and(bits, yes)), count(and(bits, no))) + entropy(count(minus(yes, bits)), count(minus(no, bits)));
      if (!best || score < best.score - 1e-9) best = { cond, bits, score };
    }
    if (!best || best.score >= entropy(count(yes), count(no)) - 1e-9) return undefined;
    const then = this.tree(and(within, best.bits), depth - 1);
    const otherwise = this.tree(minus(within, best.bits), depth - 1);
    return then && otherwise && ifElse(best.cond, then, otherwise);
  }
}

function minimal<L extends { cond: Cond }>(
  op: 'and' | 'or',
  literals: readonly L[],
  suffices: (some: L[]) => boolean,
): Cond | undefined {
  let some = [...literals];
  for (const literal of [...literals].reverse()) {
    const fewer = some.filter((other) => other !== literal);
    if (fewer.length > 0 && suffices(fewer)) some = fewer;
  }
  return some.length <= 6 ? { op, of: some.map((l) => l.cond) } : undefined;
}

/** `or` of `or`s, `and` of `and`s. */
function flat(cond: Cond): Cond {
  if (cond.op === 'test') return cond;
  if (cond.op === 'not') return { op: 'not', of: flat(cond.of) };
  const of = cond.of.map(flat).flatMap((part) => (part.op === cond.op ? part.of : [part]));
  return { op: cond.op, of };
}

export const ALWAYS: Cond = { op: 'and', of: [] };
export const NEVER: Cond = { op: 'or', of: [] };

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

function entropy(a: number, b: number): number {
  const total = a + b;
  return [a, b].reduce((sum, n) => (n === 0 ? sum : sum - n * Math.log2(n / total)), 0);
}

function toBits(flags: readonly boolean[]): Bits {
  const bits = new Int32Array(Math.ceil(flags.length / 32) || 1);
  flags.forEach((flag, i) => {
    if (flag) bits[i >> 5] = (bits[i >> 5] ?? 0) | (1 << (i & 31));
  });
  return bits;
}

const and = (a: Bits, b: Bits): Bits => a.map((word, i) => word & (b[i] ?? 0));
const or = (a: Bits, b: Bits): Bits => a.map((word, i) => word | (b[i] ?? 0));
const minus = (a: Bits, b: Bits): Bits => a.map((word, i) => word & ~(b[i] ?? 0));
const equal = (a: Bits, b: Bits): boolean => a.every((word, i) => word === b[i]);
const isEmpty = (a: Bits): boolean => a.every((word) => word === 0);
const union = (all: readonly { bits: Bits }[], like: Bits): Bits =>
  all.reduce((sum, l) => or(sum, l.bits), minus(like, like));

function count(a: Bits): number {
  let sum = 0;
  for (let word of a) for (; word !== 0; word &= word - 1) sum++;
  return sum;
}
