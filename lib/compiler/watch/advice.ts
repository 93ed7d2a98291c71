import { EVERY, type Among, type Cond, type Expr, type Ref, type Test } from '../ir';
import type { PathStep } from '../markers';
import { viewsKey } from '../list-view';
import { atScope, refsIn } from '../walk';
import { scalarsIn, type ElementsAsked } from '../elements-asked';
import { exprValue } from '../evaluate';
import { Dataflow, type Computed, type ComputedText, type Derived, type WatchedRun } from './dataflow';
import { Decisions } from './decisions';
import {
  asPattern,
  ENTRY,
  exprKey,
  ITEM,
  patternKey,
  type Pattern,
  type PatternExpr,
  type PatternStep,
} from './pattern';
import type { Pins } from './pins';
import type { Site } from './recorder';
import { shapeAt, type Shape } from '../shape';

/** The elements that repetitions around a place are at, by their paths into the values. */
export type Scopes = readonly { readonly path: readonly PathStep[] }[];

/** What can be said at a place. */
export interface Said {
  readonly texts: readonly Expr[];
  readonly numbers: readonly Expr[];
  readonly tests: readonly Test[];
}

const NOTHING: Said = { texts: [], numbers: [], tests: [] };

/** Items of a list that belong together where an expression says the same of them. */
export interface Group {
  /** The element, wherever it stands. */
  readonly of: readonly PatternStep[];
  /** Said of an element at scope 1. */
  readonly by: Expr;
  /** Whether the code has those first of which integers are said. */
  readonly integersFirst: boolean;
}

/** What was learnt by watching the author's code, in the terms of a place in the output. */
export class Advice {
  readonly decisions = new Decisions();
  private readonly dataflow: Dataflow;
  private readonly said = new Map<string, Said>();
  private readonly tests = new Map<string, Test>();
  private computed: Computed | undefined;
  private addends: readonly PatternExpr[] = [];
  private watched = false;

  constructor(
    shape: Shape,
    private readonly pins: Pins,
  ) {
    this.dataflow = new Dataflow(shape);
  }

  note(run: WatchedRun): void {
    if (run.events.length === 0) return;
    this.watched = true;
    this.decisions.note(run);
    this.dataflow.note(run);
    this.computed = undefined;
  }

  /** To be called before templates are looked for: what is known by now. True when it is more or other than before. */
  settle(): boolean {
    if ((!this.watched && this.known.length === 0) || this.computed) return false;
    const { texts, numbers, truths, addends, limits } = this.dataflow.computed();
    this.computed = { texts, numbers, truths: [...truths, ...this.known], addends, limits };
    this.addends = addends;
    const key = [
      ...[texts, numbers, this.computed.truths, addends].map((all) => all.map(exprKey).join('\n')),
      limits.join(),
      String(this.pins.size),
    ].join('\n\n');
    if (key === this.key) return false;
    this.key = key;
    this.said.clear();
    return true;
  }
  private key = '';

  /** Whether it is known what an operation of the code computes from the values. */
  readonly understands = ({ site, op }: { readonly site: Site; readonly op: string }): boolean =>
    this.dataflow.understands(site, op);

  /** Whether a decision is about a key that is always there. */
  readonly findsOwnKey = ({ site, op }: { readonly site: Site; readonly op: string }): boolean =>
    this.dataflow.findsOwnKey(site, op);

  /** Whether a decision is whether there is what a table of the code was asked for. */
  readonly asksTable = ({ site, op }: { readonly site: Site; readonly op: string }): boolean =>
    this.dataflow.asksTable(site, op);

  /** Texts that the author's code computed in a run, each with how. */
  textsOf(run: WatchedRun): readonly ComputedText[] {
    return this.watched ? this.dataflow.textsOf(run) : [];
  }

  at(scopes: Scopes): Said {
    if (!this.computed) return NOTHING;
    const signature = scopes.map(({ path }) => patternKey({ of: 'value', path: path.map(asPattern) })).join(' ');
    let said = this.said.get(signature);
    if (!said) this.said.set(signature, (said = this.sayAt(scopes, this.computed)));
    return said;
  }

  /** Takes in something that is worth asking of values, though the code does not ask it. */
  know(truth: PatternExpr): void {
    this.known.push(truth);
    this.computed = undefined;
  }
  private readonly known: PatternExpr[] = [];

  /** Takes in by what the code has items of a list belong together. True when that is other than before. */
  group(groups: readonly Group[]): boolean {
    const key = JSON.stringify(groups.map(({ of, by }) => [patternKey({ of: 'value', path: of }), by]));
    if (key === this.groupsKey) return false;
    [this.groupsKey, this.groups] = [key, groups];
    this.said.clear();
    return true;
  }
  groups: readonly Group[] = [];
  private groupsKey = '[]';

  /** Takes in what the code asks of the elements of lists. True when that is more or other than before. */
  lookThrough(asked: readonly ElementsAsked[]): boolean {
    const among = new Map(
      asked.flatMap((one) =>
        questionsOf(one, this.addends).map((question): [string, Asked] => [
          `${one.within ? patternKey({ of: 'value', path: one.within }) : ''} ${refExprKey(question)}`,
          { among: question, within: one.within },
        ]),
      ),
    );
    const key = [...among.keys()].join('\n');
    if (key === this.amongKey) return false;
    [this.amongKey, this.among] = [key, [...among.values()]];
    this.said.clear();
    this.dataflow.derive(this.among.flatMap(({ among: one, within }) => (within ? [] : (derivedBy(one) ?? []))));
    this.computed = undefined;
    return true;
  }
  private amongKey = '';
  private among: readonly Asked[] = [];

  private sayAt(scopes: Scopes, { texts, numbers, truths, limits }: Computed): Said {
    const resolved = (all: readonly PatternExpr[]): Expr[] => all.flatMap((expr) => resolve(expr, scopes) ?? []);
    const tests: Test[] = resolved(truths).flatMap((expr): Test[] => {
      if (expr.e !== 'call') return [];
      const compared = constantTest(expr);
      return [this.testOnce(compared ?? { is: 'holds', call: expr })];
    });
    const among = this.among.flatMap((one) => askedFrom(one, scopes) ?? []);
    const ofLists: Test[] = among.flatMap((one): Test[] => {
      if (one.ask === 'some' || one.ask === 'every') return [{ is: 'holds', call: one }];
      if (one.ask === 'count') return SEVERAL.map((n) => moreThan(n, one));
      return COUNTED.has(one.ask) ? limits.flatMap((limit) => comparedWith(limit, one)) : [];
    });
    const others = among.filter(({ ask }) => ask !== 'some' && ask !== 'every');
    return {
      texts: [...resolved(texts).filter(({ e }) => e === 'call'), ...others.filter(({ ask }) => ONE_OF.has(ask))],
      numbers: [...resolved(numbers), ...others],
      tests: [...tests, ...[...ofLists, ...this.ofOneGroup(scopes)].map((test) => this.testOnce(test))],
    };
  }

  /** Whether two repetitions over one list are at items that belong together. */
  private ofOneGroup(scopes: Scopes): Test[] {
    return this.groups.flatMap(({ of, by }) => {
      const at = scopes.flatMap(({ path }, i) =>
        path.length === of.length && path.every((step, k) => asPattern(step) === of[k]) ? [i + 1] : [],
      );
      const [outer, ...inner] = at.map((scope) => atScope(by, 1, scope));
      if (!outer) return [];
      return inner.map((one): Test => ({ is: 'holds', call: { e: 'call', fn: 'equal', args: [outer, one] } }));
    });
  }

  /** The same test each time: columns are kept by identity. */
  private testOnce(test: Test): Test {
    const key = testKey(test);
    let known = this.tests.get(key);
    if (!known) this.tests.set(key, (known = test));
    return known;
  }
}

/** What is asked of a list, and of which element it is the list. */
interface Asked {
  readonly among: Among;
  readonly within?: readonly PatternStep[];
}

/** What is asked of a list as it is said from a place; undefined where the place is at no element that has such a list. */
function askedFrom({ among, within }: Asked, scopes: Scopes): Among | undefined {
  if (!within) return among;
  const scope = scopes.findLastIndex(
    ({ path }) => path.length === within.length && path.every((step, i) => asPattern(step) === within[i]),
  );
  return scope < 0 ? undefined : { ...among, over: { ...among.over, scope: scope + 1 } as Among['over'] };
}

/** Bounds of how many elements there are; that there is one is a question of its own. */
const SEVERAL = [1, 2];
const moreThan = (n: number, counted: Among): Test => ({
  is: 'holds',
  call: { e: 'call', fn: 'less', args: [{ e: 'const', value: n }, counted] },
});

/** Whether what comes of all elements is a number of the code, or beyond it. */
function comparedWith(limit: number, counted: Among): Test[] {
  const constant: Expr = { e: 'const', value: limit };
  const test = (fn: 'equal' | 'less', ...args: Expr[]): Test => ({ is: 'holds', call: { e: 'call', fn, args } });
  return [test('equal', counted, constant), test('less', counted, constant), test('less', constant, counted)];
}

const COUNTED: ReadonlySet<Among['ask']> = new Set(['sum', 'max', 'min']);
const ONE_OF: ReadonlySet<Among['ask']> = new Set(['first', 'last']);

/** What a question about a list of the chart's values gives, as an expression wherever it is asked. */
function derivedBy(asked: Among): Derived | undefined {
  const { over, ask } = asked;
  // What is said of one of them may be absent, which a named template does not say.
  if (ONE_OF.has(ask)) return undefined;
  if (over.from !== 'value' || over.scope > 0 || over.views || !over.path.every((key) => typeof key === 'string'))
    return undefined;
  return {
    expr: { ...asked, over: { of: 'value', path: over.path } },
    valueIn: ({ values, release }) => exprValue(asked, { values, release, scopes: [] }),
  };
}

/** What may be asked of a list, by what the code does with it. */
function questionsOf({ over, within, when, how, element }: ElementsAsked, addends: readonly PatternExpr[]): Among[] {
  const ask = (what: Among['ask'], more: Pick<Among, 'of' | 'item' | 'start'> = {}): Among => ({
    e: 'among',
    ask: what,
    over,
    when,
    ...more,
  });
  const fields = scalarsIn(element);
  const numbers = fields.filter(({ shape, optional }) => shape.kind === 'number' && shape.integer && !optional);
  const counted = when === EVERY ? [] : [ask('some'), ask('every'), ask('count')];
  if (how === 'find' || how === 'findLast' || how === 'last')
    return [...counted, ...fields.map(({ path }) => ask(how === 'find' ? 'first' : 'last', { of: path }))];
  if (how !== 'reduce') return counted;
  const best = ([0, 1] as const).flatMap((start) => numbers.map(({ path }) => ask('max', { of: path, start })));
  const ofItems = saidOfElements([...(within ?? []), ...(over.path as readonly string[])], addends).filter((expr) =>
    isAlwaysThere(expr, element),
  );
  return [
    ...counted,
    ...numbers.map(({ path }) => ask('sum', { of: path })),
    ...best,
    ...ofItems.flatMap((item) => [ask('sum', { item }), ask('max', { item, start: 0 })]),
  ];
}

/** Of what is added up, what is said of an element of a list or record, wherever that stands. */
function saidOfElements(path: readonly PatternStep[], addends: readonly PatternExpr[]): Expr[] {
  const steps = path.map((step): PathStep => (step === ITEM ? 0 : step === ENTRY ? { key: '' } : step));
  return [0, { key: '' }].flatMap((step: PathStep) =>
    addends
      .flatMap((expr) => resolve(expr, [{ path: [...steps, step] }]) ?? [])
      .filter((expr) => expr.e === 'call' && refsIn(expr).some((ref) => ref.from !== 'release' && ref.scope === 1))
      .slice(0, MOST_ADDED),
  );
}

const MOST_ADDED = 8;

/** Whether an element has all that an expression asks of it: what is absent is no number. */
function isAlwaysThere(expr: Expr, element: Shape): boolean {
  if (expr.e === 'call') {
    const asked = expr.fn === 'default' && expr.args[0]?.e === 'ref' ? expr.args.slice(1) : expr.args;
    return asked.every((arg) => isAlwaysThere(arg, element));
  }
  if (expr.e === 'const') return true;
  if (expr.e === 'among' || expr.e === 'joined') return false;
  const { ref } = expr;
  if (ref.from !== 'value' || ref.scope !== 1) return true;
  return ref.path.every((key, i) => {
    const parent = shapeAt(element, ref.path.slice(0, i));
    return parent?.kind === 'object' && parent.fields.some((field) => field.key === key && !field.optional);
  });
}

/** `x === 'word'` as the plain test that it is. */
function constantTest({ fn, args }: Expr & { e: 'call' }): Test | undefined {
  const [a, b] = args;
  if (fn !== 'equal' || a?.e !== 'ref' || a.apply || b?.e !== 'const') return undefined;
  return { is: 'equals', ref: a.ref, value: b.value };
}

function testKey(test: Test): string {
  return test.is === 'holds'
    ? refExprKey(test.call)
    : `${test.is} ${refKey(test.ref)} ${'value' in test ? `${typeof test.value} ${String(test.value)}` : ''}`;
}

function refExprKey(expr: Expr): string {
  if (expr.e === 'const') return `${typeof expr.value} ${String(expr.value).length} ${String(expr.value)}`;
  if (expr.e === 'call') return `${expr.fn}(${expr.args.map(refExprKey).join()})`;
  if (expr.e === 'joined') return exprKey(expr);
  if (expr.e === 'among')
    return `${expr.ask} ${expr.item ? refExprKey(expr.item) : (expr.of ?? []).join('.')} ${expr.start ?? ''} of ${refKey(expr.over)}: ${condKey(expr.when)}`;
  return `${expr.e} ${refKey(expr.ref)}`;
}

function condKey(cond: Cond): string {
  if (cond.op === 'test') return testKey(cond.test);
  return cond.op === 'not' ? `not (${condKey(cond.of)})` : `(${cond.of.map(condKey).join(` ${cond.op} `)})`;
}

const refKey = (ref: Ref): string =>
  ref.from === 'release'
    ? ref.field
    : ref.from === 'value'
      ? `${ref.scope} ${ref.path.join('/')} ${viewsKey(ref.views)}`
      : `${ref.from} ${ref.scope}`;

/** An expression as it is said from a place; undefined where it speaks of elements that the place is not at. */
export function resolve(expr: PatternExpr, scopes: Scopes): Expr | undefined {
  if (expr.e === 'const') return expr;
  if (expr.e === 'joined') return undefined;
  if (expr.e === 'among') {
    const over = resolvePattern(expr.over, scopes);
    return over && { ...expr, over };
  }
  if (expr.e !== 'call') {
    const ref = resolvePattern(expr.ref, scopes);
    return ref && { ...expr, ref };
  }
  const args = expr.args.map((arg) => resolve(arg, scopes));
  return args.every((arg) => arg !== undefined) ? { e: 'call', fn: expr.fn, args } : undefined;
}

function resolvePattern({ of, path }: Pattern, scopes: Scopes): Ref | undefined {
  if (of === 'release') return { from: 'release', field: path[0] as 'name' };
  for (let scope = scopes.length; scope >= 0; scope--) {
    const around = (scopes[scope - 1]?.path ?? []).map(asPattern);
    if (around.length > path.length || !around.every((step, i) => step === path[i])) continue;
    const rest = path.slice(around.length);
    if (of === 'key' || of === 'index') return rest.length === 0 && scope > 0 ? { from: of, scope } : undefined;
    return rest.every(isField) ? { from: 'value', scope, path: rest } : undefined;
  }
  return undefined;
}

const isField = (step: PatternStep): step is string => step !== ITEM && step !== ENTRY;
