import { equal, noBits, or, setBit, apart, type Bits } from './bits';
import type { CaseTable } from './case-table';
import type { Cond, Ref, Test } from './ir';
import type { Case } from './place';
import { NEVER, Search, type Literal } from './search';
import type { Shape } from './shape';
import type { Advice } from './watch/advice';

/** `true` and `false` are known, `undefined` does not matter. */
export type Label = boolean | undefined;

/** What can be asked at a place. */
interface Questions {
  readonly tests: readonly Test[];
  readonly numbers: readonly Ref[];
}

/**
 * The simplest condition on the values that tells the cases labelled true from those labelled false: one test, two, an
 * enum's members, three, then a small tree. Undefined when there is none that small.
 */
export class Decider {
  private found = new WeakMap<CaseTable, Map<string, Cond | undefined>>();
  private questions = new Map<Shape, Map<number, Questions>>();

  constructor(
    private readonly specialKeys: ReadonlyMap<string, ReadonlySet<string>>,
    /** What the author's code was seen to compute and to ask. */
    readonly advice: Advice,
  ) {}

  /** To be called when there are new special keys. */
  forgetQuestions(): void {
    this.questions = new Map();
    this.found = new WeakMap();
  }

  decide(cases: readonly Case[], labels: readonly Label[]): Cond | undefined {
    const first = cases[0];
    if (!first) return NEVER;
    const { table } = first;
    const yes = noBits(table.cases.length);
    const no = noBits(table.cases.length);
    cases.forEach(({ row }, i) => {
      if (labels[i] !== undefined) setBit(labels[i] ? yes : no, row);
    });
    return this.tell(first, yes, no);
  }

  /** The condition that holds in the cases of `yes`, and in none of `no`; both by row of the table of `at`. */
  tell(at: Case, yes: Bits, no: Bits): Cond | undefined {
    if (!apart(yes, no)) return undefined;
    let found = this.found.get(at.table);
    if (!found) this.found.set(at.table, (found = new Map<string, Cond | undefined>()));
    const key = `${yes.join()} ${no.join()}`;
    if (!found.has(key)) found.set(key, this.search(at, yes, no));
    return found.get(key);
  }

  private search(at: Case, yes: Bits, no: Bits): Cond | undefined {
    const all = or(yes, no);
    const tests: Literal[] = [];
    const numbers: Ref[] = [];
    for (let scope = at.scopes.length; scope >= 0; scope--) {
      const questions = this.questionsOf(at.shapeOf(scope), scope);
      numbers.push(...questions.numbers);
      for (const test of questions.tests) {
        const where = at.table.where(test);
        if (!apart(where, all) && !equal(or(where, all), where)) tests.push({ cond: { op: 'test', test }, where });
      }
    }
    for (const test of this.advice.at(at.scopes).tests) {
      const where = at.table.where(test);
      if (!apart(where, all) && !equal(or(where, all), where)) tests.push({ cond: { op: 'test', test }, where });
    }
    const bounds = numbers.map((ref) => ({ ref, ...at.table.numbers(ref) }));
    const found = new Search(tests, bounds, yes, no).run();
    return found && flat(found);
  }

  private questionsOf(shape: Shape, scope: number): Questions {
    let byScope = this.questions.get(shape);
    if (!byScope) this.questions.set(shape, (byScope = new Map<number, Questions>()));
    let questions = byScope.get(scope);
    if (!questions) {
      const tests: Test[] = [];
      const numbers: Ref[] = [];
      for (const question of questionsFor(shape, { from: 'value', scope, path: [] }, this.specialKeys))
        if ('is' in question) tests.push(question);
        else numbers.push(question);
      // Whether it is the first element.
      if (scope > 0) tests.push({ is: 'above', ref: { from: 'index', scope }, bound: 0, known: 1 });
      byScope.set(scope, (questions = { tests, numbers }));
    }
    return questions;
  }
}

type ValueRef = Ref & { from: 'value' };

/** Tests of what a shape allows, and references to its numbers. */
function* questionsFor(
  shape: Shape,
  ref: ValueRef,
  keys: ReadonlyMap<string, ReadonlySet<string>>,
): Generator<Test | ValueRef, void> {
  switch (shape.kind) {
    case 'object':
      for (const field of shape.fields) {
        const inner = { ...ref, path: [...ref.path, field.key] };
        if (field.optional) yield { is: 'present', ref: inner };
        yield* questionsFor(field.shape, inner, keys);
      }
      return;
    case 'boolean':
      yield { is: 'true', ref };
      return;
    case 'enum':
      for (const value of shape.members) yield { is: 'equals', ref, value };
      return;
    case 'number':
      yield ref;
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
      for (const fn of KIND_TESTS) yield { is: 'holds', call: { e: 'call', fn, args: [{ e: 'ref', ref }] } };
      if (shape.of.some(({ kind }) => FILLED_KINDS.has(kind))) yield { is: 'filled', ref };
      // True, where it may be something else as well.
      if (shape.of.some(({ kind }) => kind === 'boolean'))
        yield { is: 'holds', call: { e: 'call', fn: 'isFilled', args: [{ e: 'ref', ref }] } };
      for (const option of shape.of)
        if (option.kind === 'object' || option.kind === 'enum') yield* questionsFor(option, ref, keys);
      return;
  }
}

const FILLED_KINDS: ReadonlySet<string> = new Set(['string', 'array', 'record']);
const KIND_TESTS = ['isText', 'isNumber', 'isBoolean', 'isList'] as const;

/** `or` of `or`s, `and` of `and`s. */
function flat(cond: Cond): Cond {
  if (cond.op === 'test') return cond;
  if (cond.op === 'not') return { op: 'not', of: flat(cond.of) };
  const of = cond.of.map(flat).flatMap((part) => (part.op === cond.op ? part.of : [part]));
  return { op: cond.op, of };
}
