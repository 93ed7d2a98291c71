import type { Json } from '../manifests/manifest';
import type { Decider, Label } from './decide';
import { evaluate } from './evaluate';
import { one, type Node, type Ref, type Seq, type Step } from './ir';
import { deepEqual } from './json-text';
import type { Case, Seen } from './place';
import { tidy } from './tidy';
import { Unexplained } from './unexplained';
import { viewsKey } from './list-view';
import { copiedFrom, isAsItWas, isOfKeys, originOf, type Loop, type Origin, type Push } from './watch/origins';

/** A list in one case: its items as they stand in the output, undefined for those that were left out, and the list they come from. */
export interface Row {
  readonly at: Case;
  readonly items: readonly (Json | undefined)[];
  /** As many; undefined where nothing is known of it. */
  readonly list: readonly unknown[] | undefined;
}

/** Template of one item in all cases that have it. @throws Unexplained */
type InferItem<N> = (seen: readonly Seen[], id: string | undefined) => N;

/** How many ways in which a list may have come about are tried. */
const MOST_TRIED = 3;

/**
 * Template of a list that the author's code put together while it was watched: each part of it is looked at by itself, and what
 * was made for each element of a list is a repetition. Undefined where that does not explain it.
 */
export function tracedList(
  decider: Decider,
  seen: readonly Seen<Json[]>[],
  item: InferItem<Node>,
  id: string | undefined,
): Node | undefined {
  const lists = seen.map(({ at, value }) => at.run.madeLike(value));
  const ways = new Map<string, number>();
  seen.forEach(({ value }, r) => {
    if (value.length > 0)
      for (const way of new Set(lists[r]?.map((list) => wayOf(originOf(list)))))
        if (way !== undefined) ways.set(way, (ways.get(way) ?? 0) + 1);
  });
  const filled = seen.filter(({ value }) => value.length > 0).length;
  const likely = [...ways].filter(([, count]) => count * 2 > filled).sort(([, a], [, b]) => b - a);
  for (const [way] of likely.slice(0, MOST_TRIED)) {
    const rows = seen.map(({ at, value }, r): Row => ({
      at,
      items: value,
      list:
        nearest(
          at,
          lists[r]?.filter((list) => wayOf(originOf(list)) === way),
        ) ?? lists[r]?.[0],
    }));
    try {
      const items = new Tracer(decider, item).sequence(rows, `${id ?? ''}\ntraced ${way}`);
      const node: Node | undefined = items && { n: 'list', items };
      if (node && seen.every(({ at, value }) => deepEqual(evaluate(node, at.env), value))) return node;
    } catch (error) {
      if (!(error instanceof Unexplained)) throw error;
    }
  }
  return undefined;
}

/** Of equal lists, the one that was made for the element that a place is at. */
const nearest = (at: Case, lists: readonly (readonly unknown[])[] | undefined): readonly unknown[] | undefined =>
  lists?.find((list) => isWithin(at, list)) ?? lists?.[0];

/** Whether all that a list comes from of the values can be referred to from a place. */
export function isWithin(at: Case, list: readonly unknown[]): boolean {
  const path = valuesPath(at, list);
  if (path) return at.refOf(path) !== undefined;
  const origin = originOf(list);
  switch (origin?.how) {
    case 'each':
    case 'some':
    case 'flat':
    case 'viewed':
      return isWithin(at, origin.of);
    case 'written':
      return origin.parts.every((part) => !part.spread || isWithin(at, part.list));
    case 'grown':
      return origin.pushes.slice(0, 1).every(({ loops }) => loops.every((loop) => isAtTurn(at, loop)));
    default:
      return true;
  }
}

/** Whether a repetition over a list of the values was at the element that a place is at, if it is at one of that list. */
function isAtTurn(at: Case, { over, index }: Loop): boolean {
  const path = at.run.containerPath(over);
  if (!path) return true;
  const isOf = at.scopes.some((scope) => scope.path.length === path.length + 1 && at.isAt([...path, index]));
  const isElsewhere = over.some((_, i) => i !== index && at.isAt([...path, i]));
  return isOf || !isElsewhere;
}

/** Where the list or record of the values stands that a list has an item for each element of. */
function valuesPath(at: Case, list: readonly unknown[]): readonly (string | number)[] | undefined {
  const path = at.run.containerPath(list);
  if (path) return path;
  const origin = originOf(list);
  return origin?.how === 'entries' ? at.run.containerPath(origin.of) : undefined;
}

/** The list or record of the values that a list has an item for each element of. */
function valuesAt(at: Case, list: readonly unknown[]): (Ref & { from: 'value' }) | undefined {
  const path = valuesPath(at, list);
  if (path) return at.refOf(path);
  const origin = originOf(list);
  if (origin?.how !== 'viewed') return undefined;
  const of = sameItemsOf(origin.of);
  const over = valuesAt(at, of);
  if (originOf(of)?.how === 'entries') return isOfKeys(of) ? over : undefined;
  const view = at.run.keyed.get(origin.site);
  const isPlain = view === undefined || typeof view === 'string';
  if (over && isPlain && !origin.compared) return { ...over, views: [...(over.views ?? []), view ?? origin.view] };
  const root = view && rootOf(at, origin.of);
  const isWhole = root?.positions.length === origin.of.length && root.positions.every((at, i) => at === i);
  return root && isWhole ? { ...root.ref, views: [...(root.ref.views ?? []), view] } : undefined;
}

/** What tells lists of the values, and ways of going over them, apart. */
const nameOf = ({ scope, path, views = [] }: Ref & { from: 'value' }): string =>
  `${scope} ${path.join('.')} ${viewsKey(views)}`;

/** The list that another one is a copy of. */
function sameItemsOf(list: readonly unknown[]): readonly unknown[] {
  const origin = originOf(list);
  const from = origin?.how === 'each' ? origin.of : copiedFrom(origin);
  if (from?.length !== list.length || !list.every((item, i) => item === from[i])) return list;
  return sameItemsOf(from);
}

/** What tells ways in which lists come about apart. */
function wayOf(origin: Origin | undefined): string | undefined {
  if (!origin) return undefined;
  if (origin.how !== 'grown') return `${origin.how} ${origin.site}`;
  return `grown ${wayOf(origin.base) ?? origin.pushes[0]?.site ?? ''}`;
}

/** The steps of so many parts one after the other; undefined where one is not understood. */
function inTurn<N>(count: number, stepsOf: (k: number) => Seq<N> | undefined): Seq<N> | undefined {
  const steps: Step<N>[] = [];
  for (let k = 0; k < count; k++) {
    const step = stepsOf(k);
    if (!step) return undefined;
    steps.push(...step);
  }
  return tidy(steps);
}

/** Follows lists back to what they were put together from. */
export class Tracer<N> {
  constructor(
    private readonly decider: Decider,
    private readonly item: InferItem<N>,
  ) {}

  /** Undefined where it is not understood. @throws Unexplained */
  sequence(rows: readonly Row[], id: string): Seq<N> | undefined {
    if (rows.every(({ items }) => items.every((item) => item === undefined))) return [];
    const groups = new Map<string, Row[]>();
    for (const row of rows) {
      const way = this.wayAt(row);
      if (way === undefined) return undefined;
      const group = groups.get(way);
      if (group) group.push(row);
      else groups.set(way, [row]);
    }
    const steps: Step<N>[] = [];
    for (const [way, group] of groups) {
      if (group.every(({ items }) => items.length === 0)) continue;
      const inner = this.ofOneWay(group, `${id}\n${way}`);
      if (!inner) return undefined;
      const inGroup = new Set(group);
      // What is empty whatever the way may be of any of them.
      const labels = rows.map((row): Label => (inGroup.has(row) ? true : false));
      const step = this.under(rows, labels, inner);
      if (!step) return undefined;
      steps.push(...step);
    }
    return tidy(steps);
  }

  private under(rows: readonly Row[], labels: readonly Label[], inner: Seq<N>): Seq<N> | undefined {
    if (!labels.includes(false)) return inner;
    const when = this.decider.decide(
      rows.map(({ at }) => at),
      labels,
    );
    return when && [{ s: 'if', when, then: inner, else: [] }];
  }

  private wayAt({ at, list, items }: Row): string | undefined {
    if (!list) return items.length === 0 ? 'nothing' : undefined;
    const over = valuesAt(at, list);
    if (over) return `values ${nameOf(over)}`;
    return wayOf(originOf(list)) ?? (items.length === 0 ? 'nothing' : undefined);
  }

  private ofOneWay(rows: readonly Row[], id: string): Seq<N> | undefined {
    const first = rows[0] as Row & { list: readonly unknown[] };
    const over = first.list && valuesAt(first.at, first.list);
    if (over) return this.each(rows, over, (row, i) => [row.items[i]], undefined, id);
    const origin = originOf(first.list);
    const origins = rows.map(({ list }) => originOf(list as readonly unknown[]) as Origin);
    switch (origin?.how) {
      case 'written':
        return this.parts(rows, origins as (Origin & { how: 'written' })[], id);
      case 'each': {
        const from = origins.map((one) => (one as Origin & { how: 'each' }).of);
        return this.sequence(
          rows.map((row, r): Row => ({ ...row, list: from[r] })),
          id,
        );
      }
      case 'some':
        return this.sequence(
          rows.map((row, r): Row => {
            const { of, kept } = origins[r] as Origin & { how: 'some' };
            let n = 0;
            return { ...row, list: of, items: of.map((_, i) => (kept[i] ? row.items[n++] : undefined)) };
          }),
          id,
        );
      case 'viewed': {
        const viewed = origins as (Origin & { how: 'viewed' })[];
        if (!viewed.every(({ indexes }) => isAsItWas(indexes))) return undefined;
        return this.sequence(
          rows.map((row, r): Row => ({ ...row, list: viewed[r]?.of })),
          id,
        );
      }
      case 'flat':
        return this.flat(rows, origins as (Origin & { how: 'flat' })[], id);
      case 'grown':
        return this.grown(rows, origins as (Origin & { how: 'grown' })[], id);
      case 'entries':
        return this.table(rows, origins as (Origin & { how: 'entries' })[], id);
      default:
        return undefined;
    }
  }

  /** A repetition over a list or record of the values. `pieces` are the lists that the items for an element come from. */
  private each(
    rows: readonly Row[],
    over: Ref & { from: 'value' },
    itemsOf: (row: Row, index: number) => readonly (Json | undefined)[],
    pieceOf: ((row: number, index: number) => readonly unknown[] | undefined) | undefined,
    id: string,
  ): Seq<N> | undefined {
    const inner: Row[] = [];
    for (const [r, row] of rows.entries()) {
      row.at.allElements(over).forEach((at, i) => inner.push({ at, items: itemsOf(row, i), list: pieceOf?.(r, i) }));
    }
    if (inner.length === 0) return [];
    const body = pieceOf ? this.sequence(inner, `${id}\nin`) : this.single(inner, `${id}\nin`);
    return body && [{ s: 'each', over, omit: [], body }];
  }

  /** An item for each entry of a table that is written in the code: the same entries each time. */
  private table(
    rows: readonly Row[],
    origins: readonly (Origin & { how: 'entries' })[],
    id: string,
  ): Seq<N> | undefined {
    const keys = Object.keys(origins[0]?.of ?? {});
    const isSame = (of: object): boolean => {
      const own = Object.keys(of);
      return own.length === keys.length && own.every((key, i) => key === keys[i]);
    };
    if (!origins.every(({ of }, r) => isSame(of) && rows[r]?.items.length === keys.length)) return undefined;
    return inTurn(keys.length, (k) =>
      this.single(
        rows.map(({ at, items }) => ({ at, items: items.slice(k, k + 1), list: undefined })),
        `${id}\n${keys[k] as string}`,
      ),
    );
  }

  /** An item that is there or not. */
  private single(rows: readonly Row[], id: string): Seq<N> | undefined {
    const there = rows.flatMap(({ at, items: [item] }) => (item === undefined ? [] : [{ at, value: item }]));
    if (there.length === 0) return [];
    const body = [one(this.item(there, id))];
    return this.under(
      rows,
      rows.map(({ items: [item] }) => item !== undefined),
      body,
    );
  }

  private parts(
    rows: readonly Row[],
    origins: readonly (Origin & { how: 'written' })[],
    id: string,
  ): Seq<N> | undefined {
    const count = origins[0]?.parts.length ?? 0;
    if (origins.some(({ parts }) => parts.length !== count)) return undefined;
    const ends = rows.map(() => 0);
    return inTurn(count, (k) => {
      const spread = origins[0]?.parts[k]?.spread === true;
      const inner = rows.map((row, r): Row => {
        const part = origins[r]?.parts[k];
        const list = part?.spread ? part.list : undefined;
        const start = ends[r] as number;
        const end = start + (list?.length ?? 1);
        ends[r] = end;
        return { at: row.at, items: row.items.slice(start, end), list };
      });
      return spread ? this.sequence(inner, `${id}\n${k}`) : this.single(inner, `${id}\n${k}`);
    });
  }

  private flat(rows: readonly Row[], origins: readonly (Origin & { how: 'flat' })[], id: string): Seq<N> | undefined {
    const lists = origins.map(({ pieces }) =>
      pieces.map((piece) => (Array.isArray(piece) ? (piece as unknown[]) : [piece])),
    );
    const starts = lists.map((pieces) => {
      let at = 0;
      return pieces.map((piece) => (at += piece.length) - piece.length);
    });
    const itemsOf = (r: number, i: number): readonly (Json | undefined)[] => {
      const start = starts[r]?.[i] ?? 0;
      return (rows[r] as Row).items.slice(start, start + (lists[r]?.[i]?.length ?? 0));
    };
    const overs = rows.map(({ at }, r) => rootOf(at, origins[r]?.of as readonly unknown[]));
    const [over] = overs;
    if (!over || overs.some((other) => other?.key !== over.key))
      return this.flatOfParts(rows, origins, lists, itemsOf, id);
    return this.each(
      rows,
      over.ref,
      (row, i) => {
        const r = rows.indexOf(row);
        const n = overs[r]?.positions[i];
        return n === undefined ? [] : itemsOf(r, n);
      },
      (r, i) => {
        const n = overs[r]?.positions[i];
        return n === undefined ? [] : lists[r]?.[n];
      },
      id,
    );
  }

  /** What was made for each item of a list that is written in the code. */
  private flatOfParts(
    rows: readonly Row[],
    origins: readonly (Origin & { how: 'flat' })[],
    lists: readonly (readonly (readonly unknown[])[])[],
    itemsOf: (r: number, i: number) => readonly (Json | undefined)[],
    id: string,
  ): Seq<N> | undefined {
    const count = origins[0]?.of.length ?? 0;
    const sites = new Set(origins.map(({ of }) => wayOf(originOf(of))));
    // Entries of a table that is written in the code, too.
    const isWritten = (of: readonly unknown[]): boolean => ['written', 'entries'].includes(originOf(of)?.how ?? '');
    if (sites.size !== 1 || origins.some(({ of }) => of.length !== count || !isWritten(of))) return undefined;
    return inTurn(count, (k) => {
      const inner = rows.map((row, r): Row => ({ at: row.at, items: itemsOf(r, k), list: lists[r]?.[k] }));
      return this.sequence(inner, `${id}\n${k}`);
    });
  }

  private grown(rows: readonly Row[], origins: readonly (Origin & { how: 'grown' })[], id: string): Seq<N> | undefined {
    const counts = rows.map((row, r) => {
      const pushed = origins[r]?.pushes.reduce((sum, { count }) => sum + count, 0) ?? 0;
      return row.items.length - pushed;
    });
    const steps: Step<N>[] = [];
    if (counts.some((count) => count > 0)) {
      const base = rows.map((row, r): Row => {
        const count = counts[r] as number;
        return { at: row.at, items: row.items.slice(0, count), list: (row.list as readonly unknown[]).slice(0, count) };
      });
      const inner = this.bases(base, origins, id);
      if (!inner) return undefined;
      steps.push(...inner);
    }
    // What stands around all of it stands around the place.
    const depth = Math.min(...origins.map((origin) => origin.depth));
    const made = rows.map((row, r) => {
      let at = counts[r] as number;
      return (origins[r]?.pushes ?? []).map(({ count, loops, ...push }) => {
        at += count;
        return { ...push, count, loops: loops.slice(depth), items: row.items.slice(at - count, at) };
      });
    });
    const rest = this.pushes(
      rows.map(({ at }, r) => ({ at, pushes: made[r] ?? [] })),
      0,
      id,
    );
    return rest && tidy([...steps, ...rest]);
  }

  private bases(rows: readonly Row[], origins: readonly (Origin & { how: 'grown' })[], id: string): Seq<N> | undefined {
    const bases = origins.map(({ base }) => base);
    if (!bases.every((base): base is Origin & { how: 'written' } => base?.how === 'written')) return undefined;
    return this.parts(rows, bases, `${id}\nbase`);
  }

  /** What was pushed, in order: by places of the code, and repetitions around them. */
  private pushes(rows: readonly PushedRow[], depth: number, id: string): Seq<N> | undefined {
    const order = orderOf(rows.map(({ pushes }) => pushes.map((push) => placeAt(push, depth))));
    if (!order) return undefined;
    const steps: Step<N>[] = [];
    for (const place of order) {
      const here = rows.map(({ at, pushes }) => ({
        at,
        pushes: pushes.filter((push) => placeAt(push, depth) === place),
      }));
      const looped = place.startsWith('loop');
      const step = looped ? this.loop(here, depth, `${id}\n${place}`) : this.atPlace(here, `${id}\n${place}`);
      if (!step) return undefined;
      steps.push(...step);
    }
    return tidy(steps);
  }

  private atPlace(rows: readonly PushedRow[], id: string): Seq<N> | undefined {
    const most = Math.max(...rows.map(({ pushes }) => pushes.length));
    if (most === 1 && rows.some(({ pushes: [push] }) => push?.list))
      return this.sequence(
        rows.map(({ at, pushes: [push] }): Row => ({ at, items: push?.items ?? [], list: push?.list })),
        id,
      );
    const count = rows.find(({ pushes }) => pushes.length > 0)?.pushes[0]?.count ?? 0;
    if (most > 1 || rows.some(({ pushes: [push] }) => push && push.count !== count)) return undefined;
    const steps: Step<N>[] = [];
    for (let k = 0; k < count; k++) {
      const inner = rows.map(({ at, pushes: [push] }): Row => ({ at, items: [push?.items[k]], list: undefined }));
      const step = this.single(inner, `${id}\n${k}`);
      if (!step) return undefined;
      steps.push(...step);
    }
    return tidy(steps);
  }

  private loop(rows: readonly PushedRow[], depth: number, id: string): Seq<N> | undefined {
    const overs = rows.map(({ at, pushes }) => {
      const over = pushes[0]?.loops[depth]?.over;
      return over && rootOf(at, over);
    });
    const over = overs.find((one) => one !== undefined);
    if (!over || rows.some(({ pushes }, r) => pushes.length > 0 && overs[r]?.key !== over.key)) return undefined;
    const inner: PushedRow[] = [];
    for (const [r, { at, pushes }] of rows.entries()) {
      at.allElements(over.ref).forEach((element, i) => {
        const n = overs[r]?.positions[i];
        inner.push({
          at: element,
          pushes: n === undefined ? [] : pushes.filter(({ loops }) => loops[depth]?.index === n),
        });
      });
    }
    const body = this.pushes(inner, depth + 1, `${id}\nin`);
    return body && [{ s: 'each', over: over.ref, omit: [], body }];
  }
}

/** A list of the values, and where in another list what was made for each of its elements stands. */
export interface Root {
  readonly ref: Ref & { from: 'value' };
  readonly key: string;
  readonly positions: readonly (number | undefined)[];
}

/** What a list is one-to-one with, where it is the values' own. */
export const rootOf = (at: Case, list: readonly unknown[]): Root | undefined =>
  rootAt(
    at,
    list,
    list.map((_, i) => i),
  );

function rootAt(at: Case, list: readonly unknown[], positions: readonly number[]): Root | undefined {
  const ref = valuesAt(at, list);
  if (ref) {
    const found: (number | undefined)[] = [];
    positions.forEach((position, n) => (found[position] = n));
    return { ref, key: nameOf(ref), positions: found };
  }
  const origin = originOf(list);
  if (origin?.how === 'each') return rootAt(at, origin.of, positions);
  const copied = copiedFrom(origin);
  if (copied) return rootAt(at, copied, positions);
  if (origin?.how !== 'some') return undefined;
  const kept = origin.kept.flatMap((is, i) => (is ? [i] : []));
  return rootAt(
    at,
    origin.of,
    positions.map((position) => kept[position] as number),
  );
}

interface PushedRow {
  readonly at: Case;
  readonly pushes: readonly (Push & { readonly items: readonly (Json | undefined)[] })[];
}

/** Where something was pushed, as far as repetitions around it are concerned. */
const placeAt = ({ site, loops }: Push, depth: number): string => {
  const loop = loops[depth];
  return loop ? `loop ${loop.site}` : `push ${site}`;
};

/** Places in an order that all rows agree on; undefined where they do not. */
function orderOf(rows: readonly (readonly string[])[]): string[] | undefined {
  const order: string[] = [];
  for (const row of rows) {
    let at = 0;
    let last: string | undefined;
    for (const place of row) {
      if (place === last) continue;
      last = place;
      const known = order.indexOf(place);
      if (known >= 0 && known < at) return undefined;
      if (known >= 0) at = known + 1;
      else order.splice(at++, 0, place);
    }
  }
  return order;
}
