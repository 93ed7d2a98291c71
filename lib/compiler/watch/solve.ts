import { sample as samplesOf, stringMatching } from 'fast-check';
import type { Marker, PathStep } from '../markers';
import type { Occurrence } from './decisions';
import type { WatchedRun } from './dataflow';
import type { Settable } from './pattern';

/** A value to try, and where. */
export interface Assignment {
  readonly of: 'value' | 'key' | 'release';
  readonly path: readonly PathStep[];
  readonly value: unknown;
  /** Whether it can be told from the constants of the code. */
  readonly distinct: boolean;
  /** What the operand would have to be. */
  readonly goal: unknown;
}

/** Longest chain of operations that is followed back. */
const DEEPEST = 6;
const MOST = 140;
const MOST_KEYS = 60;
/** Items of a list that are made what is looked for in it. */
const MOST_ITEMS = 3;

/**
 * Values that would make a decision come out another way, from what it was about: the other side of a comparison, texts that an
 * expression matches, the keys of a table, lengths around a bound. What an operand was computed from is followed back.
 */
export function solve(occurrence: Occurrence, leaves: readonly Settable[]): Assignment[] {
  const solver = new Solver(occurrence.run, leaves);
  solver.decide(occurrence);
  return solver.found.slice(0, MOST);
}

class Solver {
  readonly found: Assignment[] = [];
  private goal: unknown;

  constructor(
    private readonly run: WatchedRun,
    private readonly leaves: readonly Settable[],
  ) {}

  /** Whether a text is one of the values: another value that is to be the same is no constant. */
  private isOfValues(text: unknown): boolean {
    return typeof text === 'string' && this.leaves.some(({ value }) => value === text);
  }

  decide({ event, index }: Occurrence): void {
    const { op, args } = event;
    const [a, b] = args;
    const is = (value: unknown, goals: readonly unknown[], distinct = false): void => {
      for (const goal of goals) {
        this.goal = goal;
        this.make(value, goal, index, 0, distinct);
      }
    };
    switch (op) {
      case '===':
      case '==':
      case '!==':
      case '!=':
        is(a, [b], this.isOfValues(b));
        is(b, [a], this.isOfValues(a));
        return is(a, typeof a === 'number' && a === b ? [a + 1, a - 1] : [differing(a)], true);
      case '<':
      case '<=':
      case '>':
      case '>=':
        if (typeof a === 'number' && typeof b === 'number') {
          is(a, [b, b - 1, b + 1]);
          return is(b, [a, a - 1, a + 1]);
        }
        is(a, [b, `${String(b)}a`]);
        return is(b, [a, `${String(a)}a`]);
      case 'truth':
        if (typeof a === 'string') return is(a, ['', 'true', 'false', '0']);
        if (typeof a === 'number') return is(a, [0, 1]);
        if (typeof a === 'boolean') return is(a, [!a]);
        return;
      case 'includes':
      case 'has':
      case 'indexOf':
      case 'startsWith':
      case 'endsWith':
      case 'in':
      case 'get':
      case 'lookUp':
        return this.contained(op, a, b, index);
      case 'test':
        return this.matching(b, a, index);
      case 'match':
      case 'search':
        return this.matching(a, b, index);
      case 'exec':
        return this.matching(b, a, index);
      case 'sanitize':
      case 'replace':
      case 'replaceAll':
      case 'split':
        if (b instanceof RegExp) return this.matching(a, b, index);
        return is(
          a,
          [`${String(a)}${String(b)}${String(a)}`, `${String(b)}${String(a)}`, `${String(a)}${String(b)}`, b],
          true,
        );
      case 'cut':
      case 'slice':
      case 'substring':
      case 'substr':
      case 'padStart':
      case 'padEnd':
        for (const n of args.slice(1)) {
          if (typeof n === 'number' && Array.isArray(a))
            for (const more of [1, 2]) this.resize(a as unknown[], Math.abs(n) + more);
          if (typeof n === 'number' && n !== 0 && typeof a === 'string')
            for (const length of [Math.abs(n) + 1, Math.abs(n) + 7, Math.abs(n), Math.abs(n) - 1]) {
              is(a, [stretched(a, length)], true);
              if (length > a.length) this.inMarkers(a, (text) => stretched(text, text.length + length - a.length));
            }
        }
        return;
      case 'trim':
      case 'trimStart':
      case 'trimEnd':
        is(a, [` ${String(a)} `, `\t${String(a)}\n`], true);
        return this.inMarkers(a, (text) => ` ${text} `);
      case 'toLowerCase':
      case 'toLocaleLowerCase':
        is(a, [String(a).toUpperCase(), capital(String(a))], true);
        return this.inMarkers(a, (text) => text.toUpperCase());
      case 'toUpperCase':
      case 'toLocaleUpperCase':
        is(a, [String(a).toLowerCase()], true);
        return this.inMarkers(a, (text) => text.toLowerCase());
      default:
        return;
    }
  }

  private contained(op: string, a: unknown, b: unknown, index: number): void {
    const is = (value: unknown, goals: readonly unknown[], distinct = false): void => {
      for (const goal of goals) {
        this.goal = goal;
        this.make(value, goal, index, 0, distinct);
      }
    };
    if (typeof a === 'string') {
      const part = String(b);
      const joined =
        op === 'startsWith'
          ? [part + a, part + part + a]
          : op === 'endsWith'
            ? [a + part, a + part + part]
            : [a + part + a, a + part, part + a];
      is(a, joined, true);
      is(a, [part, 'zzzz']);
      return is(b, [a, a.slice(0, 3), a.slice(-3), differing(b)]);
    }
    if (Array.isArray(a)) {
      is(b, (a as unknown[]).slice(0, MOST_KEYS));
      is(b, [differing(b)], true);
      for (const item of (a as unknown[]).slice(0, MOST_ITEMS)) is(item, [b]);
      return this.addItem(a, b);
    }
    if (typeof a !== 'object' || a === null) return;
    const keys = a instanceof Map || a instanceof Set ? [...a.keys()] : Object.keys(a);
    const [key, map] = [b, a];
    is(key, keys.slice(0, MOST_KEYS));
    is(key, [differing(key)], true);
    if (typeof key === 'string' && !(map instanceof Map) && !(map instanceof Set)) this.addKey(map, key);
  }

  /** A list of the values gets an item. */
  private addItem(list: readonly unknown[], item: unknown): void {
    for (const { path, value, pattern } of this.leaves)
      if (Array.isArray(value) && pattern.of === 'value' && sameItems(value as unknown[], list))
        this.add({ of: 'value', path, value: [...(value as unknown[]), item], distinct: false });
  }

  /** A record of the values gets a key. */
  private addKey(map: object, key: string): void {
    for (const { path, value, pattern } of this.leaves)
      if (value === map && pattern.of === 'value')
        this.add({ of: 'value', path, value: { ...map, [key]: Object.values(map)[0] as unknown }, distinct: false });
  }

  private matching(text: unknown, regex: unknown, index: number): void {
    if (typeof text !== 'string' || !(regex instanceof RegExp)) return;
    const matching = textsOf(regex);
    for (const goal of matching) this.make(text, goal, index, 0, true);
    for (const goal of matching.slice(0, 2)) this.inMarkers(text, (part) => part + goal);
    for (const goal of matching.slice(0, 3)) {
      this.make(text, text + goal, index, 0, true);
      this.make(text, goal + text, index, 0, true);
      this.make(text, text + goal + text, index, 0, true);
    }
    for (const goal of [
      '',
      'zzzz',
      `${text}!`,
      `${text}.`,
      `-${text}`,
      `${text} x`,
      `${text}1`,
      text.toUpperCase(),
      '0',
      '/',
    ])
      this.make(text, goal, index, 0, true);
  }

  /** What is done to each recognisable part of a text that is more than one value. */
  private inMarkers(text: unknown, change: (part: string) => string): void {
    if (typeof text !== 'string') return;
    for (const { content, path, of } of this.run.sample.markers)
      if (typeof content === 'string' && content !== text && text.includes(content))
        this.add({ of, path, value: change(content), distinct: true });
  }

  private add(assignment: Omit<Assignment, 'goal'>): void {
    if (this.found.length < MOST) this.found.push({ ...assignment, goal: this.goal });
  }

  /** Ways to make `value` become `goal`. */
  private make(value: unknown, goal: unknown, before: number, depth: number, distinct: boolean): void {
    if (value === goal || depth > DEEPEST || goal === undefined) return;
    if (typeof goal === 'number' && !Number.isFinite(goal)) return;
    let direct = false;
    for (const leaf of this.leaves) {
      if (leaf.value !== value) continue;
      this.add({ of: leaf.pattern.of, path: leaf.path, value: goal, distinct });
      direct = true;
    }
    if (typeof value === 'string' && typeof goal === 'string' && !direct)
      for (const marker of this.run.sample.markers) this.inside(marker, value, goal, distinct);
    for (let i = before - 1, ways = 0; i >= 0 && ways < 3; i--) {
      const event = this.run.events[i];
      if (!event) continue;
      const { op, args, result } = event;
      const piece = Array.isArray(result) ? (result as unknown[]).indexOf(value) : -1;
      if (result !== value && !(piece >= 0 && op === 'split')) continue;
      ways++;
      this.invert(op, args, piece, goal, i, depth + 1, distinct);
    }
  }

  /** The rest of a text stays: what stands for the marker becomes what is left of the goal. */
  private inside({ content, path, of }: Marker, value: string, goal: string, distinct: boolean): void {
    if (typeof content !== 'string') return;
    const at = value.indexOf(content);
    if (at < 0) return;
    const [head, tail] = [value.slice(0, at), value.slice(at + content.length)];
    if (goal.length > head.length + tail.length && goal.startsWith(head) && goal.endsWith(tail))
      this.add({ of, path, value: goal.slice(head.length, goal.length - tail.length), distinct });
  }

  private invert(
    op: string,
    args: readonly unknown[],
    piece: number,
    goal: unknown,
    at: number,
    depth: number,
    distinct: boolean,
  ): void {
    const [a, b] = args;
    const make = (value: unknown, aim: unknown): void => this.make(value, aim, at, depth, distinct);
    if (typeof goal === 'number') {
      if (op === 'length') {
        if (typeof a === 'string' && goal >= 0 && goal <= 1000) make(a, stretched(a, goal));
        else if (Array.isArray(a) && goal >= 0 && goal <= 300) this.resize(a as unknown[], goal);
        return;
      }
      if (op === 'parseInt' || op === 'Number') return make(a, String(a).replace(/\d+/, String(goal)));
      if (op.startsWith('Math.')) return args.slice(1).forEach((arg) => make(arg, goal));
      if (typeof a !== 'number' || typeof b !== 'number') return;
      if (op === '%') {
        const base = a - (a % b) + goal;
        for (const x of [base, base + b, base - b, base + 2 * b]) make(a, x);
        return;
      }
      const inverse: Record<string, readonly [number, number]> = {
        '+': [goal - b, goal - a],
        '-': [goal + b, a - goal],
        '*': [goal / b, goal / a],
        '/': [goal * b, a / goal],
        '%': [goal, a - goal],
      };
      const [x, y] = inverse[op] ?? [];
      if (x !== undefined) make(a, x);
      if (y !== undefined) make(b, y);
      return;
    }
    if (typeof goal !== 'string') return;
    switch (op) {
      case 'split': {
        const parts = String(a).split(b as string);
        if (piece < 0 || typeof b !== 'string') return;
        parts[piece] = goal;
        return make(a, parts.join(b));
      }
      case 'text': {
        for (const [i, part] of args.entries()) {
          const head = args.slice(0, i).map(String).join('');
          const tail = args
            .slice(i + 1)
            .map(String)
            .join('');
          if (goal.startsWith(head) && goal.endsWith(tail) && goal.length >= head.length + tail.length)
            make(part, goal.slice(head.length, goal.length - tail.length));
        }
        return;
      }
      case 'String':
      case 'toString':
        return make(a, typeof a === 'number' ? Number(goal) : goal);
      case 'slice':
      case 'substring':
        if (typeof a === 'string' && typeof b === 'number' && b > 0) return make(a, a.slice(0, b) + goal);
        // What is cut off behind it has to be there.
        if (typeof a === 'string' && b === 0 && typeof args[2] === 'number' && args[2] >= goal.length) {
          make(a, `${stretched(a, args[2] - goal.length)}${goal}x1`);
        }
        return make(a, goal);
      default:
        if (typeof a === 'string') make(a, goal);
    }
  }

  private resize(list: readonly unknown[], length: number): void {
    for (const { path, value, pattern } of this.leaves)
      if (Array.isArray(value) && pattern.of === 'value' && sameItems(value as unknown[], list) && list.length > 0)
        this.add({
          of: 'value',
          path,
          value: Array.from({ length }, (_, i) => structuredClone(list[i % list.length])),
          distinct: true,
        });
  }
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** A text of some length with the same beginning and end. */
export function stretched(text: string, length: number): string {
  if (length <= 0) return '';
  const seed = text === '' ? 'stretch' : text;
  return seed
    .repeat(Math.ceil(length / seed.length) + 1)
    .slice(0, length)
    .replace(/[^A-Za-z0-9]$/, 'x');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Something else of the same kind. */
function differing(value: unknown): unknown {
  if (typeof value === 'string') return `${value}z`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : undefined;
}

const known = new Map<string, string[]>();

/** Texts that an expression matches. */
function textsOf(regex: RegExp): string[] {
  const key = String(regex);
  let texts = known.get(key);
  if (!texts) {
    try {
      const plain = new RegExp(regex.source, regex.flags.replace(/[gy]/g, ''));
      texts = [...new Set(samplesOf(stringMatching(plain, { size: 'small' }), { numRuns: 24, seed: 1 }))].slice(0, 8);
      const readable = samplesOf(stringMatching(plain), { numRuns: 60, seed: 2 }).filter((text) =>
        /^[\x20-\x7e]*$/.test(text),
      );
      texts = [...new Set([...readable.slice(0, 6), ...texts])];
    } catch {
      texts = [];
    }
    known.set(key, texts);
  }
  return texts;
}
