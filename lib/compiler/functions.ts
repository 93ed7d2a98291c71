import { createHash } from 'node:crypto';
import { cutTo, inFront } from '../definition/observed';
import type { TextFunction } from './ir';

/** What each function does to a text. */
export const TEXT_FUNCTIONS: Readonly<Record<TextFunction, (text: string) => string>> = {
  same: (text) => text,
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
  trimSlashes: (text) => text.replace(/^\/+|\/+$/g, ''),
  trimEndSlashes: (text) => text.replace(/\/+$/, ''),
  trimStartSlashes: (text) => text.replace(/^\/+/, ''),
  /** Between the quotes of a JSON string. */
  escapeJson: (text) => JSON.stringify(text).slice(1, -1),
  base64: (text) => Buffer.from(text, 'utf8').toString('base64'),
};

export const TEXT_FUNCTION_NAMES = Object.keys(TEXT_FUNCTIONS) as TextFunction[];

/** What a function gives. */
export type Gives = 'text' | 'number' | 'boolean' | 'any';

interface Definition {
  readonly gives: Gives;
  /** What it does, as JavaScript does it; undefined where an argument is not of its kind. */
  readonly apply: (...args: never[]) => unknown;
}

const text = (apply: (...args: never[]) => string | undefined): Definition => ({ gives: 'text', apply });
const number = (apply: (...args: never[]) => number | undefined): Definition => ({ gives: 'number', apply });
const truth = (apply: (...args: never[]) => boolean): Definition => ({ gives: 'boolean', apply });
const any = (apply: (...args: never[]) => unknown): Definition => ({ gives: 'any', apply });
const known = new Map<string, RegExp>();

/** The expression of a source and flags, made once. */
function expression(source: string, flags: string): RegExp {
  const key = `/${source}/${flags}`;
  let found = known.get(key);
  if (!found) known.set(key, (found = new RegExp(source, flags)));
  found.lastIndex = 0;
  return found;
}

/**
 * Functions that JavaScript and Go templates share. Their arguments are texts, numbers, lists or maps, in the order of
 * JavaScript: the receiver first. Regular expressions are two arguments, source and flags.
 */
export const FUNCTIONS = {
  concat: text((...parts: unknown[]) => parts.map(inText).join('')),
  lower: text((of: string) => of.toLowerCase()),
  upper: text((of: string) => of.toUpperCase()),
  trim: text((of: string) => of.trim()),
  trimStart: text((of: string) => of.trimStart()),
  trimEnd: text((of: string) => of.trimEnd()),
  /** The first so many characters. */
  trunc: text((of: string, length: number) => of.slice(0, length)),
  /** The last so many characters. */
  last: text((of: string, length: number) => (length === 0 ? '' : of.slice(-length))),
  /** Without the first so many characters. */
  drop: text((of: string, length: number) => of.slice(length)),
  /** Without the last so many characters. */
  dropLast: text((of: string, length: number) => (length === 0 ? of : of.slice(0, -length))),
  replaceAll: text((of: string, what: string, by: string) => of.split(what).join(by)),
  replaceFirst: text((of: string, what: string, by: string) => of.replace(what, () => by)),
  regexReplace: text((of: string, source: string, flags: string, by: string) =>
    of.replace(expression(source, flags), by),
  ),
  /** The n-th piece between separators. */
  piece: text((of: string, separator: string, n: number) => of.split(separator).at(n)),
  /** All pieces between separators. */
  split: any((of: string, separator: string) => of.split(separator)),
  /** Where a text stands in another one, -1 where it does not. */
  indexOf: number((of: string, what: string) => of.indexOf(what)),
  lastIndexOf: number((of: string, what: string) => of.lastIndexOf(what)),
  /** A text with so many characters, filled up before it. */
  padStart: text((of: string, length: number, fill: string) => of.padStart(length, fill)),
  padEnd: text((of: string, length: number, fill: string) => of.padEnd(length, fill)),
  /** The name of an object in a release; see ReleaseChart. */
  objectName: text((release: string, id: string, most: number, separators: string) => {
    const own = id.replace(expression(separators, 'g'), '--').toLowerCase();
    return inFront(cutTo(release, most - 1 - own.length), own);
  }),
  /** An integer to the base 2, 8 or 16. */
  radix: text((of: number, base: number) => of.toString(base)),
  /** What a map has at a key. */
  get: any((of: object, key: string) => (Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : undefined)),
  /** What a table of constants has at a key: the key, then the table's keys and values in turn. */
  entry: any((key: string, ...table: unknown[]) => {
    const at = table.findIndex((word, i) => i % 2 === 0 && word === key);
    return at < 0 ? undefined : table[at + 1];
  }),
  /** The n-th group of the first match, 0 for all of it. */
  group: text((of: string, source: string, flags: string, n: number) => expression(source, flags).exec(of)?.[n]),
  repeat: text((of: string, times: number) => of.repeat(times)),
  urlquery: text((of: string) => encodeURIComponent(of)),
  json: text((of: unknown) => JSON.stringify(of)),
  prettyJson: text((of: unknown) => JSON.stringify(of, null, 2)),
  toText: text((of: unknown) => inText(of)),
  base64: text((of: string) => Buffer.from(of, 'utf8').toString('base64')),
  sha1: text((of: string) => createHash('sha1').update(of, 'utf8').digest('hex')),
  sha256: text((of: string) => createHash('sha256').update(of, 'utf8').digest('hex')),

  add: number((a: number, b: number) => a + b),
  sub: number((a: number, b: number) => a - b),
  mul: number((a: number, b: number) => a * b),
  mod: number((a: number, b: number) => a % b),
  /** Division as it is. */
  ratio: number((a: number, b: number) => a / b),
  /** Division rounded down. */
  div: number((a: number, b: number) => Math.floor(a / b)),
  /** Division rounded up. */
  divUp: number((a: number, b: number) => Math.ceil(a / b)),
  min: number((...of: number[]) => Math.min(...of)),
  max: number((...of: number[]) => Math.max(...of)),
  /** The integer that a text begins with. */
  int: number((of: string | number) => (typeof of === 'number' ? Math.trunc(of) : Number.parseInt(of, 10))),
  length: number((of: string | readonly unknown[] | object) =>
    typeof of === 'string' || Array.isArray(of) ? of.length : Object.keys(of).length,
  ),

  equal: truth((a: unknown, b: unknown) => a === b),
  less: truth((a: number, b: number) => a < b),
  hasPrefix: truth((of: string, start: string) => of.startsWith(start)),
  hasSuffix: truth((of: string, end: string) => of.endsWith(end)),
  contains: truth((of: string, what: string) => of.includes(what)),
  matches: truth((of: string, source: string, flags: string) => expression(source, flags).test(of)),
  has: truth((of: readonly unknown[], what: unknown) => of.includes(what)),
  /** The items of a list, each once. */
  uniq: any((of: readonly unknown[]) => [...new Set(of)]),
  /** Whether the items of a list differ in a field of theirs, or in themselves where it is ''. */
  isUnique: truth((of: readonly unknown[], key: string) => {
    const seen = of.map((item) => (key === '' ? item : (item as Record<string, unknown>)[key]));
    return new Set(seen).size === seen.length;
  }),
  hasKey: truth((of: object, key: string) => Object.hasOwn(of, key)),
  /** The first, unless it is empty: '', 0, false or absent. */
  or: any((a: unknown, b: unknown) => a || b),
  /** The first, unless it is absent. */
  default: any((a: unknown, b: unknown) => a ?? b),
  /** The second where the first is true, else the third. */
  ternary: any((when: boolean, then: unknown, otherwise: unknown) => (when ? then : otherwise)),
  isFilled: truth((of: unknown) => Boolean(of)),
  isText: truth((of: unknown) => typeof of === 'string'),
  isNumber: truth((of: unknown) => typeof of === 'number'),
  isBoolean: truth((of: unknown) => typeof of === 'boolean'),
  isList: truth((of: unknown) => Array.isArray(of)),
} as const satisfies Record<string, Definition>;

export type FunctionName = keyof typeof FUNCTIONS;

/** How JavaScript writes a value into a text. */
function inText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** What a function gives; undefined where its arguments are not of its kind. */
export function applyFunction(fn: FunctionName, args: readonly unknown[]): unknown {
  if (args.some((arg) => arg === undefined || arg === null) && !ABSENT_ALLOWED.has(fn)) return undefined;
  try {
    return (FUNCTIONS[fn].apply as (...of: unknown[]) => unknown)(...args);
  } catch {
    // A number where a text belongs, say: there is no such value.
    return undefined;
  }
}

const ABSENT_ALLOWED: ReadonlySet<FunctionName> = new Set([
  'equal',
  'isText',
  'isNumber',
  'isBoolean',
  'isList',
  'isFilled',
  'or',
  'default',
]);
