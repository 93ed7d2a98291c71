import type { FunctionName } from './functions';
import type { Json } from '../manifests/manifest';
import { one, type Cond, type Entry, type Expr, type Line, type Node, type Part, type Seq, type Step } from './ir';
import { joined } from './joined';
import { NEVER } from './search';
import type { Seen } from './place';
import { shapeAt } from './shape';

/**
 * A template's JSON as a text, as `JSON.stringify` writes it: keys in the order in which they were written, `indent` spaces a
 * level. Undefined where it has no such form.
 */
export function jsonLine(node: Node, seen: readonly Seen[], indent: number): Line | undefined {
  return new JsonWriter(indent).text(
    node,
    seen.map(({ value }) => value),
    seen[0]?.at,
    0,
  );
}

class JsonWriter {
  constructor(private readonly indent: number) {}

  text(node: Node, values: readonly Json[], at: Seen['at'] | undefined, depth: number): Line | undefined {
    switch (node.n) {
      case 'literal':
        return [one<Part>(this.pad(JSON.stringify(node.value, null, this.indent) ?? 'null', depth))];
      case 'value':
        return [one<Part>(this.value(node.expr, at, depth))];
      case 'text':
        return quoted(node);
      case 'choice': {
        const [then, otherwise] = [this.text(node.then, values, at, depth), this.text(node.else, values, at, depth)];
        return then && otherwise && [{ s: 'if', when: node.when, then, else: otherwise }];
      }
      case 'map':
        return this.map(node.entries, values.filter(isMap), at, depth);
      case 'list':
        return this.list(node.items, values, at, depth);
      case 'digest': {
        const of = textExpr(node.of);
        const whole = of && call(node.with, of);
        if (!whole) return undefined;
        const { length } = node;
        return [
          one<Part>(call('json', length === undefined ? whole : call('trunc', whole, { e: 'const', value: length }))),
        ];
      }
    }
  }

  private pad(text: string, depth: number): string {
    return this.indent > 0 ? text.replaceAll('\n', this.newLine(depth)) : text;
  }

  private newLine(depth: number): string {
    return this.indent > 0 ? `\n${' '.repeat(this.indent * depth)}` : '';
  }

  private value(expr: Expr, at: Seen['at'] | undefined, depth: number): Expr {
    const compact: Expr = { e: 'call', fn: 'json', args: [expr] };
    if (this.indent <= 0 || !mayHaveLines(expr, at)) return compact;
    const pretty: Expr = { e: 'call', fn: 'prettyJson', args: [expr] };
    if (depth === 0) return pretty;
    const text = (value: string): Expr => ({ e: 'const', value });
    return { e: 'call', fn: 'replaceAll', args: [pretty, text('\n'), text(this.newLine(depth))] };
  }

  private map(
    entries: Seq<Entry>,
    values: readonly { [key: string]: Json }[],
    at: Seen['at'] | undefined,
    depth: number,
  ): Line | undefined {
    const order = keysInOrder(values);
    const steps = [...entries].map((step) => ({ step, place: placeOf(step, order) })).sort((a, b) => a.place - b.place);
    const items: Step<Line>[] = [];
    for (const { step } of steps) {
      const written = this.entry(step, values, at, depth + 1);
      if (!written) return undefined;
      items.push(written);
    }
    return this.around('{', items, '}', depth);
  }

  private entry(
    step: Step<Entry>,
    values: readonly { [key: string]: Json }[],
    at: Seen['at'] | undefined,
    depth: number,
  ): Step<Line> | undefined {
    const all = (seq: Seq<Entry>): Step<Line>[] | undefined => {
      const written = seq.map((inner) => this.entry(inner, values, at, depth));
      return written.every((inner) => inner !== undefined) ? written : undefined;
    };
    if (step.s === 'if') {
      const [then, otherwise] = [all(step.then), all(step.else)];
      return then && otherwise && { s: 'if', when: step.when, then, else: otherwise };
    }
    if (step.s === 'each') {
      const body = all(step.body);
      return body && { s: 'each', over: step.over, omit: step.omit, body };
    }
    const { key, node } = step.item;
    const [part, more] = key;
    if (more || part?.s !== 'one') return undefined;
    const name = part.item;
    const inner =
      typeof name === 'string'
        ? values.flatMap((map) => (Object.hasOwn(map, name) ? [map[name] as Json] : []))
        : values.flatMap((map) => Object.values(map));
    const value = this.text(node, inner, typeof name === 'string' ? at : undefined, depth);
    const colon = this.indent > 0 ? ': ' : ':';
    const label: Line =
      typeof name === 'string'
        ? [one<Part>(`${JSON.stringify(name)}${colon}`)]
        : [one<Part>({ e: 'call', fn: 'json', args: [name] }), one<Part>(colon)];
    return value && one([...label, ...value]);
  }

  private list(items: Seq<Node>, values: readonly Json[], at: Seen['at'] | undefined, depth: number): Line | undefined {
    const inner = values.flatMap((value) => (Array.isArray(value) ? value : []));
    const written = this.items(items, inner, at, depth + 1);
    return written && this.around('[', written, ']', depth);
  }

  private items(
    items: Seq<Node>,
    values: readonly Json[],
    at: Seen['at'] | undefined,
    depth: number,
  ): Step<Line>[] | undefined {
    const written: Step<Line>[] = [];
    for (const step of items) {
      if (step.s === 'one') {
        const text = this.text(step.item, values, at, depth);
        if (!text) return undefined;
        written.push(one(text));
      } else if (step.s === 'if') {
        const [then, otherwise] = [this.items(step.then, values, at, depth), this.items(step.else, values, at, depth)];
        if (!then || !otherwise) return undefined;
        written.push({ s: 'if', when: step.when, then, else: otherwise });
      } else {
        const body = this.items(step.body, values, undefined, depth);
        if (!body) return undefined;
        written.push({ s: 'each', over: step.over, omit: step.omit, body });
      }
    }
    return written;
  }

  /** `{ … }`: nothing stands on lines of its own where there is nothing. */
  private around(open: string, items: readonly Step<Line>[], close: string, depth: number): Line | undefined {
    if (items.length === 0) return [one<Part>(open + close)];
    const separator = `,${this.newLine(depth + 1)}`;
    const line: Line = joined(items, separator) ?? [one<Part>({ e: 'joined', items, separator })];
    const full: Line = [one<Part>(open + this.newLine(depth + 1)), ...line, one<Part>(this.newLine(depth) + close)];
    if (this.indent <= 0) return full;
    const when = whenFilled(items);
    if (when === undefined) return full;
    return when === null ? undefined : [{ s: 'if', when, then: full, else: [one<Part>(open + close)] }];
  }
}

/** When there is any item: undefined for always, null where that cannot be said. */
function whenFilled(items: readonly Step<Line>[]): Cond | null | undefined {
  const ways: Cond[] = [];
  for (const step of items) {
    const when = whenThere(step);
    if (when === undefined) return undefined;
    if (when === null) return null;
    if (when !== NEVER) ways.push(when);
  }
  return ways.length === 1 ? ways[0] : { op: 'or', of: ways };
}

function whenThere(step: Step<Line>): Cond | null | undefined {
  if (step.s === 'one') return undefined;
  if (step.s === 'each') {
    if (step.body.every((inner) => inner.s !== 'one') || step.omit.length > 0) return null;
    return { op: 'test', test: { is: 'filled', ref: step.over } };
  }
  const [then, otherwise] = [step.then, step.else].map((side) => (side.length === 0 ? NEVER : whenFilled(side)));
  if (then === null || otherwise === null) return null;
  if (then === undefined && otherwise === undefined) return undefined;
  const both = (when: Cond, side: Cond | undefined): Cond =>
    side === undefined ? when : side === NEVER ? NEVER : { op: 'and', of: [when, side] };
  const ways = [both(step.when, then), both({ op: 'not', of: step.when }, otherwise)].filter((way) => way !== NEVER);
  return ways.length === 1 ? ways[0] : { op: 'or', of: ways };
}

const isMap = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys of maps in an order that all agree on, as far as they do. */
function keysInOrder(maps: readonly { [key: string]: Json }[]): readonly string[] {
  const order: string[] = [];
  for (const map of maps) {
    let at = 0;
    for (const key of Object.keys(map)) {
      const known = order.indexOf(key);
      if (known >= 0) at = known + 1;
      else order.splice(at++, 0, key);
    }
  }
  return order;
}

/** Where the entries of a step stand among others: those of records come last. */
function placeOf(step: Step<Entry>, order: readonly string[]): number {
  if (step.s === 'each') return Infinity;
  if (step.s === 'if') return Math.min(...[...step.then, ...step.else].map((inner) => placeOf(inner, order)), Infinity);
  const [part] = step.item.key;
  const known = part?.s === 'one' && typeof part.item === 'string' ? order.indexOf(part.item) : -1;
  return known < 0 ? Infinity : known;
}

/** Whether JSON of it may take more than one line. */
function mayHaveLines(expr: Expr, at: Seen['at'] | undefined): boolean {
  if (expr.e === 'joined') return true;
  if (expr.e !== 'ref' || expr.ref.from !== 'value') return false;
  const shape = at && shapeAt(at.shapeOf(expr.ref.scope), expr.ref.path);
  return !shape || !['string', 'enum', 'number', 'boolean'].includes(shape.kind);
}

/** A text of parts as JSON: quoted as a whole. */
function quoted(node: Node): Line | undefined {
  const text = textExpr(node);
  return text && [one<Part>(call('json', text))];
}

/** A text as one expression. */
function textExpr(node: Node): Expr | undefined {
  if (node.n === 'value') return node.expr;
  if (node.n === 'literal') return typeof node.value === 'string' ? { e: 'const', value: node.value } : undefined;
  if (node.n !== 'text') return undefined;
  const choices: Expr = { e: 'joined', items: node.lines, separator: '\n' };
  const args: Expr[] = [];
  for (const [i, step] of node.lines.entries()) {
    if (step.s !== 'one') return choices;
    if (i > 0) args.push({ e: 'const', value: '\n' });
    for (const part of step.item) {
      if (part.s !== 'one') return choices;
      args.push(typeof part.item === 'string' ? { e: 'const', value: part.item } : part.item);
    }
  }
  return call('concat', ...args);
}

const call = (fn: FunctionName, ...args: Expr[]): Expr => ({ e: 'call', fn, args });
