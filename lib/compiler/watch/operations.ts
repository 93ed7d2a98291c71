import type { FunctionName } from '../functions';
import type { Scalar } from '../ir';
import { asGoReplacement, asRe2, isAnchored } from '../regex';
import type { Argument } from './dataflow';
import { exprKey, ITEM, type PatternExpr } from './pattern';
import { ofIntegers, product, quotient, rounded } from './arithmetic';

/** Operations that answer yes or no. */
const DECISIONS = new Set(
  '=== !== == != < <= > >= truth nullish in includes startsWith endsWith test has some every isInteger isFinite isNaN isSafeInteger isArray filter? find? findIndex? findLast? some? every?'.split(
    ' ',
  ),
);

export const isDecision = (op: string): boolean => DECISIONS.has(op);

/** Operations that look for something in a table. */
export const TABLE_LOOKUPS: ReadonlySet<string> = new Set(['lookUp', 'get', 'has', 'includes', 'in', 'indexOf']);

/** What a table is asked for: the keys of a map, the items of a list. */
export function keysOf(table: object): readonly unknown[] {
  if (table instanceof Map || table instanceof Set) return [...(table.keys() as Iterable<unknown>)];
  return Array.isArray(table) ? (table as unknown[]) : Object.keys(table);
}

/** Comparisons that are understood by their opposite. */
export const isNegated = (op: string): boolean => ['!==', '!=', '>=', '<='].includes(op);

/** Operations that give a list of pieces of a text. */
export const isSplitting = (op: string): boolean => op === 'split' || op === 'match' || op === 'exec';

const call = (fn: FunctionName, ...args: readonly PatternExpr[]): PatternExpr => ({ e: 'call', fn, args });
const constant = (value: Scalar): PatternExpr => ({ e: 'const', value });

/**
 * What an operation of JavaScript is among the functions that both sides have; undefined where it is none of them.
 * @param piece which piece of what it gives is meant
 */
export function callOf(op: string, args: readonly Argument[], piece?: number): PatternExpr | undefined {
  const [receiver] = args;
  const of = receiver && asExpr(receiver);
  const text = (i: number): PatternExpr | undefined => args[i] && asExpr(args[i]);
  const number = (i: number): number | undefined => {
    const value = args[i]?.constant?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const both = (fn: FunctionName): PatternExpr | undefined => {
    const [a, b] = [text(0), text(1)];
    return a && b && call(fn, a, b);
  };
  switch (op) {
    case 'text':
      return concat(args);
    case 'toLowerCase':
    case 'toLocaleLowerCase':
      return of && call('lower', of);
    case 'toUpperCase':
    case 'toLocaleUpperCase':
      return of && call('upper', of);
    case 'trim':
    case 'trimStart':
    case 'trimEnd':
      return of && call(op, of);
    // Of the library itself: the beginning of a name, without the dashes that it would end in.
    case 'cut': {
      const length = text(1);
      const cut =
        of && length && (upTo(op, of, [args[0] as Argument, ZERO, args[1] as Argument]) ?? call('trunc', of, length));
      return cut && call('regexReplace', cut, constant('-+$'), constant(''), constant(''));
    }
    // Whether an item of a list is before a place in it.
    case 'below':
    case 'under': {
      const bound = number(1);
      if (of?.e !== 'ref' || of.ref.of !== 'value' || bound === undefined) return undefined;
      return call('less', { e: 'ref', ref: { of: 'index', path: [...of.ref.path, ITEM] } }, constant(bound));
    }
    case 'objectName': {
      const [id, most, separators] = [text(1), number(2), args[3]?.constant?.value];
      if (!of || !id || most === undefined || typeof separators !== 'string') return undefined;
      return call('objectName', of, id, constant(most), constant(separators));
    }
    case 'slice':
    case 'substring':
    case 'substr':
      return (
        of &&
        (besideText(of, text(1), text(2)) ??
          upTo(op, of, args) ??
          sliced(op, of, args.length > 1 ? number(1) : 0, args.length > 2 ? number(2) : Infinity))
      );
    case 'indexOf':
    case 'lastIndexOf': {
      const what = args[1]?.constant?.value;
      if (!of || receiver?.isList || typeof what !== 'string' || args.length > 2) return undefined;
      return call(op === 'indexOf' ? 'indexOf' : 'lastIndexOf', of, constant(what));
    }
    case 'padStart':
    case 'padEnd': {
      const [length, fill] = [number(1), args.length > 2 ? args[2]?.constant?.value : ' '];
      if (!of || length === undefined || typeof fill !== 'string' || fill.length !== 1) return undefined;
      return call(op, of, constant(length), constant(fill));
    }
    case 'lookUp': {
      const key = text(1);
      return ofMap(op, args) ?? (key && args.length === 2 ? entryOfTable(receiver?.constant?.value, key) : undefined);
    }
    case 'in':
    case 'has':
    case 'nullish':
      return ofMap(op, args);
    case 'charAt':
      return of && sliced('substr', of, number(1), 1);
    case 'replace':
    case 'replaceAll':
      return of && replaced(op, of, args[1], args[2]);
    case 'split': {
      const separator = args[1]?.constant?.value;
      if (!of || typeof separator !== 'string' || separator === '' || args.length > 2) return undefined;
      if (piece === undefined) return call('split', of, constant(separator));
      return call('piece', of, constant(separator), constant(piece));
    }
    case 'match':
    case 'exec': {
      const [subject, regex] = op === 'exec' ? [text(1), args[0]] : [of, args[1]];
      const [source, flags] = regexOf(regex) ?? [];
      if (!subject || piece === undefined || piece < 0 || source === undefined || flags === undefined) return undefined;
      if (flags.includes('g')) return undefined;
      return call('group', subject, constant(source), constant(flags), constant(piece));
    }
    case 'test': {
      const [source, flags] = regexOf(args[0]) ?? [];
      const subject = text(1);
      return subject && source !== undefined
        ? call('matches', subject, constant(source), constant(flags ?? ''))
        : undefined;
    }
    case 'btoa':
      return of && call('base64', of);
    // The bytes of a text stand for it, as long as they are those of UTF-8.
    case 'bytes':
      return args.length === 1 || UTF_8.has(args[1]?.constant?.value) ? of : undefined;
    case 'ofBytes': {
      const encoding = args[1]?.constant?.value;
      if (args.length === 1 || UTF_8.has(encoding)) return of;
      return of && encoding === 'base64' ? call('base64', of) : undefined;
    }
    case 'repeat':
      return both('repeat');
    case 'encodeURIComponent':
      return of && call('urlquery', of);
    case 'toString':
      if (args.length === 2 && of && [2, 8, 16].includes(number(1) ?? 0))
        return call('radix', of, constant(number(1) ?? 0));
      return of && args.length === 1 ? call('toText', of) : undefined;
    case 'String':
      return of && args.length === 1 ? call('toText', of) : undefined;
    case 'parseInt':
    case 'Number':
      return of && call('int', of);
    case 'JSON.stringify': {
      const [, data, replacer, space] = args;
      const what = data && asExpr(data);
      const indent = space?.constant?.value;
      if (
        !what ||
        (replacer && (replacer.constant === undefined || (replacer.constant.value ?? undefined) !== undefined))
      )
        return undefined;
      if (!space || indent === undefined || indent === 0) return call('json', what);
      return indent === 2 ? call('prettyJson', what) : undefined;
    }
    case '+':
      return ofIntegers('add', text(0), text(1));
    case '-':
      return ofIntegers('sub', text(0), text(1));
    case '*':
      return product(text(0), text(1));
    case '%':
      return ofIntegers('mod', text(0), text(1));
    case '/':
      return quotient(text(0), text(1));
    case 'Math.floor':
    case 'Math.trunc':
    case 'Math.ceil':
    case 'Math.round':
      return rounded(op, text(1));
    case 'Math.min':
    case 'Math.max': {
      const parts = args.slice(1).map(asExpr);
      return parts.every((part) => part !== undefined) ? call(op === 'Math.min' ? 'min' : 'max', ...parts) : undefined;
    }
    case 'Set':
      return of && receiver?.isList ? call('uniq', of) : undefined;
    case 'length':
      return of && call('length', of);
    case '===':
    case '==':
    case '!==':
    case '!=':
      return isFound('equal', text(0), text(1)) ?? both('equal');
    case '<':
    case '>=':
      return isFound('less', text(0), text(1)) ?? both('less');
    case '>':
    case '<=': {
      const [a, b] = [text(0), text(1)];
      return isFound('less', b, a) ?? (a && b && call('less', b, a));
    }
    case 'startsWith':
      return args.length === 2 ? both('hasPrefix') : undefined;
    case 'endsWith':
      return args.length === 2 ? both('hasSuffix') : undefined;
    case 'includes': {
      const [a, b] = [text(0), text(1)];
      return a && b && args.length === 2 ? call(receiver?.isList ? 'has' : 'contains', a, b) : undefined;
    }
    case 'truth':
      return of?.e === 'call' ? call('isFilled', of) : undefined;
    case '||':
    case '??': {
      const [a, b] = [text(0), text(1)];
      return a && b && call(op === '||' ? 'or' : 'default', a, b);
    }
    default:
      return undefined;
  }
}

const UTF_8: ReadonlySet<unknown> = new Set(['utf8', 'utf-8']);

/** An argument as an expression. */
export function asExpr({ constant: known, expr }: Argument): PatternExpr | undefined {
  if (expr) return expr;
  const value = known?.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? constant(value)
    : undefined;
}

/** What is asked of a map: whether it has a key, and what it has there. */
function ofMap(op: string, args: readonly Argument[]): PatternExpr | undefined {
  const [map, key] = args.map(asExpr);
  if (op === 'nullish') return map?.e === 'call' && map.fn === 'get' ? { ...map, fn: 'hasKey' } : undefined;
  // Of constant tables it is known which keys they have.
  if (!map || map.e !== 'ref' || !key || args.length > 2 || args[0]?.isList) return undefined;
  return call(op === 'lookUp' ? 'get' : 'hasKey', map, key);
}

/** The number that a table of the code has at a key. */
function entryOfTable(table: unknown, key: PatternExpr): PatternExpr | undefined {
  if (typeof table !== 'object' || table === null || Object.getPrototypeOf(table) !== Object.prototype)
    return undefined;
  const entries = Object.entries(table);
  // Of texts each is a choice of its own: whatever is made of them is written out.
  if (entries.length === 0 || entries.length > MOST_ENTRIES || !entries.every(([, value]) => typeof value === 'number'))
    return undefined;
  // Of what is no key nothing is said: what is made of it is compared.
  return call('entry', key, ...entries.flatMap(([word, value]) => [constant(word), constant(value as Scalar)]));
}

const MOST_ENTRIES = 12;

/** Whether a text is in another one, asked by where it stands. */
function isFound(
  fn: 'equal' | 'less',
  a: PatternExpr | undefined,
  b: PatternExpr | undefined,
): PatternExpr | undefined {
  const place = [a, b].find((side) => side?.e === 'call' && PLACES.has(side.fn));
  const other = place === a ? b : a;
  if (place?.e !== 'call' || other?.e !== 'const') return undefined;
  const found: PatternExpr = { e: 'call', fn: 'contains', args: place.args };
  const never = call('equal', found, constant(false));
  if (fn === 'equal') {
    if (other.value === -1) return never;
    return other.value === 0 && place.fn === 'indexOf' ? { e: 'call', fn: 'hasPrefix', args: place.args } : undefined;
  }
  if (place === a) return other.value === 0 ? never : undefined;
  return other.value === -1 ? found : undefined;
}

const PLACES: ReadonlySet<string> = new Set(['indexOf', 'lastIndexOf']);

/** What stands before or behind another text: `of.slice(of.indexOf(':') + 1)`, `of.slice(0, of.indexOf(':'))`. */
function besideText(
  of: PatternExpr,
  from: PatternExpr | undefined,
  to: PatternExpr | undefined,
): PatternExpr | undefined {
  const placed = (expr: PatternExpr | undefined): { readonly what: string; readonly last: boolean } | undefined => {
    if (expr?.e !== 'call' || !PLACES.has(expr.fn)) return undefined;
    const [subject, what] = expr.args;
    if (what?.e !== 'const' || !subject || exprKey(subject) !== exprKey(of)) return undefined;
    return { what: String(what.value), last: expr.fn === 'lastIndexOf' };
  };
  const without = (source: string): PatternExpr =>
    call('regexReplace', of, constant(source), constant('s'), constant(''));
  if (to === undefined && from?.e === 'call' && from.fn === 'add') {
    const [place, add] = from.args;
    const found = placed(place);
    if (!found || add?.e !== 'const' || add.value !== found.what.length) return undefined;
    return without(`^.*${found.last ? '' : '?'}${quoted(found.what)}`);
  }
  if (from?.e === 'const' && from.value === 0) {
    const found = placed(to);
    if (!found) return undefined;
    if (!found.last) return without(`${quoted(found.what)}.*$`);
    return found.what.length === 1 ? without(`${quoted(found.what)}[^${quoted(found.what)}]*$`) : undefined;
  }
  return undefined;
}

const quoted = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$/-]/g, '\\$&');

function concat(args: readonly Argument[]): PatternExpr | undefined {
  const parts = args.map(asExpr);
  if (!parts.every((part) => part !== undefined)) return undefined;
  return call('concat', ...parts.flatMap((part) => (part.e === 'call' && part.fn === 'concat' ? part.args : [part])));
}

const ZERO: Argument = { constant: { value: 0 } };

/** The beginning of a text, of a length that is computed. */
function upTo(op: string, of: PatternExpr, [, from, to, more]: readonly Argument[]): PatternExpr | undefined {
  const length = to && asExpr(to);
  if (from?.constant?.value !== 0 || more || op === 'substr' || !length || length.e === 'const') return undefined;
  // Where it would be less than nothing, a template takes the end of the text instead.
  const isBounded = length.e === 'call' && length.fn === 'max' && length.args.some((arg) => arg.e === 'const');
  return call('trunc', of, isBounded ? length : call('max', length, constant(0)));
}

function sliced(
  op: string,
  of: PatternExpr,
  from: number | undefined,
  to: number | undefined,
): PatternExpr | undefined {
  if (from === undefined || to === undefined) return undefined;
  const end = op === 'substr' ? from + to : to;
  if (from < 0) return end === Infinity && op !== 'substring' ? call('last', of, constant(-from)) : undefined;
  if (op === 'substring' && (end < from || end < 0)) return undefined;
  const start = from === 0 ? of : call('drop', of, constant(from));
  if (end === Infinity) return start;
  if (end < 0) return call('dropLast', start, constant(-end));
  const head = call('trunc', of, constant(end));
  return from === 0 ? head : call('drop', head, constant(from));
}

function replaced(
  op: string,
  of: PatternExpr,
  what: Argument | undefined,
  by: Argument | undefined,
): PatternExpr | undefined {
  const replacement = by?.constant?.value;
  if (typeof replacement !== 'string') return undefined;
  const from = what?.constant?.value;
  if (typeof from === 'string') {
    if (from === '' || replacement.includes('$')) return undefined;
    return call(op === 'replaceAll' ? 'replaceAll' : 'replaceFirst', of, constant(from), constant(replacement));
  }
  const [source, flags] = regexOf(what) ?? [];
  if (source === undefined || flags === undefined || asGoReplacement(replacement) === undefined) return undefined;
  if (!flags.includes('g') && !isAnchored(source)) return undefined;
  return call('regexReplace', of, constant(source), constant(flags), constant(replacement));
}

/** Source and flags of an expression that Go reads, too. */
function regexOf(argument: Argument | undefined): readonly [string, string] | undefined {
  const regex = argument?.constant?.value;
  if (!(regex instanceof RegExp) || asRe2(regex.source, regex.flags.replace('g', '')) === undefined) return undefined;
  return [regex.source, regex.flags];
}
