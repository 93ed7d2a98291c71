import type { Json } from '../manifests/manifest';
import type { Decider } from './decide';
import { lineText } from './evaluate';
import { glue } from './infer-line';
import { one, type Line, type Node, type Part, type Step } from './ir';
import { jsonLine } from './json-line';
import { joined } from './joined';
import type { Case, Seen } from './place';
import { isWithin, Tracer, type Row } from './traced';
import { Unexplained } from './unexplained';
import type { TextOrigin } from './watch/origins';

/** What a text is made of, for those who follow it back. */
export interface TextParts {
  /** A text of which nothing more is known. @throws Unexplained */
  leaf(seen: readonly Seen<string>[]): Line;
  /** Any JSON. @throws Unexplained */
  node(seen: readonly Seen[]): Node;
}

type Way<How extends TextOrigin['how'] = TextOrigin['how']> = TextOrigin & { readonly how: How };

/** A text in one case, with how it came about as far as that is known. */
interface TextRow {
  readonly at: Case;
  readonly text: string;
  readonly origin: TextOrigin | undefined;
}

const DEEPEST = 12;
const MOST_TRIED = 3;

/**
 * Template of a text that the author's code put together while it was watched: from the pieces of a template literal, the items
 * of a list that were joined, or a value as JSON.
 */
export class TextTracer {
  constructor(
    private readonly decider: Decider,
    private readonly parts: TextParts,
    private readonly where: readonly string[],
  ) {}

  /** @throws Unexplained where it is not understood */
  line(seen: readonly Seen<string>[], outer: readonly string[] = []): Line {
    const [first] = seen;
    if (!first) return [];
    if (seen.every(({ value }) => value === first.value) && isConstant(first))
      return first.value === '' ? [] : [one<Part>(first.value)];
    // What a text is a part of it is not made of.
    const origins = seen.map(({ at, value }) =>
      at.run.textsLike(value).filter((origin) => !outer.includes(wayOf(origin))),
    );
    const ways = new Map<string, number>();
    for (const all of origins) for (const way of new Set(all.map(wayOf))) ways.set(way, (ways.get(way) ?? 0) + 1);
    const likely = [...ways].sort(([, a], [, b]) => b - a).slice(0, outer.length < DEEPEST ? MOST_TRIED : 0);
    for (const [way] of likely) {
      const rows = seen.map(({ at, value }, r): TextRow => {
        const same = origins[r]?.filter((origin) => wayOf(origin) === way);
        // Of equal texts, the one that was made for the element that the place is at.
        const own = same?.find((origin) => origin.how !== 'joined' || isWithin(at, origin.list)) ?? same?.[0];
        return { at, text: value, origin: own ?? origins[r]?.[0] };
      });
      try {
        const line = glue(this.ofWays(rows, outer));
        if (rows.every(({ at, text }) => lineText(line, at.env) === text)) return line;
      } catch (error) {
        if (!(error instanceof Unexplained)) throw error;
      }
    }
    return this.parts.leaf(seen);
  }

  /** Alternatives by how the text came about. */
  private ofWays(rows: readonly TextRow[], outer: readonly string[]): Line {
    const groups = new Map<string, TextRow[]>();
    for (const row of rows) {
      const way = row.origin ? wayOf(row.origin) : row.text === '' ? 'nothing' : 'as it is';
      const group = groups.get(way);
      if (group) group.push(row);
      else groups.set(way, [row]);
    }
    const [largest, ...others] = [...groups.values()].sort((a, b) => b.length - a.length);
    if (!largest) return [];
    const then = this.ofOneWay(largest, outer);
    if (others.length === 0) return then;
    const inside = new Set(largest);
    const when = this.decider.decide(
      rows.map(({ at }) => at),
      rows.map((row) => inside.has(row)),
    );
    if (!when) throw this.unexplained('what makes a part of it come and go was not found');
    return [{ s: 'if', when, then, else: this.ofWays(others.flat(), outer) }];
  }

  private unexplained(what: string): Unexplained {
    return new Unexplained(this.where, what);
  }

  private ofOneWay(rows: readonly TextRow[], around: readonly string[]): Line {
    const [first] = rows;
    const outer = first?.origin ? [...around, wayOf(first.origin)] : around;
    if (!first || rows.every(({ text }) => text === '')) return [];
    switch (first.origin?.how) {
      case undefined:
        return this.parts.leaf(rows.map(({ at, text }) => ({ at, value: text })));
      case 'template':
        return this.template(rows as readonly (TextRow & { origin: Way<'template'> })[], outer);
      case 'joined':
        return this.joined(rows as readonly (TextRow & { origin: Way<'joined'> })[], outer);
      case 'json':
        return this.json(rows as readonly (TextRow & { origin: Way<'json'> })[]);
    }
  }

  private template(rows: readonly (TextRow & { origin: Way<'template'> })[], outer: readonly string[]): Line {
    const { texts, parts } = (rows[0] as TextRow & { origin: Way<'template'> }).origin;
    return texts.flatMap((text, k): Step<Part>[] => {
      const literal = text === '' ? [] : [one<Part>(text)];
      if (k >= parts.length) return literal;
      const part = rows.map(({ at, origin }) => ({ at, value: printed(origin.parts[k]) }));
      return [...literal, ...this.line(part, outer)];
    });
  }

  private joined(rows: readonly (TextRow & { origin: Way<'joined'> })[], outer: readonly string[]): Line {
    const lists = rows.map(({ at, origin: { list } }): Row => ({ at, items: list.map(inText), list }));
    const tracer = new Tracer<Line>(this.decider, (items) =>
      this.line(
        items.map(({ at, value }) => ({ at, value: printed(value) })),
        outer,
      ),
    );
    const { separator } = (rows[0] as TextRow & { origin: Way<'joined'> }).origin;
    const items = tracer.sequence(lists, '');
    if (!items) throw this.unexplained('it is joined from a list in a way that was not recognised');
    return joined(items, separator) ?? [one<Part>({ e: 'joined', items, separator })];
  }

  private json(rows: readonly (TextRow & { origin: Way<'json'> })[]): Line {
    const { indent } = (rows[0] as TextRow & { origin: Way<'json'> }).origin;
    const values = rows.map(({ at, text }) => ({ at, value: JSON.parse(text) as Json }));
    const line = jsonLine(this.parts.node(values), values, indent);
    if (!line) throw this.unexplained('it is JSON that was not recognised');
    return line;
  }
}

const wayOf = ({ how, site }: TextOrigin): string => `${how} ${site}`;

/** How `join` writes an item. */
const inText = (item: unknown): Json => (item === undefined || item === null ? '' : printed(item));

/** As a template literal prints it. */
const printed = (value: unknown): string => `${value as string}`;

const isConstant = ({ at, value }: Seen<string>): boolean =>
  at.run.tokens(value).every(({ t }) => t === 'literal' || t === 'integer');
