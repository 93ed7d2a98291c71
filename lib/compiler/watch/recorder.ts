import {
  came,
  cameFromList,
  cameFromPairs,
  cameOf,
  changed,
  inLoop,
  givesItemsOf,
  isTakenFrom,
  grownAt,
  isFilledByKey,
  itemsOf,
  iterate,
  keyAsked,
  keyAssigned,
  keysByItem,
  loopsNow,
  originOf,
  type Loop,
  pushed,
  type MadeText,
  type Origin,
  type Part,
  type TextOrigin,
} from './origins';
import { viewIndexes } from '../list-view';
import type { CodeLiterals } from './literals';
import { RECORDER, type WatchedPlace } from './rewrite';

/** One watched operation of a run. */
export interface WatchedEvent {
  readonly site: Site;
  /** What was done: an operator, the name of a method, `truth`, `nullish`, `text`, `lookUp` … */
  readonly op: string;
  /** What went in, the receiver first. */
  readonly args: readonly unknown[];
  readonly result: unknown;
  /** Which calls of functions it was done in. */
  readonly calls: number;
  /** What the loops that count are at, from outside; '' in none. */
  readonly turn: string;
}

/** Most lists of one run that are kept. */
const MOST_LISTS = 4000;
let lists: object[] | undefined;
let texts: MadeText[] | undefined;
let asked: AskedList[] | undefined;
/** Repetitions that were left before their end, with how many events there were by then. */
let unfinished: {
  readonly site: number;
  readonly list: readonly unknown[];
  readonly index: number;
  readonly done: number;
}[] = [];

/** A list of which the code asked something of each item. */
export interface AskedList {
  readonly site: number;
  /** `some`, `filter`, `includes` … */
  readonly how: string;
  readonly list: readonly unknown[];
  /** What each was compared with, where that is all. */
  readonly wanted?: unknown;
  /** What was thrown at an item, without what is quoted in it: one message for each sort of fault. */
  readonly thrown?: string;
  /** Repetitions around it. */
  readonly loops: readonly Loop[];
  /** Undefined for what it did not ask. */
  readonly answers: readonly (boolean | undefined)[];
}

/** A place in the author's code. */
export interface Site {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The code, shortened. */
  readonly text: string;
}

/** Most events of one run: what a loop without end would fill is cut. */
const MOST_EVENTS = 60_000;

/** Constants in the code of modules, by their names. */
const constantsOf = new Map<string, CodeLiterals>();

const inCode = new Set<string | number>();

/** Whether a word or a number stands in the author's code, as a constant or as a name of a property. */
export const isInCode = (constant: string | number): boolean => inCode.has(constant);

export const literalsOf = (file: string): CodeLiterals | undefined => constantsOf.get(file);

const sites: Site[] = [];
/** Where the places of a module begin. */
const registered = new Map<string, number>();
let events: WatchedEvent[] | undefined;

/** Loops that count, by their places, and what they are at. */
const turns = new Map<number, number>();
let turn = '';

/** Runs work in a turn of a loop. */
function inTurn<T>(site: number, at: number, work: () => T): T {
  takesTurn(site, at);
  try {
    return work();
  } finally {
    takesTurn(site, undefined);
  }
}

function takesTurn(site: number, at: number | undefined): void {
  turns.delete(site);
  if (at !== undefined) turns.set(site, at);
  turn = [...turns.values()].join(' ');
}

/** The calls that are under way, as a number of their own for each way to get there. */
let calls = 0;
const ways = new Map<string, number>();

/** Whether a place is in the author's code, and not in the library's own. */
export const isOfAuthor = ({ file }: Site): boolean => !file.startsWith('chartwright:');

/** Runs `work` and tells what rewritten code did meanwhile. */
export function watch<T>(work: () => T): {
  readonly result: T;
  readonly events: readonly WatchedEvent[];
  /** Lists and maps that were put together, in their order. */
  readonly made: readonly object[];
  /** Texts that were put together. */
  readonly texts: readonly MadeText[];
  /** Lists of which something was asked of each item. */
  readonly asked: readonly AskedList[];
} {
  const outer = { events, lists, texts, asked, unfinished };
  calls = 0;
  turns.clear();
  turn = '';
  unfinished = [];
  const own: WatchedEvent[] = [];
  const made: object[] = [];
  events = own;
  lists = made;
  const written: MadeText[] = [];
  texts = written;
  const askedOf: AskedList[] = [];
  asked = askedOf;
  try {
    const result = work();
    for (const map of made.filter((one) => !Array.isArray(one) && isFilledByKey(one))) {
      const items = Object.entries(map);
      const origin = entriesOrigin(0, map, Object.keys(map));
      if (!origin) continue;
      came(items, origin);
      cameFromPairs(map, 0, items);
    }
    return { result, events: own, made, texts: written, asked: askedOf };
  } catch (error) {
    const last = own.findLast(({ site }) => isOfAuthor(site));
    if (last && typeof error === 'object' && error !== null) thrownAt.set(error, last.site);
    // What was left since the last thing that was done was left by what was thrown.
    for (const { site, list, index, done } of unfinished)
      if (done === own.length)
        asks(site, 'throws', list, [...list.slice(0, index).map(() => false), true], { thrown: sortOf(error) });
    if (typeof error === 'object' && error !== null) before.set(error, { events: own, asked: askedOf });
    throw error;
  } finally {
    ({ events, lists, texts, asked, unfinished } = outer);
  }
}

/** Notes how a text came about. */
function wrote(text: unknown, origin: TextOrigin): void {
  if (texts && texts.length < MOST_LISTS && typeof text === 'string' && text !== '') texts.push({ text, origin });
}

/** The text that an id was before something in it was replaced: one that was put together, or one of what is being gone over. */
export function textBefore(replaced: RegExp, by: string, id: string): string {
  if (!id.includes(by)) return id;
  const is = (text: unknown): text is string => typeof text === 'string' && text.replace(replaced, by) === id;
  const within = (value: unknown, depth: number): string | undefined => {
    if (is(value)) return value;
    if (typeof value !== 'object' || value === null || depth === 0) return undefined;
    for (const inner of Object.values(value)) {
      const found = within(inner, depth - 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const made = texts?.findLast(({ text }) => is(text))?.text;
  if (made !== undefined) return made;
  for (const { over, index } of [...loopsNow()].reverse()) {
    const found = within(over[index], 2);
    if (found !== undefined) return found;
  }
  return id;
}

/** How a text came about last. */
const lastMade = (text: string): TextOrigin | undefined => texts?.findLast((made) => made.text === text)?.origin;

/** Whether a text stands in the author's code, as it is or in parts that do. */
function isWritten(text: string): boolean {
  if (text === '' || isInCode(text)) return true;
  const origin = lastMade(text);
  return (
    origin?.how === 'template' &&
    origin.parts.every((part) => typeof part === 'string' && part.length < text.length && isWritten(part))
  );
}

/** Runs work that nobody is told about. */
function unwatched<T>(work: () => T): T {
  const outer = events;
  events = undefined;
  try {
    return work();
  } finally {
    events = outer;
  }
}

/** Notes that something is asked of the items of a list. */
function asks(
  site: number,
  how: string,
  list: readonly unknown[],
  answers: AskedList['answers'],
  more: Pick<AskedList, 'wanted' | 'thrown'> = {},
): void {
  if (asked && asked.length < MOST_LISTS) asked.push({ site, how, list, answers, ...more, loops: loopsNow() });
}

const sortOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/'[^']*'|"[^"]*"|\[[^\]]*\]|\d+/g, '…')
    .slice(0, 200);

/** What puts numbers together. */
const ADDING = new Set(['+', '++', 'Math.max', 'Math.min']);

/** Whether the code has added something since. */
const hasAdded = (from: number): boolean => events?.slice(from).some(({ op }) => ADDING.has(op)) ?? false;

/** Follows which items of a list are counted in; all, where none is added. */
function counting(site: number, list: readonly unknown[]): <T>(index: number, work: () => T) => T {
  const answers = list.map(() => true);
  let found = false;
  asks(site, 'reduce', list, answers);
  return (index, work) => {
    const from = events?.length ?? 0;
    const result = work();
    const added = hasAdded(from);
    if (added && !found) answers.fill(false, 0, index);
    found ||= added;
    if (found) answers[index] = added;
    return result;
  };
}

/** Notes how a list came about. */
function made(list: readonly unknown[], origin: Parameters<typeof came>[1]): void {
  came(list, origin);
  if (lists && lists.length < MOST_LISTS) lists.push(list);
}

/** What rewritten code did before something was thrown. */
interface Before {
  readonly events: readonly WatchedEvent[];
  readonly asked: readonly AskedList[];
}

const before = new WeakMap<object, Before>();

/** What rewritten code did before something was thrown. */
export const doneBefore = (error: unknown): Before =>
  (typeof error === 'object' && error !== null && before.get(error)) || { events: [], asked: [] };

/** Notes that a repetition was left at an item, or came to its end. */
function leaves(site: number, list: readonly unknown[], index: number): void {
  if (!events) return;
  if (index < list.length) unfinished.push({ site, list, index, done: events.length });
  else
    asks(
      site,
      'throws',
      list,
      list.map(() => false),
    );
}

const thrownAt = new WeakMap<object, Site>();

/** The last place of rewritten code that was run before something was thrown. */
export const siteOfThrow = (error: unknown): Site | undefined =>
  typeof error === 'object' && error !== null ? thrownAt.get(error) : undefined;

/** `shop.ts:12:5`, as editors open it. */
export const placeOf = ({ file, line, column }: Site): string => `${file}:${line}:${column + 1}`;

function note(site: number, op: string, args: readonly unknown[], result: unknown): void {
  if (events && events.length < MOST_EVENTS) events.push({ site: sites[site] as Site, op, args, result, calls, turn });
}

/** Callbacks whose answer is a decision about an element. */
const PREDICATES = new Set(['filter', 'find', 'findIndex', 'findLast', 'some', 'every']);

/** Comparisons whose result may be the answer of a callback. */
const ANSWERS = new Set(['===', '!==', '==', '!=', '<', '<=', '>', '>=', 'includes', 'startsWith', 'endsWith', 'test']);

/** What rewritten code calls. Each does what the code said and notes it. */
export const recorder = {
  register(file: string, places: readonly WatchedPlace[], constants?: CodeLiterals): number {
    if (constants) {
      constantsOf.set(file, constants);
      for (const constant of [...constants.names, ...constants.texts, ...constants.numbers]) inCode.add(constant);
    }
    // A module that is run anew is at the same places.
    const key = `${file}\n${places.map((place) => place.join(' ')).join('\n')}`;
    const known = registered.get(key);
    if (known !== undefined) return known;
    const base = sites.length;
    registered.set(key, base);
    places.forEach(([line, column, text], i) => sites.push({ id: base + i, file, line, column, text }));
    return base;
  },

  /** A call begins. @returns the calls around it, for `leave` */
  enter(site: number): number {
    const around = calls;
    const way = `${around} ${site}`;
    const known = ways.get(way);
    calls = known ?? ways.size + 1;
    if (known === undefined) ways.set(way, calls);
    return around;
  },

  leave<T>(_site: number, around: number, result: T): T {
    calls = around;
    return result;
  },

  compare(site: number, operator: string, a: never, b: never): boolean {
    const result = compared(operator, a, b);
    note(site, operator, [a, b], result);
    return result;
  },

  truth<T>(site: number, value: T): T {
    note(site, 'truth', [value], Boolean(value));
    return value;
  },

  nullish<T>(site: number, value: T): T {
    note(site, 'nullish', [value], value === undefined || value === null);
    return value;
  },

  /** What stands left of `||` and `??`. */
  left<T>(site: number, value: T): T {
    if (events) lefts.set(site, value);
    return value;
  },

  either<T>(site: number, operator: string, value: T): T {
    if (!events) return value;
    const left = lefts.get(site);
    note(site, operator, [left, Object.is(left, value) ? NOT_EVALUATED : value], value);
    return value;
  },

  isIn(site: number, key: PropertyKey, map: object): boolean {
    const result = key in map;
    note(site, 'in', [map, key], result);
    return result;
  },

  /** What `map[key] = …` writes into, before the key is told. */
  into<T>(_site: number, map: T): T {
    if (events) targets.push(map);
    return map;
  },

  key<T>(site: number, key: T): T {
    const map = events ? targets.pop() : undefined;
    if (!isObject(map) || Array.isArray(map)) return key;
    if (!isFilledByKey(map) && lists && lists.length < MOST_LISTS) lists.push(map);
    keyAssigned(map, String(key), site);
    return key;
  },

  deleted(site: number, map: Record<PropertyKey, unknown>, key: PropertyKey): boolean {
    note(site, 'in', [map, key], key in map);
    return delete map[key];
  },

  choose<T>(_site: number, value: T): T {
    chosen = value;
    return value;
  },

  choice<T>(site: number, option: T): T {
    note(site, '===', [chosen, option], chosen === option);
    return option;
  },

  add(site: number, a: never, b: never): unknown {
    const result: unknown = (a as number) + (b as number);
    if (typeof result === 'string') {
      note(site, 'text', [a, b], result);
      wrote(result, { how: 'template', site, texts: ['', '', ''], parts: [a, b] });
    } else note(site, '+', [a, b], result);
    return result;
  },

  /** `n++` and its like. */
  counted<T>(site: number, value: T): T {
    note(site, '++', [value], value);
    return value;
  },

  arithmetic(site: number, operator: string, a: never, b: never): unknown {
    const result = calculated(operator, a, b);
    note(site, operator, [a, b], result);
    return result;
  },

  text(site: number, between: readonly string[], parts: readonly unknown[]): string {
    let result = between[0] ?? '';
    const all: unknown[] = result === '' ? [] : [result];
    parts.forEach((part, i) => {
      const text = `${part as string}`;
      const after = between[i + 1] ?? '';
      all.push(part);
      // What is empty among the values keeps its place.
      if (after !== '') all.push(after);
      result += text + after;
    });
    note(site, 'text', all, result);
    wrote(result, { how: 'template', site, texts: between, parts });
    return result;
  },

  length(site: number, property: 'length' | 'size', of: { readonly length: number; readonly size: number }): unknown {
    const result: unknown = of[property];
    if (typeof of === 'string' || Array.isArray(of) || property === 'size')
      note(site, 'length', [itemsOf(of) ?? of], result);
    return result;
  },

  /** `of[3]`, of which a character of a text is told. */
  itemAt(site: number, of: Record<number, unknown>, index: number): unknown {
    const result = of[index];
    if (typeof of === 'string') note(site, 'charAt', [of, index], result);
    return result;
  },

  lookUp(site: number, map: Record<PropertyKey, unknown>, key: PropertyKey): unknown {
    const result = map[key];
    if (isObject(map) && !Array.isArray(map) && isFilledByKey(map)) {
      if (events) keyAsked(map, key, site);
      return result;
    }
    if (!Array.isArray(map) && typeof map !== 'string') note(site, 'lookUp', [map, key], result);
    else if (events && Array.isArray(map) && key === map.length - 1)
      asks(
        site,
        'last',
        map,
        map.map(() => true),
      );
    return result;
  },

  call(site: number, name: string, callee: (...args: unknown[]) => unknown, args: unknown[]): unknown {
    const result = callee(...args);
    note(site, name, args, result);
    return result;
  },

  method(
    site: number,
    name: string,
    receiver: Record<string, (...args: unknown[]) => unknown>,
    args: unknown[],
  ): unknown {
    if (events && PREDICATES.has(name) && Array.isArray(receiver) && typeof args[0] === 'function') {
      const predicate = args[0] as (this: unknown, ...inner: unknown[]) => unknown;
      const answers = (receiver as unknown[]).map((): boolean | undefined => undefined);
      asks(site, name, receiver as unknown[], answers);
      args[0] = function (this: unknown, ...inner: unknown[]): unknown {
        const before = events?.length;
        const answer = predicate.apply(this, inner);
        // What was compared last says it all.
        const last = events?.at(-1);
        if (events?.length === before || !last || !ANSWERS.has(last.op) || last.result !== answer)
          note(site, `${name}?`, [inner[0]], Boolean(answer));
        answers[inner[1] as number] = Boolean(answer);
        return answer;
      };
    }
    if (events && Array.isArray(receiver)) {
      const list = receiver as unknown[];
      if (name === 'at')
        asks(
          site,
          'last',
          list,
          list.map(() => true),
        );
      if (name === 'reduce' && typeof args[0] === 'function') {
        const callback = args[0] as (this: unknown, ...inner: unknown[]) => unknown;
        const counts = counting(site, list);
        args[0] = function (this: unknown, ...inner: unknown[]): unknown {
          const index = inner[2] as number;
          return counts(index, () => inLoop(site, list, index, () => callback.apply(this, inner)));
        };
      }
      if (name === 'includes')
        asks(
          site,
          name,
          list,
          list.map((item) => item === args[0]),
          { wanted: args[0] },
        );
    }
    if (events && receiver === (Array as unknown) && name === 'from' && typeof args[1] === 'function') {
      const callback = args[1] as (...inner: unknown[]) => unknown;
      args[1] = (item: unknown, index: number): unknown => inTurn(site, index, () => callback(item, index));
    }
    if (events && receiver === (Math as unknown)) {
      const origin = originOf(args);
      const spread = origin?.how === 'written' ? origin.parts : [];
      for (const part of spread)
        if (part.spread)
          asks(
            site,
            'reduce',
            part.list,
            part.list.map(() => true),
          );
    }
    if (events && name === 'forEach' && receiver instanceof Map && typeof args[0] === 'function') {
      const callback = args[0] as (this: unknown, ...inner: unknown[]) => unknown;
      const items = ofMap(site, receiver, 'entries');
      let index = 0;
      if (items)
        args[0] = function (this: unknown, ...inner: unknown[]): unknown {
          return inLoop(site, items, index++, () => callback.apply(this, inner));
        };
    }
    // Which of two comes first is asked in an order that says nothing; what is sorted is looked at instead.
    if (events && (name === 'sort' || name === 'toSorted') && typeof args[0] === 'function') {
      const compare = args[0] as (a: unknown, b: unknown) => number;
      args[0] = (a: unknown, b: unknown): number => unwatched(() => compare(a, b));
    }
    const into =
      events && receiver === (Object as unknown) && name === 'assign' && isObject(args[0]) ? { ...args[0] } : undefined;
    const followed = events && Array.isArray(receiver) ? follow(site, name, receiver as unknown[], args) : undefined;
    // What sorting changes is kept as it was.
    const changes = name === 'sort' || name === 'reverse';
    const before = events && changes && Array.isArray(receiver) ? [...(receiver as unknown[])] : receiver;
    const result = (receiver[name] as (...args: unknown[]) => unknown)(...args);
    followed?.(result);
    if (events && Array.isArray(receiver) && ENTRIES.has(name) && args.length === 0) {
      // Gone over by itself, since going over it is what it is there for.
      const items = [...((receiver as unknown[])[name as 'entries']() as Iterable<unknown>)];
      made(items, { how: 'each', site, of: receiver as unknown[] });
      givesItemsOf(result as object, items);
    }
    if (name === 'next') isTakenFrom(receiver);
    const pairs = Array.isArray(args[0]) ? (args[0] as unknown[]) : undefined;
    if (events && receiver === (Object as unknown) && name === 'fromEntries' && pairs) {
      cameFromPairs(result as object, site, pairs);
      if (lists && lists.length < MOST_LISTS) lists.push(result as object);
    }
    if (into && lists && lists.length < MOST_LISTS) {
      cameOf(result as object, site, [into, ...args.slice(1)]);
      lists.push(result as object);
    }
    if (events && receiver === (JSON as unknown) && name === 'stringify' && (args[1] === undefined || args[1] === null))
      wrote(result, { how: 'json', site, value: args[0], indent: indentOf(args[2]) });
    if (events && receiver === (Array as unknown) && name === 'from' && args.length === 1) {
      const from = Array.isArray(args[0]) ? (args[0] as unknown[]) : itemsIn(site, args[0]);
      if (from) made(result as unknown[], { how: 'each', site, of: from });
    }
    if (events && receiver === (Object as unknown) && ENTRIES.has(name) && isObject(args[0]) && Array.isArray(result))
      made(result, entriesOrigin(site, args[0], Object.keys(args[0])) ?? { how: 'entries', site, of: args[0] });
    if (events && receiver instanceof Map) {
      if (name === 'set') keyAssigned(receiver, args[0], site);
      if (name === 'get' || name === 'has') keyAsked(receiver, args[0], site);
      const items = ENTRIES.has(name) && args.length === 0 ? ofMap(site, receiver, name as 'keys') : undefined;
      if (items) givesItemsOf(result as object, items);
    }
    if (events && receiver === (Buffer as unknown) && name === 'from') note(site, 'bytes', args, result);
    else if (events && receiver instanceof Uint8Array && name === 'toString')
      note(site, 'ofBytes', [receiver, ...args], result);
    else if (events && name === 'hasOwn' && receiver === (Object as unknown)) note(site, 'has', args, result);
    else if (events && name === 'hasOwnProperty') note(site, 'has', [receiver, ...args], result);
    else if (events && receiver instanceof Map && isFilledByKey(receiver)) return result;
    else if (events && receiver === (Number as unknown)) note(site, name, args, result);
    else if (events && isTelling(receiver)) note(site, methodName(receiver, name), [before, ...args], result);
    return result;
  },

  /** `for (let at = 0; goesOn; at++)` */
  turn<T>(site: number, at: unknown, goesOn: T): T {
    if (events) takesTurn(site, goesOn && typeof at === 'number' ? at : undefined);
    return goesOn;
  },

  /** What a `? :` gave, with the operation that decided. */
  picked<T>(site: number, asked: number, op: string, holds: boolean, value: T): T {
    note(site, '?:', [`${asked} ${op}`, holds ? value : NOT_EVALUATED, holds ? NOT_EVALUATED : value], value);
    return value;
  },

  /** `[a, ...b]`: each expression in a list of its own, with whether it is spread. */
  list(site: number, parts: readonly (readonly [spread: boolean, value: unknown])[]): unknown[] {
    const result: unknown[] = [];
    const told = parts.map(([spread, value]): Part => {
      if (!spread) {
        result.push(value);
        return { spread };
      }
      const list = Array.isArray(value)
        ? (value as unknown[])
        : (itemsIn(site, value) ?? [...(value as Iterable<unknown>)]);
      result.push(...list);
      return { spread, list };
    });
    made(result, (events && grownAt(site, told)) || { how: 'written', site, parts: told });
    return result;
  },

  /** `new Set(of)` */
  setOf(site: number, Constructor: new (of: unknown) => unknown, of: unknown): unknown {
    const result = new Constructor(of);
    if (events && result instanceof Set && Array.isArray(of)) {
      const list = cameFromList(result, site, of as unknown[]);
      note(site, 'Set', [of], list);
      if (lists && lists.length < MOST_LISTS) lists.push(list);
    }
    return result;
  },

  /** `{ a: 1, ...b }`: maps in the order in which later ones win. */
  merged(site: number, parts: readonly unknown[]): object {
    const result: object = Object.assign({}, ...parts) as object;
    cameOf(result, site, parts);
    if (lists && lists.length < MOST_LISTS) lists.push(result);
    return result;
  },

  /** Goes over what `for (… of …)` goes over. */
  *iterate<T>(site: number, iterable: Iterable<T>): Generator<T, void> {
    const list = events && Array.isArray(iterable) ? (iterable as unknown[]) : undefined;
    // Asked for once: what an iterator gives, it gives once.
    const over = Array.isArray(iterable) ? (iterable as T[]) : (itemsIn(site, iterable) as readonly T[] | undefined);
    const answers: boolean[] = [];
    let at = 0;
    try {
      for (const item of iterate(site, over ?? iterable)) {
        const from = events?.length ?? 0;
        yield item;
        at++;
        answers.push(hasAdded(from));
      }
    } finally {
      // What it goes over may be a repetition at the same place.
      if (over) leaves(-1 - site, over, at);
    }
    if (list && answers.includes(true)) asks(site, 'reduce', list, answers);
  },

  observe: note,

  isWritten,

  placeOfText: (text: string): number | undefined => lastMade(text)?.site,

  /** The repetitions that are under way, by where they are. */
  loops: (): string =>
    loopsNow()
      .map(({ site }) => String(site))
      .join(' '),

  chain<T, R>(_site: number, value: T | undefined | null, rest: (value: T) => R): R | undefined {
    return value === undefined || value === null ? undefined : rest(value);
  },

  optionalMethod(
    site: number,
    name: string,
    receiver: Record<string, (...args: unknown[]) => unknown> | undefined | null,
    args: () => unknown[],
  ): unknown {
    return receiver === undefined || receiver === null ? undefined : this.method(site, name, receiver, args());
  },
};

/** How many spaces JSON is indented by: none for tabs and the like, of which Helm knows nothing. */
const indentOf = (given: unknown): number =>
  typeof given === 'number' ? given : typeof given === 'string' && /^ *$/.test(given) ? given.length : -1;

const ENTRIES = new Set(['entries', 'keys', 'values']);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** How the entries, keys or values of a map came about that has a key for each item of some list. */
function entriesOrigin(site: number, map: object, keys: readonly unknown[]): Origin | undefined {
  const list = events && keysByItem(map, keys);
  if (!list) return undefined;
  if (lists && lists.length < MOST_LISTS) lists.push(list);
  return { how: 'each', site, of: list };
}

/** The entries, keys or values of a map that has a key for each item of some list. */
function ofMap(
  site: number,
  map: ReadonlyMap<unknown, unknown>,
  what: 'entries' | 'keys' | 'values',
): unknown[] | undefined {
  const origin = entriesOrigin(site, map, [...map.keys()]);
  if (!origin) return undefined;
  const items = [...(map[what]() as Iterable<unknown>)];
  made(items, origin);
  return items;
}

/** What is gone over, as a list; undefined where nothing is known of it. */
const itemsIn = (site: number, iterable: unknown): readonly unknown[] | undefined =>
  iterable instanceof Map ? ofMap(site, iterable, 'entries') : itemsOf(iterable);

/** Functions of JavaScript that are handed to `map` by their names. */
const NATIVE = new Set<unknown>([Number, String, parseFloat, Boolean, encodeURIComponent]);

/** Methods that call back for each item. */
const GOING_OVER = new Set(['map', 'flatMap', 'forEach', 'filter']);

/**
 * Follows what a method does with a list: its callback is run as a repetition. The answer is to be told what the method gave.
 */
function follow(
  site: number,
  name: string,
  receiver: readonly unknown[],
  args: unknown[],
): ((result: unknown) => void) | undefined {
  const [callback] = args;
  const answers: unknown[] = [];
  const added: boolean[] = [];
  if (GOING_OVER.has(name) && typeof callback === 'function') {
    args[0] = function (this: unknown, item: unknown, index: number, ...rest: unknown[]): unknown {
      const from = events?.length ?? 0;
      let isDone = false;
      let answer: unknown;
      try {
        const work = (): unknown =>
          inLoop(site, receiver, index, () => callback.apply(this, [item, index, ...rest]) as unknown);
        answer = item === index ? inTurn(site, index, work) : work();
        isDone = true;
      } finally {
        if (!isDone) leaves(site, receiver, index);
        else if (index === receiver.length - 1) leaves(site, receiver, receiver.length);
      }
      if (NATIVE.has(callback)) note(site, callback.name, [item], answer);
      answers.push(answer);
      if (name === 'forEach') added[index] = hasAdded(from);
      return answer;
    };
  }
  switch (name) {
    case 'map':
      return (result) => made(result as unknown[], { how: 'each', site, of: receiver });
    case 'forEach':
      return () => (added.includes(true) ? asks(site, 'reduce', receiver, added) : undefined);
    case 'flatMap':
      return (result) => made(result as unknown[], { how: 'flat', site, of: receiver, pieces: answers });
    case 'filter':
      return (result) => made(result as unknown[], { how: 'some', site, of: receiver, kept: answers.map(Boolean) });
    case 'flat':
      return args.length === 0
        ? (result) => {
            const parts = receiver.map((list): Part =>
              Array.isArray(list) ? { spread: true, list } : { spread: false },
            );
            made(result as unknown[], { how: 'written', site, parts });
          }
        : undefined;
    case 'concat':
      return (result) => {
        const parts = [receiver, ...args].map((list): Part =>
          Array.isArray(list) ? { spread: true, list } : { spread: false },
        );
        made(result as unknown[], { how: 'written', site, parts });
      };
    case 'slice':
      return followSlice(site, receiver, args);
    case 'join': {
      const separator = args.length === 0 ? ',' : args[0];
      return typeof separator === 'string'
        ? (result) => wrote(result, { how: 'joined', site, list: receiver, separator })
        : undefined;
    }
    case 'push':
      return () => {
        pushed(receiver, site, args);
        if (lists && lists.length < MOST_LISTS && !lists.includes(receiver)) lists.push(receiver);
      };
    case 'sort':
    case 'toSorted': {
      const before = [...receiver];
      const origin = originOf(receiver);
      return (result) => {
        const sorted = result as unknown[];
        const isByText = before.every((item) => typeof item === 'string');
        // Whether another order is that of the code points is seen by who compares.
        if (isByText && viewIndexes(before, ['sorted']).every((i, n) => before[i] === sorted[n])) {
          came(before, origin);
          const indexes = viewIndexes(before, ['sorted']);
          made(sorted, { how: 'viewed', site, of: result === receiver ? before : receiver, view: 'sorted', indexes });
          return;
        }
        came(before, origin);
        const indexes = indexesIn(before, sorted);
        const of = result === receiver ? before : receiver;
        made(sorted, { how: 'viewed', site, of, view: 'sorted', indexes, compared: true });
      };
    }
    case 'reverse':
    case 'unshift':
    case 'splice':
    case 'pop':
    case 'shift':
      return () => changed(receiver);
    default:
      return undefined;
  }
}

/** Where the items of a list stood before it was put in order. */
function indexesIn(before: readonly unknown[], sorted: readonly unknown[]): number[] {
  const places = new Map<unknown, number[]>();
  before.forEach((item, i) => places.set(item, [...(places.get(item) ?? []), i]));
  return sorted.map((item) => places.get(item)?.shift() ?? -1);
}

/** Some of the items by their places, and which of them. */
function followSlice(
  site: number,
  list: readonly unknown[],
  [from = 0, to = Infinity]: readonly unknown[],
): ((result: unknown) => void) | undefined {
  if (typeof from !== 'number' || typeof to !== 'number') return undefined;
  if (from === 0 && to === Infinity) return (result) => made(result as unknown[], { how: 'each', site, of: list });
  // Places are those of a list of the values where nothing was left out of it.
  let base = list;
  for (let origin = originOf(base); origin?.how === 'each'; origin = originOf(base)) base = origin.of;
  if (from < 0 || to < 0 || originOf(base)?.how === 'some') return undefined;
  // Two names of one question, since both are asked at one place.
  if (from > 0) note(site, 'below', [base, from], base.length > 0);
  if (to < Infinity) note(site, 'under', [base, to], base.length > 0);
  const kept = list.map((_, i) => i >= from && i < to);
  return (result) => made(result as unknown[], { how: 'some', site, of: list, kept });
}

/** In place of an argument that was not needed. */
export const NOT_EVALUATED = Symbol('not evaluated');

/** What is being written into. */
const targets: unknown[] = [];

const lefts = new Map<number, unknown>();

/** What the innermost `switch` that is being decided looks at: its cases are compared before anything else runs. */
let chosen: unknown;

/** Functions of an object that is no value have its name before theirs. */
function methodName(receiver: unknown, name: string): string {
  if (receiver === Math) return `Math.${name}`;
  if (receiver === JSON) return `JSON.${name}`;
  if (receiver === Object) return `Object.${name}`;
  // `Number.parseInt` is `parseInt`.
  return name;
}

function isTelling(receiver: unknown): boolean {
  if (receiver === Math || receiver === JSON || receiver === Object) return true;
  if (typeof receiver === 'string' || typeof receiver === 'number' || typeof receiver === 'boolean') return true;
  return Array.isArray(receiver) || receiver instanceof RegExp || receiver instanceof Map || receiver instanceof Set;
}

function compared(operator: string, a: never, b: never): boolean {
  switch (operator) {
    case '===':
      return a === b;
    case '!==':
      return a !== b;
    case '==':
      // As the author wrote it.
      // eslint-disable-next-line eqeqeq
      return a == b;
    case '!=':
      // eslint-disable-next-line eqeqeq
      return a != b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}

function calculated(operator: string, a: number, b: number): number {
  switch (operator) {
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    case '|':
      return a | b;
    case '&':
      return a & b;
    case '^':
      return a ^ b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    default:
      return a >>> b;
  }
}

declare global {
  var __chartwrightWatch: unknown;
}
// One recorder for all copies of this module in a process.
globalThis[RECORDER] ??= recorder;
