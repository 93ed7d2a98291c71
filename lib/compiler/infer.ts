import type { Json } from '../manifests/manifest';
import type { Decider, Label } from './decide';
import { evaluate, lineText, onlyItem, valueOf } from './evaluate';
import { eachKeyOnce } from './each-key-once';
import { explain, type Choice } from './explain';
import { formOf, groupBy, inferLine, looseIn, textOf, type Pieces } from './infer-line';
import { inferBoolean, inferNumber, refsAt, scalarNode } from './infer-scalar';
import { one, type Entry, type Line, type ListView, type Node, type Ref, type Seq, type Step } from './ir';
import { itemForm, looseInside } from './item-form';
import { deepEqual, jsonText } from './json-text';
import type { Case, Loose, Seen } from './place';
import { siteOf } from './object-keys';
import type { Token } from './run';
import { keyOf, saidByOthers, type Column } from './said-keys';
import type { Settled } from './settled';
import { hasElementDefaults, isInGiven, shapeAt } from './shape';
import { inferSequence, type ItemKind } from './sequence';
import { overlaid } from './overlaid';
import { tracedList } from './traced';
import { mapOfPairs, tracedMap } from './traced-map';
import { TextTracer } from './traced-text';
import { asLines } from './as-lines';
import { plainRecords, unnested } from './plain-entries';
import { decodeBase64, linesOf, simpleText, withoutIdleLine } from './text-node';
import { tidy } from './tidy';
import { Unexplained } from './unexplained';
import { hasMarker, KIND_NAMES, kindOf, type Kind } from './value-kind';

type JsonMap = { [key: string]: Json };

/** Infers templates from what is seen at a place in many runs. */
export class Inference {
  constructor(
    private readonly decider: Decider,
    private readonly settled: Settled,
  ) {}

  /**
   * Template of a place that is there in every case. With an `id`, what was found for it before is taken where it
   * still holds.
   * @throws Unexplained
   */
  node(seen: readonly Seen[], where: readonly string[], id?: string): Node {
    if (id === undefined) return this.fresh(seen, where, id);
    return this.settled.tryFind(id, seen) ?? this.settled.keep(id, this.fresh(seen, where, id));
  }

  private fresh(seen: readonly Seen[], where: readonly string[], id: string | undefined): Node {
    const first = seen[0];
    if (!first) throw new Unexplained(where, 'it was never seen');
    const same = seen.every(({ value }) => jsonText(value) === jsonText(first.value));
    if (same && !hasMarker(first.at.run, first.value)) return { n: 'literal', value: first.value };
    return this.whole(seen) ?? this.wholeOrConstant(seen) ?? this.byKind(seen, where, id);
  }

  /** A value that is passed through, or one of few constants instead of it. */
  private wholeOrConstant(seen: readonly Seen[]): Node | undefined {
    const first = seen[0] as Seen;
    const refs = passedThrough(first.at);
    const nodes: Node[] = [];
    const open: (readonly boolean[])[] = [];
    for (const ref of refs) {
      if (ref.scope === 0 && ref.path.length === 0) continue;
      const matches = seen.map(({ at, value }) => isSame(valueOf(ref, at.env), value));
      if (matches.filter((match, i) => match && isTelling((seen[i] as Seen).value)).length < LEAST_WHOLE) continue;
      nodes.push({ n: 'value', expr: { e: 'ref', ref } });
      open.push(matches);
    }
    if (nodes.length === 0) return undefined;
    const constants = new Map<string, Json>();
    seen.forEach(({ at, value }, i) => {
      if (!open.some((matches) => matches[i]) && !hasMarker(at.run, value)) constants.set(jsonText(value), value);
    });
    if (constants.size > MOST_CONSTANTS) return undefined;
    const candidates = [...nodes, ...[...constants.values()].map((value): Node => ({ n: 'literal', value }))];
    const texts = seen.map(({ value }) => jsonText(value));
    const choice = explain(
      this.decider,
      seen.map(({ at }) => at),
      candidates,
      (node, i) =>
        node.n === 'literal'
          ? jsonText(node.value) === texts[i]
          : isSame(evaluate(node, (seen[i] as Seen).at.env), (seen[i] as Seen).value),
    );
    if (!choice) return undefined;
    const write = (c: Choice<Node>): Node =>
      'leaf' in c ? c.leaf : { n: 'choice', when: c.when, then: write(c.then), else: write(c.else) };
    return write(choice);
  }

  /** A list, map or opaque value that is passed through. */
  private whole(seen: readonly Seen[]): Node | undefined {
    const first = seen[0] as Seen;
    for (const ref of passedThrough(first.at)) {
      // Never all values: Helm adds `global` to them.
      if (ref.scope === 0 && ref.path.length === 0) continue;
      const matches = ({ at, value }: Seen): boolean => isSame(valueOf(ref, at.env), value);
      if (seen.every(matches) && seen.some(({ value }) => isTelling(value)))
        return { n: 'value', expr: { e: 'ref', ref } };
    }
    return undefined;
  }

  private byKind(seen: readonly Seen[], where: readonly string[], id: string | undefined): Node {
    const kinds = groupBy(seen, kindOf);
    if (kinds.size === 1) return this.ofKind([...kinds.keys()][0] as Kind, seen, where, id);
    const groups = [...kinds].sort(([, a], [, b]) => b.length - a.length);
    const choice = explain(
      this.decider,
      seen.map(({ at }) => at),
      groups,
      ([kind], i) => kindOf(seen[i] as Seen) === kind,
    );
    if (!choice)
      throw new Unexplained(
        where,
        `what makes it ${groups.map(([kind]) => KIND_NAMES[kind as Kind]).join(' or ')} was not found`,
      );
    const write = (c: Choice<[string, Seen[]]>): Node =>
      'leaf' in c
        ? this.node(c.leaf[1], where, below(id, `is ${c.leaf[0]}`))
        : { n: 'choice', when: c.when, then: write(c.then), else: write(c.else) };
    return write(choice);
  }

  private ofKind(kind: Kind, seen: readonly Seen[], where: readonly string[], id: string | undefined): Node {
    switch (kind) {
      case 'map':
        return eachKeyOnce(
          seen as Seen<JsonMap>[],
          (maps) =>
            mapOfPairs(this.decider, maps, (pairs) => this.pair(pairs, where, id)) ??
            tracedMap(
              this.decider,
              maps,
              (inner, key) => this.node(inner, [...where, key], below(id, `merged ${key}`)),
              this.ordered,
            ) ?? { n: 'map', entries: this.entries(maps, where, id) },
        );
      case 'list':
        return this.list(seen as Seen<Json[]>[], where, id);
      case 'text':
        return this.text(seen as Seen<string>[], where, id);
      case 'checksum': {
        const texts = seen.map(({ at, value }) => ({
          at,
          value: at.run.output.checksums.get(value as string) as string,
        }));
        return {
          n: 'digest',
          of: this.node(texts, [...where, '(what the checksum is of)'], below(id, 'of')),
          with: 'sha256',
        };
      }
      case 'number': {
        const choice = inferNumber(this.decider, seen as Seen<number>[]);
        if (choice) return scalarNode(choice);
        throw new Unexplained(where, 'the number is computed from values in a way that was not recognised');
      }
      case 'boolean': {
        const choice = inferBoolean(this.decider, seen as Seen<boolean>[]);
        if (choice) return scalarNode(choice);
        throw new Unexplained(where, 'what makes it true or false was not found');
      }
      case 'nothing':
        return { n: 'literal', value: seen[0]?.value ?? null };
    }
  }

  /** Whether the order of entries matters. */
  private ordered = false;

  /** Infers what keeps the order of its entries: a text will be made of it. */
  private inOrder<T>(infer: () => T): T {
    const outer = this.ordered;
    this.ordered = true;
    try {
      return infer();
    } finally {
      this.ordered = outer;
    }
  }

  /** The entry that pairs of key and value are. */
  private pair(seen: readonly Seen[], where: readonly string[], id: string | undefined): Entry {
    const part = (i: number): Seen[] => seen.map(({ at, value }) => ({ at, value: (value as Json[])[i] as Json }));
    const keys = (part(0) as Seen<string>[]).map(({ at, value }) => ({ at, value: at.run.tokens(value) }));
    return {
      key: inferLine(this.decider, keys, [...where, '(key)']),
      node: this.node(part(1), [...where, '(value)'], below(id, 'value of a pair')),
    };
  }

  /** Entries of a map, also of the map of all objects. @throws Unexplained */
  entries(seen: readonly Seen<JsonMap>[], where: readonly string[], id?: string): Seq<Entry> {
    const cases = seen.map(({ at }) => at);
    const fixed = new Map<string, Column>();
    const several = sitesWithSeveral(seen);
    const numbered = numberedForms(seen);
    const owned = new Map<string, { over: Loose['over']; rows: Map<number, Map<number | string, JsonMap>> }>();
    seen.forEach(({ at, value: map }, r) => {
      for (const [key, value] of Object.entries(map)) {
        const pieces = at.run.tokens(key);
        const owner =
          ownerOfObject(at, key) ??
          (several.size > 0 ? this.ownerOfSite(at, key, value, several) : this.ownerOf(at, pieces, value));
        if (owner) {
          const name = JSON.stringify(owner.over);
          let group = owned.get(name);
          if (!group) owned.set(name, (group = { over: owner.over, rows: new Map() }));
          const row = group.rows.get(r) ?? new Map<number | string, JsonMap>();
          group.rows.set(r, row.set(owner.element, { ...row.get(owner.element), [key]: value }));
          continue;
        }
        const made = piecesOfOwned(at, key) ?? pieces;
        // Several that differ in their numbers alone are apart: `shard-0`, `shard-1`.
        const form = numbered.has(formOf(at, made)) ? key : formOf(at, made);
        const column = fixed.get(form) ?? fixed.set(form, []).get(form);
        if (column) column[r] = { at, value: { key: made, value } };
      }
    });

    const steps: Step<Entry>[] = [];
    const keyLine = (column: Column): Line => {
      const there = column.filter((entry) => entry !== undefined);
      return inferLine(
        this.decider,
        there.map(({ at, value }) => ({ at, value: value.key })),
        [...where, `(key '${keyOf(column)}')`],
      );
    };
    const said = saidByOthers(fixed, keyLine);
    for (const [form, column] of inOrder(fixed, seen)) {
      const there = column.filter((entry) => entry !== undefined);
      const name = keyOf(column);
      const key = said.get(form) ?? keyLine(column);
      const step = (): Step<Entry> =>
        one({
          key,
          node: this.node(
            there.map(({ at, value }) => ({ at, value: value.value })),
            [...where, name],
            below(id, form),
          ),
        });
      steps.push(
        ...this.optional(
          cases,
          cases.map((_, r) => column[r] !== undefined),
          step,
          [...where, name],
        ),
      );
    }
    for (const [name, { over, rows }] of owned) {
      const labels = cases.map((at, r): Label =>
        rows.has(r) ? true : at.elements(over).length === 0 ? undefined : false,
      );
      const body = (everywhere = false): Step<Entry> => {
        const inner = cases.flatMap((at, r) =>
          rows.has(r) || everywhere
            ? at.elements(over).map((element) => {
                return { at: element, value: rows.get(r)?.get(elementOf(element)) ?? {} };
              })
            : [],
        );
        return {
          s: 'each',
          over,
          omit: cases[0]?.omitted(over) ?? [],
          body: this.entries(inner, where, below(id, name)),
        };
      };
      // Where no condition on all of it is found, each element says for itself whether it is in it.
      const sometimes = labels.includes(false) && !this.decider.decide(cases, labels);
      steps.push(...(sometimes ? [body(true)] : this.optional(cases, labels, () => body(), where)));
    }
    const depth = cases[0]?.scopes.length ?? 0;
    return overlaid(plainRecords(tidy(steps)), depth);
  }

  /** A step under the condition that it is there. */
  private optional(
    cases: readonly Case[],
    labels: readonly Label[],
    step: () => Step<Entry>,
    where: readonly string[],
  ): Seq<Entry> {
    if (!labels.includes(false)) return [step()];
    const when = this.decider.decide(cases, labels);
    if (!when) throw new Unexplained(where, 'what makes it come and go was not found');
    return unnested({ s: 'if', when, then: [step()], else: [] });
  }

  /** The element that an entry belongs to: by its key, or by a number in the key and what the entry holds. */
  private ownerOf(at: Case, key: Pieces, value: Json): Loose | undefined {
    const byKey = looseIn(at, key)[0];
    if (byKey || !key.some(({ t }) => t === 'integer')) return byKey;
    const inside = looseInside(at, value);
    const first = inside[0];
    const one = first && inside.every((loose) => JSON.stringify(loose) === JSON.stringify(first));
    return one ? first : undefined;
  }

  /** The element that an object belongs to, of those that one place in the code makes several of. */
  private ownerOfSite(at: Case, key: string, value: Json, several: ReadonlySet<string>): Loose | undefined {
    const site = siteOf(key);
    if (site === undefined || !several.has(site) || at.run.output.owners.has(key)) return undefined;
    const [first, ...others] = looseInside(at, value);
    return first && others.every((loose) => JSON.stringify(loose) === JSON.stringify(first)) ? first : undefined;
  }

  private list(seen: readonly Seen<Json[]>[], where: readonly string[], id: string | undefined): Node {
    const kind: ItemKind<Json, Node> = {
      form: itemForm,
      loose: (at, item) => looseInside(at, item),
      infer: (items, item) => [one(this.node(items, [...where, '[]'], item && below(id, item)))],
      gives: (template, at, item) => {
        const only = onlyItem(template, at.env);
        return only !== undefined && deepEqual(evaluate(only.item, only.env), item);
      },
      related: () => false,
      weight: () => 2,
      byPosition: true,
    };
    const rows = seen.map(({ at, value }) => ({ at, items: value }));
    const traced = tracedList(this.decider, seen, (items, at) => this.node(items, [...where, '[]'], at), id);
    if (traced) return traced;
    const aligned = this.aligned(seen, where, id);
    if (aligned) return aligned;
    return { n: 'list', items: inferSequence(this.decider, rows, kind, where) };
  }

  /** A list that has an item for each element of a list of the values, which are not to be recognised by any text. */
  private aligned(seen: readonly Seen<Json[]>[], where: readonly string[], id: string | undefined): Node | undefined {
    const first = seen[0] as Seen;
    if (seen.some(({ at, value }) => value.some((item) => looseInside(at, item).length > 0))) return undefined;
    for (const over of refsAt(first.at, (shape) => shape.kind === 'array' || shape.kind === 'record')) {
      const lengths = new Set(seen.map(({ value }) => value.length));
      if (lengths.size < 3 || !seen.every(({ at, value }) => at.elements(over).length === value.length)) continue;
      const items = seen.flatMap(({ at, value }) =>
        at.elements(over).map((element, i) => ({ at: element, value: value[i] as Json })),
      );
      try {
        const body = this.node(items, [...where, '[]'], below(id, `each of ${over.path.join('.')}`));
        return { n: 'list', items: [{ s: 'each', over, omit: first.at.omitted(over), body: [one(body)] }] };
      } catch (error) {
        if (!(error instanceof Unexplained)) throw error;
      }
    }
    return undefined;
  }

  /** A text that is a hash as a whole, or the beginning of one: what it is of is inferred in its turn, however long it is. */
  private hashed(seen: readonly Seen<string>[], where: readonly string[], id: string | undefined): Node | undefined {
    const length = seen[0]?.value.length ?? 0;
    if (length < SHORTEST_HASH || seen.some(({ value }) => value.length !== length)) return undefined;
    const hashes = seen.map(({ at, value }) => at.run.output.hashes.findLast(({ hex }) => hex.startsWith(value)));
    const [first] = hashes;
    if (!first || hashes.some((hash) => hash?.name !== first.name)) return undefined;
    const texts = seen.map(({ at }, i) => ({ at, value: hashes[i]?.text ?? '' }));
    if (!texts.some(({ at, value }) => hasMarker(at.run, value))) return undefined;
    const of = this.node(texts, [...where, '(what the hash is of)'], below(id, 'hash of'));
    return { n: 'digest', of, with: first.name, ...(length < first.hex.length && { length }) };
  }

  private text(seen: readonly Seen<string>[], where: readonly string[], id: string | undefined): Node {
    // Base64 of nothing is nothing.
    const decoded = seen.map(({ at, value }) => ({ at, value: value === '' ? '' : decodeBase64(value) }));
    if (decoded.every(({ value }) => value !== undefined)) {
      const some = decoded as Seen<string>[];
      if (some.some(({ at, value }) => hasMarker(at.run, value)))
        return { n: 'digest', of: this.node(some, [...where, '(base64)'], below(id, 'of')), with: 'base64' };
    }
    const hashed = this.hashed(seen, where, id);
    if (hashed) return hashed;
    const traced = this.tracedText(seen, where, id);
    if (traced) return traced;
    const rows = seen.map(({ at, value }) => ({ at, items: linesOf(at.run.tokens(value)) }));
    const single = rows.every(({ items }) => items.length === 1);
    const lines: Seq<Line> = single
      ? [
          one(
            inferLine(
              this.decider,
              rows.map(({ at, items }) => ({ at, value: items[0] as Pieces })),
              where,
            ),
          ),
        ]
      : inferSequence(this.decider, rows, this.lineKind(where), where);
    return simpleText(withoutIdleLine(lines, seen), seen[0] as Seen<string>);
  }

  /** A text that is understood from how the author's code put it together. */
  private tracedText(
    seen: readonly Seen<string>[],
    where: readonly string[],
    id: string | undefined,
  ): Node | undefined {
    const filled = seen.filter(({ value }) => value !== '');
    const known = filled.filter(({ at, value }) => at.run.textsLike(value).length > 0);
    if (known.length * 2 <= filled.length || known.length === 0) return undefined;
    const leaf = (rows: readonly Seen<string>[]): Line =>
      inferLine(
        this.decider,
        rows.map(({ at, value }) => ({ at, value: at.run.tokens(value) })),
        where,
      );
    const tracer = new TextTracer(
      this.decider,
      { leaf, node: (rows) => this.inOrder(() => this.node(rows, [...where, '(JSON)'], below(id, 'json'))) },
      where,
    );
    try {
      const line = tracer.line(seen);
      const node = simpleText(asLines(line), seen[0] as Seen<string>);
      return seen.every(({ at, value }) => evaluate(node, at.env) === value) ? node : undefined;
    } catch (error) {
      if (error instanceof Unexplained) return undefined;
      throw error;
    }
  }

  private lineKind(where: readonly string[]): ItemKind<Pieces, Line> {
    return {
      form: formOf,
      loose: looseIn,
      infer: (lines) => [one(inferLine(this.decider, lines, where))],
      gives: (template, at, pieces) => {
        const only = onlyItem(template, at.env);
        return only !== undefined && lineText(only.item, only.env) === textOf(pieces);
      },
      related: (a, b) => /^\s*\S+\s/.exec(a)?.[0] === /^\s*\S+\s/.exec(b)?.[0],
      weight: (form) => 1 + Math.min(8, form.replace(/\W/g, '').length),
      indent: (pieces) => {
        const text = pieces.map((piece) => piece.text).join('');
        const closing = /^\s*(?:[}\])]|<\/)/.test(text) || text.trim() === '';
        return (text.length - text.trimStart().length) * 2 + (closing ? 1 : 0);
      },
    };
  }
}

/** What may be handed on as it is: where nothing in it is filled in for users who leave it out. */
function passedThrough(at: Case): (Ref & { from: 'value' })[] {
  const refs = refsAt(at, (shape) => ['json', 'union', 'array', 'record', 'object'].includes(shape.kind));
  return refs.filter(({ scope, path }) => {
    const shape = shapeAt(at.shapeOf(scope), path);
    return !shape || !hasElementDefaults(shape, scope > 0 || isInGiven(at.shapeOf(scope), path));
  });
}

/** The element that an object was made for, of those that no repetition around the place is at. */
function ownerOfObject(at: Case, key: string): Loose | undefined {
  for (const { path, element, views } of at.run.output.owners.get(key) ?? []) {
    if (at.isAt([...path, element])) continue;
    const over = at.refOf(path);
    const known = views?.map(({ site, plain }) => at.run.keyed.get(site) ?? plain);
    if (!over || known?.includes(undefined)) return undefined;
    return { over: known ? { ...over, views: known as ListView[] } : over, element };
  }
  return undefined;
}

/** The key of an object that was made for entries of maps, which are known whatever they are called. */
function piecesOfOwned(at: Case, key: string): Token[] | undefined {
  const owners = at.run.output.owners.get(key);
  const site = owners && siteOf(key);
  if (!owners || site === undefined || owners.some(({ element }) => typeof element !== 'string')) return undefined;
  const pieces: Token[] = [...at.run.tokens(site)];
  for (const { path, element } of owners) {
    const scope = at.scopeAt([...path, element]);
    if (!scope) return undefined;
    const content = element as string;
    pieces.push(
      { t: 'literal', text: '|' },
      { t: 'marker', marker: { path: scope.path, of: 'key', content }, apply: 'same', text: content },
    );
  }
  return textOf(pieces) === key ? pieces : undefined;
}

/** Forms of keys that some map has more than one of: few, each of them again and again. */
function numberedForms(seen: readonly Seen<JsonMap>[]): ReadonlySet<string> {
  const found = new Set<string>();
  const counts = new Map<string, Map<string, number>>();
  for (const { at, value } of seen) {
    const here = new Set<string>();
    for (const key of Object.keys(value)) {
      const pieces = at.run.tokens(key);
      if (!pieces.some(({ t }) => t === 'integer') || looseIn(at, pieces).length > 0) continue;
      const form = formOf(at, pieces);
      if (here.has(form)) found.add(form);
      here.add(form);
      const keys = counts.get(form) ?? new Map<string, number>();
      counts.set(form, keys.set(key, (keys.get(key) ?? 0) + 1));
    }
  }
  return new Set(
    [...found].filter((form) => {
      const keys = [...(counts.get(form) ?? []).values()];
      return keys.length <= MOST_NUMBERED && keys.every((count) => count > 1);
    }),
  );
}

/** Places in the code that made more than one object in some run. */
function sitesWithSeveral(seen: readonly Seen<JsonMap>[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { value } of seen)
    for (const key of Object.keys(value)) {
      const site = siteOf(key);
      if (site !== undefined && key !== site) found.add(site);
    }
  return found;
}

/** Entries by their keys, where all maps that were seen have them so: which key came first is chance. */
function inOrder<T>(columns: ReadonlyMap<string, T>, seen: readonly Seen<JsonMap>[]): (readonly [string, T])[] {
  const sorted = seen.every(({ value }) =>
    Object.keys(value).every((key, i, keys) => i === 0 || (keys[i - 1] ?? '') < key),
  );
  return sorted ? [...columns].sort(([a], [b]) => (a < b ? -1 : 1)) : [...columns];
}

/** Name of a place below another one. */
const below = (id: string | undefined, name: string): string | undefined => id && `${id}\n${name}`;

function elementOf(at: Case): number | string {
  const step = at.scopes.at(-1)?.path.at(-1);
  return typeof step === 'object' ? step.key : (step as number | string);
}

/** In how many cases a value has to be passed through before that is taken for more than chance. */
const LEAST_WHOLE = 3;
const MOST_CONSTANTS = 6;
const MOST_NUMBERED = 40;

const isTelling = (value: Json): boolean => typeof value !== 'object' || sizeOf(value) > 0;

function isSame(own: unknown, value: Json): boolean {
  if (own === undefined) return false;
  return own === value || (typeof own === 'object' && jsonText(own as Json) === jsonText(value));
}

const sizeOf = (value: object | null): number => (value === null ? 0 : Object.keys(value).length);

/** Fewer characters of a hash are not taken for one. */
const SHORTEST_HASH = 6;
