import type { ListView } from '../ir';

/** How a list came about in the author's code. */
export type Origin =
  /** `[a, ...b]` */
  | { readonly how: 'written'; readonly site: number; readonly parts: readonly Part[] }
  /** `of.map(…)`: an item for each of another list. */
  | { readonly how: 'each'; readonly site: number; readonly of: readonly unknown[] }
  /** `of.flatMap(…)`: some for each. */
  | {
      readonly how: 'flat';
      readonly site: number;
      readonly of: readonly unknown[];
      readonly pieces: readonly unknown[];
    }
  /** `of.filter(…)` */
  | { readonly how: 'some'; readonly site: number; readonly of: readonly unknown[]; readonly kept: readonly boolean[] }
  /** `new Set(of)`, `of.sort()`: the same items another way. */
  | {
      readonly how: 'viewed';
      readonly site: number;
      readonly of: readonly unknown[];
      readonly view: 'distinct' | 'sorted';
      /** Which items of the list they are. */
      readonly indexes: readonly number[];
      /** Whether the code says itself which of two comes first. */
      readonly compared?: boolean;
    }
  /** `Object.entries(of)`, its keys or its values. */
  | { readonly how: 'entries'; readonly site: number; readonly of: object }
  /** What it was, and what was pushed to it. */
  | { readonly how: 'grown'; readonly base: Origin | undefined; readonly pushes: readonly Push[] };

/** How a text came about. */
export type TextOrigin =
  /** `a${b}c`, or `a + b`: constants and what stands between them. */
  | {
      readonly how: 'template';
      readonly site: number;
      readonly texts: readonly string[];
      readonly parts: readonly unknown[];
    }
  | { readonly how: 'joined'; readonly site: number; readonly list: readonly unknown[]; readonly separator: string }
  | { readonly how: 'json'; readonly site: number; readonly value: unknown; readonly indent: number };

/** A text and how it came about. */
export interface MadeText {
  readonly text: string;
  readonly origin: TextOrigin;
}

/** One expression between the brackets of a list. */
export type Part = { readonly spread: false } | { readonly spread: true; readonly list: readonly unknown[] };

/** Items that were pushed at once. */
export interface Push {
  readonly site: number;
  readonly count: number;
  /** What was pushed, where something was spread in it. */
  readonly list?: readonly unknown[];
  /** Repetitions that it stood in, from outside. */
  readonly loops: readonly Loop[];
}

/** A repetition over a list, and where it is. */
export interface Loop {
  readonly site: number;
  readonly over: readonly unknown[];
  readonly index: number;
}

interface Kept {
  readonly origin: Origin | undefined;
  /** How many repetitions were under way when the list was made. */
  readonly depth: number;
}

/** What a map was merged from: `{ a: 1, ...b }` has the maps in their order; false and the like where nothing was spread. */
const merged = new WeakMap<object, { readonly site: number; readonly parts: readonly unknown[] }>();

export const mergedOf = (map: object): { readonly site: number; readonly parts: readonly unknown[] } | undefined =>
  merged.get(map);

export function cameOf(map: object, site: number, parts: readonly unknown[]): void {
  merged.set(map, { site, parts });
}

/** The list of pairs that a map was made from. */
const paired = new WeakMap<object, { readonly site: number; readonly list: readonly unknown[] }>();

export const pairsOf = (map: object): { readonly site: number; readonly list: readonly unknown[] } | undefined =>
  paired.get(map);

export function cameFromPairs(map: object, site: number, list: readonly unknown[]): void {
  paired.set(map, { site, list });
}

const known = new WeakMap<object, Kept>();
const loops: { site: number; over: readonly unknown[]; index: number }[] = [];

/** How a list came about; undefined where that was not seen. */
export const originOf = (list: object): Origin | undefined => known.get(list)?.origin;

/** Notes how a list came about. */
export function came(list: readonly unknown[], origin: Origin | undefined): void {
  known.set(list, { origin, depth: loops.length });
}

/** Repetitions that are under way. */
export const loopsNow = (): readonly Loop[] => loops.map((loop) => ({ ...loop }));

/** A list was changed in a way that nobody follows. */
export function changed(list: readonly unknown[]): void {
  known.delete(list);
}

export function pushed(list: readonly unknown[], site: number, items: readonly unknown[]): void {
  const count = items.length;
  const { origin, depth } = known.get(list) ?? { origin: undefined, depth: 0 };
  // What is in it of which nothing is known stays unknown.
  if (!origin && list.length > count) return;
  const push: Push = { site, count, loops: loopsNow().slice(depth), ...(originOf(items) && { list: items }) };
  const grown: Origin =
    origin?.how === 'grown'
      ? { how: 'grown', base: origin.base, pushes: [...origin.pushes, push] }
      : { how: 'grown', base: origin, pushes: [push] };
  known.set(list, { origin: grown, depth });
}

/** Runs the callback of a list's method for one of its items. */
export function inLoop<T>(site: number, over: readonly unknown[], index: number, work: () => T): T {
  loops.push({ site, over, index });
  try {
    return work();
  } finally {
    loops.pop();
  }
}

const sets = new WeakMap<object, readonly unknown[]>();

/** The items of a set that was made of a list, as a list; undefined for anything else, and where it was changed. */
export function itemsOf(set: unknown): readonly unknown[] | undefined {
  if (!(set instanceof Set)) return isIterator(set) ? takenFrom(set) : undefined;
  const list = sets.get(set);
  return list?.length === set.size ? list : undefined;
}

const iterators = new WeakMap<object, readonly unknown[]>();
const isIterator = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && iterators.has(value);

/** What an iterator gives, once: it gives nothing afterwards. */
function takenFrom(iterator: object): readonly unknown[] | undefined {
  const list = iterators.get(iterator);
  iterators.set(iterator, []);
  return list;
}

/** Notes what the iterator of `list.entries()`, `.values()` or `.keys()` gives, as a list. */
export function givesItemsOf(iterator: object, items: readonly unknown[]): void {
  iterators.set(iterator, items);
}

/** Notes that what an iterator gives is taken one by one. */
export function isTakenFrom(iterator: unknown): void {
  if (isIterator(iterator)) iterators.delete(iterator);
}

/** Notes which list a set was made of. @returns its items as a list */
export function cameFromList(set: ReadonlySet<unknown>, site: number, of: readonly unknown[]): readonly unknown[] {
  const list = [...set];
  came(list, { how: 'viewed', site, of, view: 'distinct', indexes: list.map((item) => of.indexOf(item)) });
  sets.set(set, list);
  return list;
}

/** Goes over what `for (… of …)` goes over. */
export function* iterate<T>(site: number, iterable: Iterable<T>): Generator<T, void> {
  const list = Array.isArray(iterable) ? (iterable as T[]) : itemsOf(iterable);
  if (!list) {
    yield* iterable;
    return;
  }
  const depth = loops.length;
  let index = 0;
  try {
    for (const item of list as readonly T[]) {
      loops.length = depth;
      loops.push({ site, over: list, index: index++ });
      yield item;
    }
  } finally {
    loops.length = depth;
  }
}

/** A view of what was made of a list's items, or of one that the code has put in order: by what, is found out later. */
export interface OpenView {
  readonly site: number;
  /** What it is where nothing is found; undefined where it is none of the list itself. */
  readonly plain: ListView | undefined;
}

/** An element of a list that a list of the author's code goes back to. */
export interface Element {
  readonly of: object;
  readonly index: number;
  /** Of a map. */
  readonly key?: string;
  /** How its list is gone over. */
  readonly views?: readonly OpenView[];
  /** Where it comes then. */
  readonly position?: number;
}

/** Whether a list is the keys of a map: each is there once, and they are in order. */
export function isOfKeys(list: readonly unknown[]): boolean {
  const origin = originOf(list);
  if (origin?.how !== 'entries') return false;
  const keys = Object.keys(origin.of);
  return list.length === keys.length && list.every((item, i) => item === keys[i]);
}

/** The element of some list or map of `roots` that an item of a list was made from. */
export function elementOf(
  list: readonly unknown[],
  index: number,
  isRoot: (of: object) => boolean,
  depth = 0,
): Element | undefined {
  if (isRoot(list)) return { of: list, index };
  const origin = originOf(list);
  if (!origin || depth > DEEPEST) return undefined;
  switch (origin.how) {
    case 'each':
      return elementOf(origin.of, index, isRoot, depth + 1);
    case 'some': {
      let n = -1;
      const at = origin.kept.findIndex((kept) => kept && ++n === index);
      return at < 0 ? undefined : elementOf(origin.of, at, isRoot, depth + 1);
    }
    case 'entries':
      return isRoot(origin.of) ? { of: origin.of, index, key: Object.keys(origin.of)[index] } : undefined;
    case 'flat': {
      let end = 0;
      const at = origin.pieces.findIndex((piece) => (end += Array.isArray(piece) ? piece.length : 1) > index);
      return at < 0 ? undefined : elementOf(origin.of, at, isRoot, depth + 1);
    }
    case 'written': {
      let start = 0;
      for (const part of origin.parts) {
        const length = part.spread ? part.list.length : 1;
        if (index < start + length)
          return part.spread ? elementOf(part.list, index - start, isRoot, depth + 1) : undefined;
        start += length;
      }
      return undefined;
    }
    case 'viewed': {
      if (isOfKeys(origin.of)) return elementOf(origin.of, index, isRoot, depth + 1);
      const at = origin.indexes[index];
      const element = at === undefined ? undefined : elementOf(origin.of, at, isRoot, depth + 1);
      if (!element) return undefined;
      const root = element.of;
      if (!Array.isArray(root)) return isAsItWas(origin.indexes) ? element : undefined;
      const isPlain = !origin.compared && origin.of.every((item, i) => item === (root as unknown[])[i]);
      const view: OpenView = { site: origin.site, plain: isPlain ? origin.view : undefined };
      return { ...element, views: [...(element.views ?? []), view], position: index };
    }
    case 'grown':
      return undefined;
  }
}

/** The list that `[...list]` is a copy of. */
export function copiedFrom(origin: Origin | undefined): readonly unknown[] | undefined {
  const [part, more] = origin?.how === 'written' ? origin.parts : [];
  return part?.spread && !more ? part.list : undefined;
}

/** Whether items are in the order that they were in. */
export const isAsItWas = (indexes: readonly number[]): boolean => indexes.every((index, i) => index === i);

/** Longest chain that is followed. */
const DEEPEST = 12;
