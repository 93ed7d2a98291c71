import type { Among, Cond, Expr, Ref, Test } from '../ir';
import type { PathStep } from '../markers';
import { Dataflow, type WatchedRun } from './dataflow';
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
import type { Shape } from '../shape';

/** The elements that repetitions around a place are at, by their paths into the values. */
export type Scopes = readonly { readonly path: readonly PathStep[] }[];

/** What can be said at a place. */
export interface Said {
  readonly texts: readonly Expr[];
  readonly numbers: readonly Expr[];
  readonly tests: readonly Test[];
}

const NOTHING: Said = { texts: [], numbers: [], tests: [] };

/** What was learnt by watching the author's code, in the terms of a place in the output. */
export class Advice {
  readonly decisions = new Decisions();
  private readonly dataflow: Dataflow;
  private readonly said = new Map<string, Said>();
  private readonly tests = new Map<string, Test>();
  private computed: ReturnType<Dataflow['computed']> | undefined;
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
    const { texts, numbers, truths } = this.dataflow.computed();
    this.computed = { texts, numbers, truths: [...truths, ...this.known] };
    const key = [
      ...[this.computed.texts, this.computed.numbers, this.computed.truths].map((all) => all.map(exprKey).join('\n')),
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
    this.dataflow.exprOf(`${site.id} ${op}`)?.e === 'call';

  /** Texts that the author's code computed in a run, each with how. */
  textsOf(run: WatchedRun): readonly { readonly text: string; readonly expr: PatternExpr }[] {
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

  /** Takes in what the code asks of the elements of lists. True when that is more or other than before. */
  lookThrough(lists: readonly Omit<Among, 'e' | 'ask'>[]): boolean {
    const asked = lists.map(({ over, when }) => ({ over, when, key: `${refKey(over)}: ${condKey(when)}` }));
    const key = asked.map((one) => one.key).join('\n');
    if (key === this.askedKey) return false;
    [this.askedKey, this.asked] = [key, asked];
    this.said.clear();
    return true;
  }
  private askedKey = '';
  private asked: readonly Omit<Among, 'e' | 'ask'>[] = [];

  private sayAt(scopes: Scopes, { texts, numbers, truths }: ReturnType<Dataflow['computed']>): Said {
    const resolved = (all: readonly PatternExpr[]): Expr[] => all.flatMap((expr) => resolve(expr, scopes) ?? []);
    const tests: Test[] = resolved(truths).flatMap((expr): Test[] => {
      if (expr.e !== 'call') return [];
      const compared = constantTest(expr);
      return [this.testOnce(compared ?? { is: 'holds', call: expr })];
    });
    const among = (ask: Among['ask']): Among[] => this.asked.map(({ over, when }) => ({ e: 'among', ask, over, when }));
    const ofLists = [...among('some'), ...among('every')].map((call) => this.testOnce({ is: 'holds', call }));
    return {
      texts: resolved(texts).filter(({ e }) => e === 'call'),
      numbers: [...resolved(numbers), ...among('count')],
      tests: [...tests, ...ofLists],
    };
  }

  /** The same test each time: columns are kept by identity. */
  private testOnce(test: Test): Test {
    const key = testKey(test);
    let known = this.tests.get(key);
    if (!known) this.tests.set(key, (known = test));
    return known;
  }
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
  if (expr.e === 'among') return `${expr.ask} of ${refKey(expr.over)}: ${condKey(expr.when)}`;
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
      ? `${ref.scope} ${ref.path.join('/')} ${(ref.views ?? []).join(' ')}`
      : `${ref.from} ${ref.scope}`;

/** An expression as it is said from a place; undefined where it speaks of elements that the place is not at. */
export function resolve(expr: PatternExpr, scopes: Scopes): Expr | undefined {
  if (expr.e === 'const') return expr;
  if (expr.e === 'among' || expr.e === 'joined') return undefined;
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
    if (of === 'key') return rest.length === 0 && scope > 0 ? { from: 'key', scope } : undefined;
    return rest.every(isField) ? { from: 'value', scope, path: rest } : undefined;
  }
  return undefined;
}

const isField = (step: PatternStep): step is string => step !== ITEM && step !== ENTRY;
