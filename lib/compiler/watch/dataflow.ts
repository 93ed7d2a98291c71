import type { ValueSample } from '../sample';
import type { Shape } from '../shape';
import { asExpr, callOf, isDecision, isNegated, isSplitting, keysOf, TABLE_LOOKUPS } from './operations';
import { ENTRY, exprKey, patternKey, placesOf, type Pattern, type PatternExpr, type PatternStep } from './pattern';
import { refsIn } from '../walk';
import { isInCode, NOT_EVALUATED, type Site, type WatchedEvent } from './recorder';

/** What is computed from values. */
export interface Computed {
  readonly texts: readonly PatternExpr[];
  readonly numbers: readonly PatternExpr[];
  readonly truths: readonly PatternExpr[];
  /** What stands in sums. */
  readonly addends: readonly PatternExpr[];
  /** Constants that numbers are compared with. */
  readonly limits: readonly number[];
}

/** What is worked out of a list of the values. */
export interface Derived {
  readonly expr: PatternExpr;
  readonly valueIn: (sample: ValueSample) => unknown;
}

/** A run with what the author's code did in it. */
export interface WatchedRun {
  readonly sample: ValueSample;
  readonly events: readonly WatchedEvent[];
}

/** Most occurrences of one operation in one run that are looked at. Each run counts: some come from where others do not. */
const MOST_SEEN = 60;
const DEEPEST = 8;

/** An operation at a place, or one piece of what it gave: `a.split(',')[1]`. */
interface Operation {
  readonly key: string;
  readonly site: Site;
  readonly op: string;
  readonly piece?: number;
  /** What each argument may come from. */
  readonly sources: Sources[];
  /** Largest number of arguments that was seen; what differs in it has no expression. */
  arity: number;
  seen: number;
  /** The run that it was seen in last, and how often. */
  run: number;
  inRun: number;
  /** Whether what it gave differed between runs. */
  varies: boolean;
  /** Which of what it worked on were no integers: Go's templates count in fractions another way. */
  readonly fractional: Set<number>;
  /** Whether a text that it gave was empty. */
  emptied: boolean;
  last: unknown;
  /** The calls that it was always in. */
  calls: number | undefined;
}

/** Where an argument may come from: what held for all occurrences so far. */
interface Sources {
  readonly isList: boolean;
  constant: { readonly value: unknown } | undefined;
  /** Whether anything was seen that tells where it comes from. */
  told: boolean;
  patterns: Map<string, Pattern> | undefined;
  operations: Set<string> | undefined;
  /** The constant that was there in place of it: `{ keep = 7 }`. */
  otherwise?: string | number;
}

/**
 * Follows values through the author's code: what an operation works on is a constant, a value of the chart, or what another
 * operation gave. Found by equality over many runs, in which values differ; so it is advice that has to be confirmed.
 */
export class Dataflow {
  private readonly operations = new Map<string, Operation>();
  private readonly known = new Map<string, PatternExpr | undefined>();

  private runs = 0;
  /** Operations of functions that are called with one thing here and with another there. */
  private readonly shared = new Set<string>();
  /** The operation that an event is of. */
  private readonly keys = new WeakMap<WatchedEvent, string>();
  private readonly noted: WatchedRun[] = [];

  constructor(private readonly shape: Shape) {}

  /** What may be worked out of lists, so that it is known where it is worked on. */
  private derived: readonly Derived[] = [];

  /** Takes in what the code asks of lists: what it gives is followed like a value. */
  derive(derived: readonly Derived[]): void {
    this.derived = derived;
    this.noteAgain();
  }

  private noteAgain(): void {
    this.operations.clear();
    this.runs = 0;
    for (const one of this.noted) this.noteRun(one);
  }

  /** Takes a run in. */
  note(run: WatchedRun): void {
    if (run.events.length === 0) return;
    const before = this.shared.size;
    if (this.noted.length < MOST_NOTED) this.noted.push(run);
    this.noteRun(run);
    if (this.shared.size === before || this.noted.at(-1) !== run) return;
    // What is shared is known by what it is called with, from the first run on.
    this.noteAgain();
  }

  /**
   * Several operations where a place in the code is called with different things: each is known by the calls and the turns of counting
   * loops that it is in, and where
   * these do not tell them apart, by the values that what it is called with goes back to.
   */
  private keyOf(
    { site, op, args, calls, turn }: WatchedEvent,
    roots: Roots,
    latest: ReadonlyMap<string, string>,
  ): string {
    const base = `${site.id} ${op}`;
    if (!this.shared.has(base)) return base;
    const called = `${base} in ${calls}${turn === '' ? '' : ` at ${turn}`}`;
    if (!this.shared.has(called)) return called;
    const sources = args.map((arg, i): string => {
      if (op === '?:' && i === 0) return latest.get(arg as string) ?? String(arg);
      return roots.of(arg);
    });
    return `${called} of (${sources.join(';')})`;
  }

  private noteRun({ sample, events }: WatchedRun): void {
    this.runs++;
    const latest = new Map<string, string>();
    const roots = new Roots();
    this.known.clear();
    const byValue = new Map<unknown, Pattern[]>();
    for (const { pattern, value } of placesOf(sample, this.shape)) {
      const same = byValue.get(value);
      if (same) same.push(pattern);
      else byValue.set(value, [pattern]);
      if (pattern.of !== 'index') roots.isValue(value, pattern);
    }
    this.derived.forEach(({ valueIn }, n) => {
      const value = valueIn(sample);
      if (value === undefined) return;
      const pattern: Pattern = { of: 'derived', path: [String(n)] };
      byValue.set(value, [...(byValue.get(value) ?? []), pattern]);
    });
    const producers = new Map<unknown, string[]>();
    const produced = (value: unknown, by: string): void => {
      const others = producers.get(value);
      if (!others) producers.set(value, [by]);
      else if (!others.includes(by)) others.push(by);
    };
    for (const event of events) {
      const { site, op, result } = event;
      const key = this.keyOf(event, roots, latest);
      this.keys.set(event, key);
      latest.set(`${site.id} ${op}`, key);
      const operation = this.operation(site, op, key);
      const args =
        op === '?:' ? [latest.get(event.args[0] as string) ?? event.args[0], ...event.args.slice(1)] : event.args;
      this.occurrence(operation, args, result, byValue, producers, event);
      if (isConstantLike(result)) continue;
      roots.made(result, event.args);
      produced(result, operation.key);
      if (!Array.isArray(result) || !isSplitting(op)) continue;
      const pieces = result as unknown[];
      for (let i = 0; i < Math.min(pieces.length, MOST_PIECES); i++) {
        roots.madePiece(pieces[i], event.args, i);
        this.piece(operation, args, i, pieces, byValue, producers, produced);
      }
    }
  }

  private piece(
    { site, op, key }: Operation,
    args: readonly unknown[],
    i: number,
    pieces: readonly unknown[],
    byValue: ReadonlyMap<unknown, readonly Pattern[]>,
    producers: ReadonlyMap<unknown, readonly string[]>,
    produced: (value: unknown, by: string) => void,
  ): void {
    for (const n of i === pieces.length - 1 ? [i, -1] : [i]) {
      const piece = this.operation(site, op, `${key} ${n}`, n);
      this.occurrence(piece, args, pieces[i], byValue, producers);
      produced(pieces[i], piece.key);
    }
  }

  private operation(site: Site, op: string, key: string, piece?: number): Operation {
    let found = this.operations.get(key);
    if (!found)
      this.operations.set(
        key,
        (found = {
          key,
          site,
          op,
          piece,
          sources: [],
          arity: 0,
          seen: 0,
          run: 0,
          inRun: 0,
          varies: false,
          fractional: new Set(),
          emptied: false,
          last: undefined,
          calls: undefined,
        }),
      );
    return found;
  }

  private occurrence(
    operation: Operation,
    args: readonly unknown[],
    result: unknown,
    byValue: ReadonlyMap<unknown, readonly Pattern[]>,
    producers: ReadonlyMap<unknown, readonly string[]>,
    event?: WatchedEvent,
  ): void {
    if (operation.seen === 0) operation.calls = event?.calls;
    else if (operation.calls !== event?.calls) operation.calls = undefined;
    if (operation.seen > 0 && operation.last !== result) operation.varies = true;
    if (result === '') operation.emptied = true;
    operation.last = result;
    operation.arity = Math.max(operation.arity, args.length);
    if (operation.run !== this.runs) [operation.run, operation.inRun] = [this.runs, 0];
    operation.seen++;
    if (operation.inRun++ > MOST_SEEN && operation.varies) return;
    args.forEach((arg, i) => {
      if (arg === NOT_EVALUATED) return;
      if (typeof arg === 'number' && !Number.isInteger(arg)) operation.fractional.add(i);
      const patterns = byValue.get(arg) ?? [];
      const operations = (producers.get(arg) ?? []).filter((key) => key !== operation.key);
      const sources = operation.sources[i];
      // What is empty, true or absent comes from anywhere: nothing is learnt from it.
      const telling = !isConstantLike(arg);
      const here = (): Pick<Sources, 'patterns' | 'operations'> => ({
        patterns: new Map(patterns.map((pattern) => [patternKey(pattern), pattern])),
        operations: new Set(operations),
      });
      if (!sources) {
        const isList = Array.isArray(arg);
        operation.sources[i] = { isList, constant: { value: arg }, told: telling, ...here() };
        return;
      }
      const before = sources.constant?.value;
      if (sources.constant && !sameConstant(before, arg)) sources.constant = undefined;
      if (!telling) return;
      if (!sources.told) {
        Object.assign(sources, here(), { told: true });
        return;
      }
      if (operation.calls === event?.calls && standsIn(sources, before, arg, here)) return;
      if (sources.patterns) {
        const here = new Set(patterns.map(patternKey));
        for (const key of sources.patterns.keys()) if (!here.has(key)) sources.patterns.delete(key);
      }
      if (sources.operations)
        for (const key of sources.operations) if (!operations.includes(key)) sources.operations.delete(key);
      if (sources.patterns?.size === 0 && sources.operations?.size === 0 && !sources.constant)
        this.share(
          operation,
          patterns.length > 0 || operations.length > 0 || isWord(arg) || (event?.turn ?? '') !== '',
        );
    });
  }

  /** Notes that what is handed to an operation comes from different places. */
  private share({ key, piece }: Operation, isKnown: boolean): void {
    if (isKnown && piece === undefined && !key.includes(' of (')) this.shared.add(key);
  }

  /** Whether it is known what an operation at a place in the code computes, whatever it is called with. */
  understands(site: Site, op: string): boolean {
    const all = this.operationsAt(site, op);
    return all.length > 0 && all.every(({ key }) => this.exprOf(key)?.e === 'call');
  }

  /** Whether an operation asks whether there is what was looked for in a table of the code, which was asked there already. */
  asksTable(site: Site, op: string): boolean {
    const all = this.operationsAt(site, op);
    return op === 'truth' && all.length > 0 && all.every(({ key }) => isFilledEntry(this.exprOf(key)));
  }

  /** Whether an operation looks for a key of a record in that very record, where it always is. */
  findsOwnKey(site: Site, op: string): boolean {
    const all = this.operationsAt(site, op);
    return all.length > 0 && all.every(({ key }) => (this.exprOf(key), this.ownKeys.has(key)));
  }
  private readonly ownKeys = new Set<string>();

  private operationsAt(site: Site, op: string): Operation[] {
    const base = `${site.id} ${op}`;
    return [...this.operations.values()].filter(
      ({ key, piece }) => piece === undefined && (key === base || key.startsWith(`${base} in `)),
    );
  }

  /** What an operation computes; undefined where that was not understood. */
  exprOf(key: string, depth = 0): PatternExpr | undefined {
    if (this.known.has(key)) return this.known.get(key);
    if (depth > DEEPEST) return undefined;
    // What comes from itself is none.
    this.known.set(key, undefined);
    const operation = this.operations.get(key);
    const expr = operation && this.find(operation, depth);
    this.known.set(key, expr);
    return expr;
  }

  private find({ key, op, sources, piece, arity, fractional }: Operation, depth: number): PatternExpr | undefined {
    if (ARITHMETIC.has(op) && [...fractional].some((i) => !sources[i]?.constant)) return undefined;
    const args: Argument[] = [];
    for (let i = 0; i < arity; i++) args.push(this.argument(sources[i], depth));
    if (op === '?:') return this.picked(args, depth);
    const expr = callOf(op, args, piece);
    const entry = entryOf(expr);
    if (!entry) {
      this.ownKeys.delete(key);
      return expr;
    }
    this.ownKeys.add(key);
    return expr?.e === 'call' && expr.fn === 'get' ? { e: 'ref', ref: entry } : undefined;
  }

  /** One of two values, by what another operation said. */
  private picked([asked, then, otherwise]: readonly Argument[], depth: number): PatternExpr | undefined {
    const key = asked?.constant?.value;
    if (typeof key !== 'string' || !then || !otherwise) return undefined;
    const test = this.exprOf(key, depth + 1);
    const [a, b] = [asExpr(then), asExpr(otherwise)];
    // A template works both of them out, whichever is wanted.
    if (!test || !a || !b || [a, b].some((one) => refsIn(one).some(({ path }) => isInUnion(this.shape, path))))
      return undefined;
    return {
      e: 'call',
      fn: 'ternary',
      args: isNegated(this.operations.get(key)?.op ?? '') ? [test, b, a] : [test, a, b],
    };
  }

  private argument(sources: Sources | undefined, depth: number): Argument {
    if (!sources) return {};
    const { isList } = sources;
    if (sources.constant && isWritten(sources.constant.value)) return { constant: sources.constant, isList };
    const [pattern] = [...(sources.patterns?.values() ?? [])].sort(
      (a, b) => rankOf(a) - rankOf(b) || a.path.length - b.path.length,
    );
    const derived = pattern?.of === 'derived' ? this.derived[Number(pattern.path[0])]?.expr : undefined;
    const { otherwise } = sources;
    const orConstant = (expr: PatternExpr): PatternExpr =>
      otherwise === undefined ? expr : { e: 'call', fn: 'default', args: [expr, { e: 'const', value: otherwise }] };
    const ref: Argument | undefined = pattern && { expr: orConstant(derived ?? { e: 'ref', ref: pattern }), isList };
    if (ref && pattern && !isOfEntry(pattern) && pattern.of !== 'index') return ref;
    // The latest of those that gave it: what was made of what another one gave.
    for (const key of [...(sources.operations ?? [])].reverse()) {
      const expr = this.exprOf(key, depth + 1);
      // What was looked for in a map is some entry of it, but which one the key says.
      if (expr && (!ref || pattern?.of === 'index' || isLookUp(expr))) return { expr, isList };
    }
    if (ref) return ref;
    return sources.constant ? { constant: sources.constant, isList } : {};
  }

  /** Constants that something is compared with. */
  private limits(): number[] {
    const found = new Set<number>();
    for (const { op, sources } of this.operations.values())
      if (COMPARING.has(op))
        for (const { constant } of sources) if (typeof constant?.value === 'number') found.add(constant.value);
    return [...found].slice(0, MOST_LIMITS);
  }

  /** What is added up, or of which the greatest is looked for, in some repetition. */
  private *addends(): Generator<PatternExpr, void> {
    /** What stands at one place of the code, be it called with other things at times. */
    const atPlace = new Map<string, { readonly exprs: PatternExpr[]; readonly constants: Set<number> }>();
    for (const { op, site, sources } of this.operations.values()) {
      if (op !== '+' && op !== 'Math.max' && op !== 'Math.min') continue;
      for (const [i, source] of sources.entries()) {
        const { expr, constant } = this.argument(source, 0);
        const place = `${site.id} ${op} ${i}`;
        const here = atPlace.get(place) ?? { exprs: [], constants: new Set() };
        atPlace.set(place, here);
        if (expr) here.exprs.push(expr);
        else if (typeof constant?.value === 'number' && isInCode(constant.value)) here.constants.add(constant.value);
      }
    }
    for (const { exprs, constants } of atPlace.values()) {
      yield* exprs;
      for (const expr of exprs.filter(({ e }) => e === 'ref').slice(0, MOST_PIECES))
        for (const value of [...constants].slice(0, MOST_PIECES))
          yield { e: 'call', fn: 'default', args: [expr, { e: 'const', value }] };
    }
  }

  /** Everything that is computed from values, each once, by what it gives. */
  computed(): Computed {
    const found = {
      texts: new Map<string, PatternExpr>(),
      numbers: new Map<string, PatternExpr>(),
      truths: new Map<string, PatternExpr>(),
    };
    for (const { key, last, varies, op, emptied } of this.operations.values()) {
      if (!varies) continue;
      const expr = this.exprOf(key);
      if (!expr || expr.e === 'const' || !isWritable(expr)) continue;
      // Whether anything is left of a text is asked by whoever takes it.
      if (emptied && expr.e === 'call')
        found.truths.set(`filled ${exprKey(expr)}`, { e: 'call', fn: 'isFilled', args: [expr] });
      if (typeof last === 'boolean' || isDecision(op)) found.truths.set(exprKey(expr), expr);
      else if (typeof last === 'number') found.numbers.set(exprKey(expr), expr);
      else if (typeof last === 'string' && !(expr.e === 'call' && expr.fn === 'toText'))
        found.texts.set(exprKey(expr), expr);
    }
    for (const truth of this.keysAsked()) found.truths.set(exprKey(truth), truth);
    return {
      texts: [...found.texts.values()],
      numbers: [...found.numbers.values()],
      truths: [...found.truths.values()],
      limits: this.limits(),
      addends: [...new Map([...this.addends()].map((expr) => [exprKey(expr), expr])).values()],
    };
  }

  /** Whether a value is one of the keys of a constant table or of the items of a constant list. */
  private *keysAsked(): Generator<PatternExpr, void> {
    for (const { op, sources } of this.operations.values()) {
      const tables = this.tablesOf(sources[0]);
      if (!TABLE_LOOKUPS.has(op) || tables.length === 0 || !sources[1]) continue;
      const { expr } = this.argument(sources[1], 0);
      if (!expr) continue;
      const keys = new Set(tables.flatMap(keysOf));
      for (const key of [...keys].slice(0, MOST_KEYS))
        if (typeof key === 'string' || typeof key === 'number')
          yield { e: 'call', fn: 'equal', args: [expr, { e: 'const', value: key }] };
    }
  }

  /** A constant table; or those that are in one, where a look-up gave it. */
  private tablesOf(sources: Sources | undefined): object[] {
    const table = sources?.constant?.value;
    if (typeof table === 'object' && table !== null) return [table];
    for (const key of sources?.operations ?? []) {
      const { op, sources: inner } = this.operations.get(key) ?? {};
      const outer = inner?.[0]?.constant?.value;
      if (op === undefined || !TABLE_LOOKUPS.has(op) || typeof outer !== 'object' || outer === null) continue;
      const values = outer instanceof Map ? [...outer.values()] : Object.values(outer);
      return values.filter((value): value is object => typeof value === 'object' && value !== null);
    }
    return [];
  }

  /** Results of a run that are computed texts: what they say, and how. */
  textsOf({ events }: WatchedRun): ComputedText[] {
    const found = new Map<string, { text: string; exprs: PatternExpr[] }>();
    const add = (key: string, text: unknown, args: readonly unknown[], least = LEAST_TEXT): void => {
      if (typeof text !== 'string' || text.length < least || args.includes(text)) return;
      const known = found.get(text);
      if (known && known.exprs.length >= MOST_WAYS) return;
      const expr = this.exprOf(key);
      if (expr?.e !== 'call' || expr.fn === 'concat' || expr.fn === 'toText') return;
      if (!known) found.set(text, { text, exprs: [expr] });
      else if (!known.exprs.some((other) => exprKey(other) === exprKey(expr))) known.exprs.push(expr);
    };
    for (const event of events) {
      const { op, args, result } = event;
      const key = this.keys.get(event) ?? '';
      // What is left of a name stands at the beginning, however little it is.
      add(key, result, args, op === 'cut' ? 1 : LEAST_TEXT);
      if (Array.isArray(result) && isSplitting(op))
        (result as unknown[]).slice(0, MOST_PIECES).forEach((piece, i) => add(`${key} ${i}`, piece, args));
    }
    return [...found.values()];
  }
}

/** Where a text stands in another one is only asked: bytes and characters are counted another way. */
const isWritable = (expr: PatternExpr): boolean =>
  expr.e !== 'call' || (expr.fn !== 'indexOf' && expr.fn !== 'lastIndexOf' && expr.args.every(isWritable));

/** What is more likely comes first: a value, what is worked out of a list, some element's value, its place. */
function rankOf({ of, path }: Pattern): number {
  if (of === 'derived') return 1;
  if (of === 'index') return 3;
  return of === 'value' && path.some((step) => typeof step === 'symbol') ? 2 : 0;
}

const isOfEntry = ({ of, path }: Pattern): boolean => of === 'value' && path.includes(ENTRY);
const isLookUp = (expr: PatternExpr): boolean => expr.e === 'call' && expr.fn === 'get';

/** Whether a number of a table is there: none of them is 0. */
function isFilledEntry(expr: PatternExpr | undefined): boolean {
  if (expr?.e !== 'call' || expr.fn !== 'isFilled') return false;
  const [of] = expr.args;
  return (
    of?.e === 'call' &&
    of.fn === 'entry' &&
    of.args.every((arg, i) => i % 2 === 1 || i === 0 || (arg.e === 'const' && arg.value !== 0))
  );
}

/** What a record has for a key of its own that is looked for in it. */
function entryOf(expr: PatternExpr | undefined): Pattern | undefined {
  if (expr?.e !== 'call' || (expr.fn !== 'get' && expr.fn !== 'hasKey')) return undefined;
  const [map, key] = expr.args;
  if (map?.e !== 'ref' || key?.e !== 'ref' || key.apply || key.ref.of !== 'key') return undefined;
  const entry: Pattern = { of: 'value', path: key.ref.path };
  return patternKey(entry) === patternKey({ of: 'value', path: [...map.ref.path, ENTRY] }) ? entry : undefined;
}

const COMPARING = new Set(['===', '!==', '==', '!=', '<', '<=', '>', '>=']);
const MOST_LIMITS = 12;
const ARITHMETIC = new Set(['+', '-', '*', '/', '%', 'Math.min', 'Math.max']);
/** The values that what is met in a run goes back to. */
class Roots {
  private readonly byValue = new Map<unknown, string>();

  /** The shortest path counts where two values are the same. */
  isValue(value: unknown, pattern: Pattern): void {
    const key = patternKey(pattern);
    const known = this.byValue.get(value);
    if (!isConstantLike(value) && (known === undefined || key.length < known.length)) this.byValue.set(value, key);
  }

  made(result: unknown, args: readonly unknown[]): void {
    if (this.byValue.has(result)) return;
    const from = new Set(args.map((arg) => this.of(arg)).filter((root) => root !== ''));
    this.byValue.set(result, [...from].join(','));
  }

  madePiece(piece: unknown, args: readonly unknown[], i: number): void {
    if (!isConstantLike(piece) && !this.byValue.has(piece)) this.byValue.set(piece, `${this.of(args[0])} ${i}`);
  }

  of(value: unknown): string {
    return isConstantLike(value) || value === NOT_EVALUATED ? '' : (this.byValue.get(value) ?? '');
  }
}

/** Whether what stands at a path is there in some alternatives of a union alone. */
function isInUnion(shape: Shape, [step, ...rest]: readonly PatternStep[]): boolean {
  if (step === undefined) return false;
  switch (shape.kind) {
    case 'object': {
      if (shape.variants) return true;
      const field = shape.fields.find(({ key }) => key === step);
      return field !== undefined && isInUnion(field.shape, rest);
    }
    case 'array':
      return isInUnion(shape.item, rest);
    case 'record':
      return isInUnion(shape.value, rest);
    default:
      return shape.kind === 'union';
  }
}

/** A text that the author's code computed, and how it may have done so. */
export interface ComputedText {
  readonly text: string;
  readonly exprs: readonly PatternExpr[];
}

/** Most ways in which one text is computed. */
const MOST_WAYS = 16;
/** Runs that are looked at again when an operation turns out to be shared. */
const MOST_NOTED = 60;
const MOST_PIECES = 8;
const MOST_KEYS = 60;
/** Shorter ones stand in other texts by chance. */
const LEAST_TEXT = 3;

/** What an operation works on, as far as it is known. */
export interface Argument {
  readonly constant?: { readonly value: unknown };
  readonly expr?: PatternExpr;
  readonly isList?: boolean;
}

/** Results that say nothing of where they come from. */
const isConstantLike = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'boolean' || value === '';

/** Whether an argument, or what it was each time before, is a constant in place of what is absent. */
function standsIn(
  sources: Sources,
  before: unknown,
  arg: unknown,
  here: () => Pick<Sources, 'patterns' | 'operations'>,
): boolean {
  if (sources.constant) return false;
  if (sources.otherwise !== undefined && sources.otherwise === arg) return true;
  if (sources.otherwise !== undefined) return false;
  const now = here();
  const isFrom = ({ patterns, operations }: Pick<Sources, 'patterns' | 'operations'>): boolean =>
    (patterns?.size ?? 0) + (operations?.size ?? 0) > 0;
  const isCommon = [...(now.patterns?.keys() ?? [])].some((key) => sources.patterns?.has(key));
  if (isCommon || [...(now.operations ?? [])].some((key) => sources.operations?.has(key))) return false;
  if (isDefault(before) && isFrom(now)) Object.assign(sources, now, { otherwise: before });
  else if (isDefault(arg) && isFrom(sources)) sources.otherwise = arg;
  return sources.otherwise !== undefined;
}

/** A scalar of the code that may stand in place of one that is absent. */
const isDefault = (value: unknown): value is string | number =>
  (typeof value === 'number' || typeof value === 'string') && isInCode(value);

/** A word of the code: a function is told what to do by it. */
const isWord = (value: unknown): boolean => typeof value === 'string' && isInCode(value);

/** What is no constant of the code was the same each time by chance, where something else may have given it. */
const isWritten = (value: unknown): boolean =>
  (typeof value !== 'number' && typeof value !== 'string') || isInCode(value);

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function sameConstant(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof RegExp && b instanceof RegExp) return a.source === b.source && a.flags === b.flags;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => item === (b as unknown[])[i] && typeof item !== 'object');
  // So are tables that are written inside of the function that asks them.
  if (isPlain(a) && isPlain(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.length <= MOST_KEYS &&
      keys.every((key) => Object.hasOwn(b, key) && sameConstant(a[key], b[key]))
    );
  }
  // Callbacks are made anew in each run.
  return typeof a === 'function' && typeof b === 'function';
}
