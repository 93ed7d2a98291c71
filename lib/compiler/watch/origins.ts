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
      /** Whether integers come first, whatever the order: keys of a plain object. */
      readonly integersFirst?: boolean;
    }
  /** `Object.entries(of)`, its keys or its values. */
  | { readonly how: 'entries'; readonly site: number; readonly of: object }
  /** What it was, and what was pushed to it; `depth` repetitions stood around it all. */
  | {
      readonly how: 'grown';
      readonly base: Origin | undefined;
      readonly depth: number;
      readonly pushes: readonly Push[];
    };

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
  /** Repetitions that it stood in, from outside: those around the list, too. */
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
  /** Repetitions that were under way when the list was made. */
  readonly loops: readonly Loop[];
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

/** Places of the code that put a list together from what they made before: `list = [...list, item]`. */
const accumulating = new Set<number>();

/** How a list came about; undefined where that was not seen. */
export function originOf(list: object): Origin | undefined {
  const kept = known.get(list);
  const origin = kept?.origin;
  if (!kept || !origin) return undefined;
  // The first of a list that grows looks like any other one.
  if (origin.how === 'written' && accumulating.has(origin.site) && isFirst(origin)) return grownBy(origin, kept.loops);
  const begun = origin.how === 'grown' ? origin.base : origin;
  const site = begun?.how === 'written' ? beginnings.get(begun.site) : undefined;
  if (begun?.how !== 'written' || site === undefined || begun.parts.some(({ spread }) => spread)) return origin;
  const first: Push = { site, count: begun.parts.length, loops: kept.loops };
  const { depth, pushes } = origin.how === 'grown' ? origin : { depth: kept.loops.length, pushes: [] };
  return { how: 'grown', base: undefined, depth, pushes: first.count === 0 ? pushes : [first, ...pushes] };
}

/** Lists that are written with what is pushed to them for other items, by their places: `map.set(key, [item])`, and where that is. */
const beginnings = new Map<number, number>();

const isFirst = ({ parts: [first, ...rest] }: Origin & { how: 'written' }): boolean =>
  first?.spread === true && first.list.length === 0 && rest.length > 0 && rest.every(({ spread }) => !spread);

const grownBy = ({ site, parts }: Origin & { how: 'written' }, loops: readonly Loop[]): Origin & { how: 'grown' } => ({
  how: 'grown',
  base: undefined,
  depth: loops.length,
  pushes: [{ site, count: parts.length - 1, loops }],
});

/** A list that is what the same place of the code made before, and more; undefined for any other one. */
export function grownAt(site: number, [first, ...more]: readonly Part[]): Origin | undefined {
  if (!first?.spread || more.length === 0 || more.some(({ spread }) => spread)) return undefined;
  const kept = known.get(first.list);
  const before =
    kept?.origin?.how === 'written' && kept.origin.site === site && isFirst(kept.origin)
      ? grownBy(kept.origin, kept.loops)
      : kept?.origin;
  if (before?.how !== 'grown' || before.base !== undefined || before.pushes.at(-1)?.site !== site) return undefined;
  accumulating.add(site);
  const loops = loopsNow();
  const pushes = [...before.pushes, { site, count: more.length, loops }];
  return { ...before, depth: Math.min(before.depth, inCommon(before.pushes[0]?.loops ?? [], loops)), pushes };
}

/** How many repetitions from outside are at the same item. */
function inCommon(a: readonly Loop[], b: readonly Loop[]): number {
  const end = a.findIndex(({ site, over, index }, i) => {
    const other = b[i];
    return other?.site !== site || other.over !== over || other.index !== index;
  });
  return end < 0 ? a.length : end;
}

/** Notes how a list came about. */
export function came(list: readonly unknown[], origin: Origin | undefined): void {
  known.set(list, { origin, loops: loopsNow() });
}

/** Repetitions that are under way. */
export const loopsNow = (): readonly Loop[] => loops.map((loop) => ({ ...loop }));

/** A list was changed in a way that nobody follows. */
export function changed(list: readonly unknown[]): void {
  known.delete(list);
}

export function pushed(list: readonly unknown[], site: number, items: readonly unknown[]): void {
  const count = items.length;
  const { origin, loops } = known.get(list) ?? { origin: undefined, loops: [] };
  // What is in it of which nothing is known stays unknown.
  if (!origin && list.length > count) return;
  const now = loopsNow();
  const push: Push = { site, count, loops: now, ...(originOf(items) && { list: items }) };
  const { base, depth, pushes } = origin?.how === 'grown' ? origin : { base: origin, depth: loops.length, pushes: [] };
  const common = inCommon(loops, now);
  if (
    base?.how === 'written' &&
    base.parts.length > 0 &&
    common < loops.length &&
    loops.at(-1)?.site === now[common]?.site
  )
    beginnings.set(base.site, site);
  const grown: Origin = { how: 'grown', base, depth: Math.min(depth, common), pushes: [...pushes, push] };
  known.set(list, { origin: grown, loops });
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

/** Keys that a map was given one by one, and where. */
const assigned = new WeakMap<
  object,
  { readonly key: unknown; readonly site: number; readonly loops: readonly Loop[] }[]
>();

/** Whether a map is one that the code fills key by key, and no table of its own. */
export const isFilledByKey = (map: object): boolean => assigned.has(map) || (map instanceof Map && map.size === 0);

export function keyAssigned(map: object, key: unknown, site: number): void {
  const all = assigned.get(map);
  const one = { key, site, loops: loopsNow() };
  if (all) all.push(one);
  else assigned.set(map, [one]);
}

/** Notes that a map that is filled key by key was asked for a key: what is there is what an item has. */
export function keyAsked(map: object, key: unknown, site: number): void {
  if (assigned.has(map) || (map instanceof Map && map.size === 0)) keyAssigned(map, key, site);
}

/**
 * The keys of a map that has one for each item of a list, as a list: what the code makes of each item, each once. Undefined where
 * it was not made so.
 */
export function keysByItem(map: object, keys: readonly unknown[]): readonly unknown[] | undefined {
  const all = assigned.get(map) ?? [];
  const { loops = [], site = 0 } = all[0] ?? {};
  const over = loops.at(-1)?.over;
  if (!over) return undefined;
  const said = new Map<number, unknown>();
  for (const one of all) {
    const last = one.loops.at(-1);
    if (!last || last.over !== over || one.loops.length !== loops.length) return undefined;
    if (said.has(last.index) && said.get(last.index) !== one.key) return undefined;
    said.set(last.index, one.key);
  }
  if (said.size !== over.length) return undefined;
  const ofItems = over.map((_, i) => said.get(i));
  // A plain object has integers first: whether that matters is seen by who compares.
  const distinct = new Set(ofItems);
  if (distinct.size !== keys.length || keys.some((key) => !distinct.has(key))) return undefined;
  came(ofItems, { how: 'each', site, of: over });
  const list = [...keys];
  const indexes = keys.map((key) => ofItems.indexOf(key));
  came(list, { how: 'viewed', site, of: ofItems, view: 'distinct', indexes, integersFirst: !(map instanceof Map) });
  return list;
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
