import type { Json } from '../manifests/manifest';
import type { Decider } from './decide';
import { condHolds, evaluate } from './evaluate';
import { one, type Cond, type Entry, type Expr, type Node, type Ref, type Step } from './ir';
import { deepEqual } from './json-text';
import type { Case, Seen } from './place';
import { hasElementDefaults, shapeAt } from './shape';
import { Unexplained } from './unexplained';
import { Tracer, type Row } from './traced';
import { mergedOf, pairsOf } from './watch/origins';

type JsonMap = { [key: string]: Json };
type ValueRef = Ref & { from: 'value' };

/** Something that a map was merged from, and in which of the rows. */
interface Source {
  readonly there: readonly boolean[];
  /** A key of the code; else all entries of a record of the values. */
  readonly key?: string;
  readonly record?: ValueRef;
}

/** What of a map is not the record's own. @throws Unexplained */
type InferValue = (seen: readonly Seen[], key: string) => Node;

/**
 * Template of a map that the author's code merged from records of the values and entries of its own: later ones win. Undefined
 * for maps without such records, which are explained key by key. `inPlace`: an entry that a record overrides stays where it is, as
 * in JavaScript, for those to whom order matters.
 */
export function tracedMap(
  decider: Decider,
  seen: readonly Seen<JsonMap>[],
  value: InferValue,
  inPlace = false,
): Node | undefined {
  const made = seen.map(({ at, value: map }) => at.run.madeLike(map));
  const sites = new Map<number, number>();
  for (const all of made)
    for (const site of new Set(all.flatMap((map) => mergedOf(map)?.site ?? [])))
      sites.set(site, (sites.get(site) ?? 0) + 1);
  const [best] = [...sites].sort(([, a], [, b]) => b - a);
  if (!best || best[1] * 2 <= seen.filter(({ value: map }) => Object.keys(map).length > 0).length) return undefined;
  const raw = made.map((all, r) => {
    const same = all.filter((map) => mergedOf(map)?.site === best[0]);
    return same.find((map) => isMadeAt((seen[r] as Seen).at, map)) ?? same[0] ?? all[0] ?? {};
  });
  const cases = seen.map(({ at }) => at);
  const sources = sourcesOf(
    cases,
    raw,
    cases.map(() => true),
    0,
  );
  if (!sources?.some(({ record }) => record)) return undefined;
  const merger = new Merger(decider, seen, sources, value, inPlace);
  try {
    const entries = merger.entries();
    const node: Node | undefined = entries && { n: 'map', entries };
    return node && seen.every(({ at, value: map }) => deepEqual(evaluate(node, at.env), map)) ? node : undefined;
  } catch (error) {
    if (isNoMap(error)) return undefined;
    throw error;
  }
}

/** Template of the entry that a pair of a list becomes. @throws Unexplained */
type InferEntry = (seen: readonly Seen[]) => Entry;

/** Template of a map that was made from a list of pairs; undefined for others. */
export function mapOfPairs(decider: Decider, seen: readonly Seen<JsonMap>[], entry: InferEntry): Node | undefined {
  const made = seen.map(({ at, value }) => at.run.madeLike(value));
  const [site] = made.flatMap((all) => all.flatMap((map) => pairsOf(map)?.site ?? []));
  if (site === undefined) return undefined;
  const rows: Row[] = [];
  for (const [r, { at, value }] of seen.entries()) {
    const map = made[r]?.find((one) => pairsOf(one)?.site === site);
    if (!map && Object.keys(value).length > 0) return undefined;
    const list = (map && pairsOf(map)?.list) ?? [];
    const items = list.map((pair): Json => {
      const key = String((pair as readonly unknown[])[0]);
      return [key, value[key] ?? null];
    });
    rows.push({ at, items, list: map && list });
  }
  try {
    const entries = new Tracer<Entry>(decider, entry).sequence(rows, 'pairs');
    const node: Node | undefined = entries && { n: 'map', entries };
    return node && seen.every(({ at, value }) => deepEqual(evaluate(node, at.env), value)) ? node : undefined;
  } catch (error) {
    if (isNoMap(error)) return undefined;
    throw error;
  }
}

/** Whether a template was not found, or says the same key twice. */
const isNoMap = (error: unknown): boolean =>
  error instanceof Unexplained || (error instanceof Error && error.message.startsWith('Two entries'));

const DEEPEST = 8;

/** What maps were merged from, in the order in which later ones win; undefined where that is not known. */
function sourcesOf(
  cases: readonly Case[],
  maps: readonly unknown[],
  inside: readonly boolean[],
  depth: number,
): Source[] | undefined {
  if (depth > DEEPEST) return undefined;
  const groups = new Map<string, number[]>();
  for (const [r, map] of maps.entries()) {
    if (!inside[r] || typeof map !== 'object' || map === null) continue;
    const ref = recordAt(cases[r] as Case, map);
    const way = ref ? `record ${ref.scope} ${ref.path.join('.')}` : `merged ${mergedOf(map)?.site ?? 'nowhere'}`;
    const group = groups.get(way);
    if (group) group.push(r);
    else groups.set(way, [r]);
  }
  const sources: Source[] = [];
  for (const [way, rows] of groups) {
    const inGroup = new Set(rows);
    const there = maps.map((_, r) => inGroup.has(r));
    const first = rows[0] as number;
    const record = way.startsWith('record') ? recordAt(cases[first] as Case, maps[first] as object) : undefined;
    if (record) {
      sources.push({ there, record });
      continue;
    }
    const parts = maps.map((map, r) => (inGroup.has(r) ? (mergedOf(map as object)?.parts ?? []) : []));
    const count = parts[first]?.length ?? 0;
    for (let k = 0; k < count; k++) {
      const inner = sourcesOf(
        cases,
        parts.map((all) => all[k]),
        there,
        depth + 1,
      );
      if (!inner) return undefined;
      sources.push(...inner);
    }
    if (count === 0) sources.push(...fixedKeys(maps, there));
  }
  return sources;
}

/** Keys of maps that are written in the code. */
function fixedKeys(maps: readonly unknown[], inside: readonly boolean[]): Source[] {
  const has = (r: number, key: string): boolean =>
    inside[r] === true &&
    (maps[r] as Record<string, unknown>)[key] !== undefined &&
    Object.hasOwn(maps[r] as object, key);
  const keys = new Set(
    maps.flatMap((map, r) => (inside[r] ? Object.keys(map as object).filter((key) => has(r, key)) : [])),
  );
  return [...keys].map((key) => ({ key, there: maps.map((_, r) => has(r, key)) }));
}

/** Whether the records that a map was merged from can all be referred to from a place. */
function isMadeAt(at: Case, map: object): boolean {
  const path = at.run.containerPath(map);
  if (path) return at.refOf(path) !== undefined;
  return (mergedOf(map)?.parts ?? []).every((part) => typeof part !== 'object' || part === null || isMadeAt(at, part));
}

/** The record of the values that a map is. */
function recordAt(at: Case, map: object): ValueRef | undefined {
  const path = at.run.containerPath(map);
  const ref = path && at.refOf(path);
  if (!ref) return undefined;
  const shape = shapeAt(at.shapeOf(ref.scope), ref.path);
  return shape?.kind === 'record' && !hasElementDefaults(shape.value, true) ? ref : undefined;
}

class Merger {
  private readonly cases: readonly Case[];

  constructor(
    private readonly decider: Decider,
    private readonly seen: readonly Seen<JsonMap>[],
    private readonly sources: readonly Source[],
    private readonly value: InferValue,
    private readonly inPlace: boolean,
  ) {
    this.cases = seen.map(({ at }) => at);
  }

  /** @throws Unexplained */
  entries(): Step<Entry>[] | undefined {
    const steps: Step<Entry>[] = [];
    for (const [i, source] of this.sources.entries()) {
      const step = source.record ? this.spread(source, source.record, i) : this.fixed(source, source.key ?? '', i);
      if (step === undefined) return undefined;
      if (step) steps.push(step);
    }
    return steps;
  }

  /** When a source is there at all; undefined where it always is, null where that was not found. */
  private presence(source: Source): Cond | null | undefined {
    if (!source.there.includes(false)) return undefined;
    return this.decider.decide(this.cases, source.there) ?? null;
  }

  /** A key of the code, unless a later source has it, too. False where one always has. */
  private fixed(source: Source, key: string, i: number): Step<Entry> | false | undefined {
    const conditions: Cond[] = [];
    const present = this.presence(source);
    if (present === null) return undefined;
    if (present) conditions.push(present);
    const overriding = this.sources.slice(i + 1).filter((later) => later.record ?? later.key === key);
    const [record, more] = overriding;
    if (this.inPlace && record?.record && !more && !present && !record.there.includes(false))
      return this.either(key, record.record);
    for (const later of this.sources.slice(i + 1)) {
      if (later.key !== undefined && later.key !== key) continue;
      const when = this.presence(later);
      if (when === null) return undefined;
      const has: Cond[] = later.record ? [{ op: 'test', test: { is: 'has', ref: later.record, key } }] : [];
      const of = [...(when ? [when] : []), ...has];
      // Always there: this one never shows.
      if (of.length === 0) return false;
      conditions.push({ op: 'not', of: of.length === 1 ? (of[0] as Cond) : { op: 'and', of } });
    }
    const when: Cond = conditions.length === 1 ? (conditions[0] as Cond) : { op: 'and', of: conditions };
    const shown = this.seen.filter(
      ({ at, value }, r) => source.there[r] && condHolds(when, at.env) && Object.hasOwn(value, key),
    );
    if (shown.length === 0) return false;
    const node = this.value(
      shown.map(({ at, value }) => ({ at, value: value[key] as Json })),
      key,
    );
    const entry = one<Entry>({ key: [one(key)], node });
    return conditions.length === 0 ? entry : { s: 'if', when, then: [entry], else: [] };
  }

  /** An entry of the code, or what a record has in its place. */
  private either(key: string, record: ValueRef): Step<Entry> | undefined {
    const when: Cond = { op: 'test', test: { is: 'has', ref: record, key } };
    const own = this.seen.filter(({ at }) => !condHolds(when, at.env));
    if (own.length === 0) return undefined;
    const node: Node = {
      n: 'choice',
      when,
      then: { n: 'value', expr: { e: 'ref', ref: { ...record, path: [...record.path, key] } } },
      else: this.value(
        own.map(({ at, value }) => ({ at, value: value[key] as Json })),
        key,
      ),
    };
    return one<Entry>({ key: [one(key)], node });
  }

  /** All entries of a record that no later source has, too. */
  private spread(source: Source, record: ValueRef, i: number): Step<Entry> | undefined {
    const depth = (this.cases[0]?.scopes.length ?? 0) + 1;
    const key: Expr = { e: 'ref', ref: { from: 'key', scope: depth } };
    const omit: string[] = [];
    const taken: Cond[] = [];
    for (const later of this.sources.slice(i + 1)) {
      const when = this.presence(later);
      if (when === null) return undefined;
      if (later.key !== undefined && !when) omit.push(later.key);
      else {
        const call: Expr & { e: 'call' } = later.record
          ? { e: 'call', fn: 'hasKey', args: [{ e: 'ref', ref: later.record }, key] }
          : { e: 'call', fn: 'equal', args: [key, { e: 'const', value: later.key ?? '' }] };
        const same: Cond = { op: 'test', test: { is: 'holds', call } };
        taken.push(when ? { op: 'and', of: [when, same] } : same);
      }
    }
    if (this.inPlace)
      for (const earlier of this.sources.slice(0, i)) {
        if (earlier.key === undefined || earlier.there.includes(false)) return undefined;
        omit.push(earlier.key);
      }
    const entry = one<Entry>({
      key: [one(key)],
      node: { n: 'value', expr: { e: 'ref', ref: { from: 'value', scope: depth, path: [] } } },
    });
    const when: Cond = { op: 'not', of: taken.length === 1 ? (taken[0] as Cond) : { op: 'or', of: taken } };
    const step: Step<Entry> = {
      s: 'each',
      over: record,
      omit: [...new Set(omit)],
      body: taken.length === 0 ? [entry] : [{ s: 'if', when, then: [entry], else: [] }],
    };
    const present = this.presence(source);
    if (present === null) return undefined;
    return present ? { s: 'if', when: present, then: [step], else: [] } : step;
  }
}
