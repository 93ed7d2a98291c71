import type { Call, Expr } from '../../compiler/ir';
import { FUNCTIONS } from '../../compiler/functions';
import { Texts } from '../../compiler/texts';
import { asGoReplacement, asRe2, groupSource } from '../../compiler/regex';
import { argument, isInteger, isText, pipeline, printf } from './expression';
import { goString, type Scope } from './scope';

/** A call of one of the compiler's functions as a Go template pipeline, without the braces. */
export function functionCall(call: Call, scope: Scope): string {
  const { args } = call;
  const text = (i: number): string => textArgument(at(args, i), scope);
  const number = (i: number): string => numberArgument(at(args, i), scope);
  const constant = (i: number): string => constantText(at(args, i));
  const regex = (): string => goString(asRe2(constant(1), constant(2)) ?? refuse(call));
  switch (call.fn) {
    case 'concat':
      return printf(
        args.map((arg) => (arg.e === 'const' ? String(arg.value) : arg)),
        scope,
      );
    case 'lower':
      return `lower ${text(0)}`;
    case 'upper':
      return `upper ${text(0)}`;
    case 'trim':
      return `trim ${text(0)}`;
    case 'trimStart':
      return `regexReplaceAll "^[\\\\s\\\\v]+" ${text(0)} ""`;
    case 'trimEnd':
      return `regexReplaceAll "[\\\\s\\\\v]+$" ${text(0)} ""`;
    case 'trunc':
      return `trunc ${plainNumber(at(args, 1), scope)} ${text(0)}`;
    case 'last':
      return `trunc ${negative(at(args, 1), scope)} ${text(0)}`;
    case 'drop':
      return `trimPrefix (trunc ${plainNumber(at(args, 1), scope)} ${text(0)}) ${text(0)}`;
    case 'dropLast':
      return `trimSuffix (trunc ${negative(at(args, 1), scope)} ${text(0)}) ${text(0)}`;
    case 'replaceAll':
      return `replace ${text(1)} ${text(2)} ${text(0)}`;
    case 'replaceFirst':
      return `regexReplaceAll ${goString(`(?s)^(.*?)${quoteMeta(constant(1))}`)} ${text(0)} ${goString(`\${1}${constant(2).replaceAll('$', '$$$$')}`)}`;
    case 'regexReplace':
      return `regexReplaceAll ${regex()} ${inHalves(constant(1), at(args, 0), text(0), scope)} ${goString(asGoReplacement(constant(3)) ?? refuse(call))}`;
    case 'piece': {
      const n = Number(constant(2));
      if (n === 0 || n === -1) return `${n === 0 ? 'first' : 'last'} (splitList ${text(1)} ${text(0)})`;
      if (n < 0) return refuse(call);
      return `index (split ${text(1)} ${text(0)}) "_${n}"`;
    }
    case 'split':
      return `splitList ${text(1)} ${text(0)}`;
    case 'padStart':
    case 'padEnd': {
      const fill = `(repeat (max 0 (sub ${plainNumber(at(args, 1), scope)} (len ${text(0)})) | int) ${text(2)})`;
      return call.fn === 'padStart' ? `print ${fill} ${text(0)}` : `print ${text(0)} ${fill}`;
    }
    case 'objectName':
      return scope.helpers.objectName(text(0), text(1), Number(constant(2)), constant(3));
    case 'radix':
      return `printf ${goString(`%${{ 2: 'b', 8: 'o', 16: 'x' }[constant(1)] ?? refuse(call)}`)} ${number(0)}`;
    case 'entry':
      return `index (dict ${args
        .slice(1)
        .map((arg) => anything(arg, scope))
        .join(' ')}) ${text(0)}`;
    case 'get':
      return `index ${anything(at(args, 0), scope)} ${text(1)}`;
    // Only whether a text is found at all is the same for bytes and characters; that is asked by `contains`.
    case 'indexOf':
    case 'lastIndexOf':
      return refuse(call);
    case 'group': {
      const n = Number(constant(3));
      if (n === 0) return `regexFind ${regex()} ${text(0)}`;
      const found = `(regexFind ${regex()} ${text(0)})`;
      return `regexReplaceAll ${regex()} ${found} "\${${n}}"`;
    }
    case 'repeat':
      return `repeat ${plainNumber(at(args, 1), scope)} ${text(0)}`;
    case 'urlquery':
      return `${text(0)} | urlquery | replace "+" "%20" | replace "%21" "!" | replace "%27" "'" | replace "%28" "(" | replace "%29" ")" | replace "%2A" "*"`;
    case 'json':
      return `toRawJson ${asGiven(at(args, 0), scope)}${UNESCAPED}`;
    case 'prettyJson':
      return `toPrettyJson ${asGiven(at(args, 0), scope)}${UNESCAPED} | replace "\\\\u003c" "<" | replace "\\\\u003e" ">" | replace "\\\\u0026" "&"`;
    case 'toText':
      return `toJson ${asGiven(at(args, 0), scope)}`;
    case 'base64':
      return `b64enc ${text(0)}`;
    case 'sha1':
      return `sha1sum ${text(0)}`;
    case 'sha256':
      return `sha256sum ${text(0)}`;
    case 'add':
    case 'sub':
    case 'mul':
    case 'mod':
      return `${call.fn} ${number(0)} ${number(1)}`;
    case 'div':
      return floored(number(0), number(1), isNeverNegative(at(args, 0), scope));
    case 'ratio':
      // As JavaScript prints it.
      return `toJson (divf ${number(0)} ${number(1)})`;
    case 'divUp':
      return floored(`(sub (add ${number(0)} ${number(1)}) 1)`, number(1), isNeverNegative(at(args, 0), scope));
    case 'min':
    case 'max':
      return `${call.fn} ${args.map((_, i) => number(i)).join(' ')}`;
    case 'int': {
      const [of] = args;
      if (of && isInteger(of, scope)) return `int64 ${argument(pipeline(of, scope))}`;
      // Helm reads a number that begins with 0 to the base 8.
      return `int64 (regexFind "^[0-9]+" (regexReplaceAll "^0+" ${text(0)} ""))`;
    }
    case 'length':
      return `len ${anything(at(args, 0), scope)}`;
    case 'equal':
      return equal(at(args, 0), at(args, 1), scope);
    case 'less': {
      if (args.some((arg) => isText(arg, scope))) return `lt ${text(0)} ${text(1)}`;
      const float = args.some((arg) => arg.e !== 'const' && !isInteger(arg, scope));
      const side = (i: number): string => (float ? floatArgument(at(args, i), scope) : number(i));
      return `lt ${side(0)} ${side(1)}`;
    }
    case 'hasPrefix':
      return `hasPrefix ${text(1)} ${text(0)}`;
    case 'hasSuffix':
      return `hasSuffix ${text(1)} ${text(0)}`;
    case 'contains':
      return `contains ${text(1)} ${text(0)}`;
    case 'matches':
      return `regexMatch ${regex()} ${text(0)}`;
    case 'has':
      return `has ${anything(at(args, 1), scope)} ${anything(at(args, 0), scope)}`;
    case 'uniq':
      return `uniq ${anything(at(args, 0), scope)}`;
    case 'isUnique':
      return scope.helpers.unique(anything(at(args, 0), scope), constant(1));
    case 'hasKey':
      return `hasKey ${anything(at(args, 0), scope)} ${text(1)}`;
    case 'or':
      return `default ${anything(at(args, 1), scope)} ${anything(at(args, 0), scope)}`;
    case 'default': {
      const [of, other] = [at(args, 0), at(args, 1)];
      const [a, b] = [anything(of, scope), anything(other, scope)];
      // What is not there is empty for these, and they give nothing empty that is.
      if (of.e === 'call' && of.fn === 'piece') return `ternary ${a} ${b} ${argument(hasPiece(of, scope))}`;
      if (of.e === 'call' && of.fn === 'group') return isNeverEmpty(of) ? `default ${b} ${a}` : refuse(call);
      return `ternary ${b} ${a} (kindIs "invalid" ${asGiven(of, scope)})`;
    }
    case 'ternary':
      return `ternary ${anything(at(args, 1), scope)} ${anything(at(args, 2), scope)} ${anything(at(args, 0), scope)}`;
    case 'isFilled':
      return `not (empty ${anything(at(args, 0), scope)})`;
    case 'isText':
      return `kindIs "string" ${anything(at(args, 0), scope)}`;
    case 'isNumber':
      return `or (kindIs "float64" ${anything(at(args, 0), scope)}) (kindIs "int64" ${anything(at(args, 0), scope)})`;
    case 'isBoolean':
      return `kindIs "bool" ${anything(at(args, 0), scope)}`;
    case 'isList':
      return `kindIs "slice" ${anything(at(args, 0), scope)}`;
  }
}

/**
 * A text whose characters outside of the basic plane are two each, as JavaScript has them, where each character of a sort is replaced by
 * something: `/[^a-z]/g` finds two in an emoji.
 */
function inHalves(source: string, of: Expr, written: string, scope: Scope): string {
  if (!/^(?:\[\^(?:\\.|[^\]\\])*\]|\\[WDS])$/.test(source) || !mayHoldEmoji(of, scope)) return written;
  return `(regexReplaceAll ${goString('[\\x{10000}-\\x{10FFFF}]')} ${written} ${goString('\uFFFD\uFFFD')})`;
}

/** Whether a text may have characters outside of the basic plane, as far as a schema says. */
function mayHoldEmoji(expr: Expr, scope: Scope): boolean {
  if (expr.e === 'const') return false;
  if (expr.e === 'call') return expr.args.some((arg) => mayHoldEmoji(arg, scope));
  if (expr.e !== 'ref' || expr.ref.from === 'release') return false;
  const shape = expr.ref.from === 'value' ? scope.shapeOf(expr.ref) : undefined;
  if (shape?.kind === 'enum' || shape?.kind === 'number' || shape?.kind === 'boolean') return false;
  return shape?.kind !== 'string' || shape.patterns.length === 0 || EMOJI.some((text) => Texts.of(shape).allows(text));
}

const EMOJI = ['\u{1f600}', 'a\u{1f600}', 'a\u{1f600}a', 'a/\u{1f600}', 'a:\u{1f600}'];

/** Go rounds a quotient towards zero, JavaScript's `Math.floor` down. */
const floored = (above: string, below: string, never: boolean): string =>
  never ? `div ${above} ${below}` : `div (sub ${above} (mod (add (mod ${above} ${below}) ${below}) ${below})) ${below}`;

function isNeverNegative(expr: Expr, scope: Scope): boolean {
  if (expr.e === 'const') return Number(expr.value) >= 0;
  if (expr.e === 'length') return true;
  if (expr.e === 'call') {
    if (expr.fn === 'length') return true;
    // Digits have no sign.
    if (expr.fn === 'int') return expr.args.every((arg) => isText(arg, scope) || isNeverNegative(arg, scope));
    return NON_NEGATIVE.has(expr.fn) && expr.args.every((arg) => isNeverNegative(arg, scope));
  }
  if (expr.e !== 'ref') return false;
  const shape = scope.shapeOf(expr.ref);
  return expr.ref.from === 'index' || (shape?.kind === 'number' && shape.min >= 0);
}

/** Of what is not negative they give nothing negative. */
const NON_NEGATIVE: ReadonlySet<string> = new Set(['add', 'mul', 'mod', 'div', 'divUp', 'min', 'max', 'or', 'default']);

/** Whether a text has so many pieces. */
function hasPiece({ args }: Call, scope: Scope): string {
  const list = `(splitList ${textArgument(at(args, 1), scope)} ${textArgument(at(args, 0), scope)})`;
  return `gt (len ${list}) ${constantText(at(args, 2))}`;
}

/** Whether a group of a regular expression matches no empty text. */
function isNeverEmpty({ args }: Call): boolean {
  const group = groupSource(constantText(at(args, 1)), Number(constantText(at(args, 3))));
  return group !== undefined && !new RegExp(`^(?:${group})$`, constantText(at(args, 2)).replace('g', '')).test('');
}

function at(args: readonly Expr[], i: number): Expr {
  const arg = args[i];
  if (!arg) throw new Error(`A call has no argument ${i}`);
  return arg;
}

function refuse(call: Call): never {
  throw new Error(`Go templates have no form of ${call.fn} with these arguments`);
}

const constantText = (expr: Expr): string => (expr.e === 'const' ? String(expr.value) : '');

/** Go escapes two separators in JSON that JavaScript leaves as they are. */
const UNESCAPED = ' | replace "\\\\u2028" "\\u2028" | replace "\\\\u2029" "\\u2029"';

/** A value itself, not how it stands in a text. */
const asGiven = (expr: Expr, scope: Scope): string =>
  expr.e === 'ref' && (expr.apply ?? 'same') === 'same' ? argument(scope.write(expr.ref)) : anything(expr, scope);

const anything = (expr: Expr, scope: Scope): string => argument(pipeline(expr, scope));

/** A text that is there: what is absent counts as empty. */
function textArgument(expr: Expr, scope: Scope): string {
  if (expr.e === 'ref' && !expr.apply && scope.isOptional(expr.ref)) return `(default "" ${scope.write(expr.ref)})`;
  if (expr.e !== 'const' && !isText(expr, scope)) return `(toString ${anything(expr, scope)})`;
  return anything(expr, scope);
}

/** Integers of values are floats for Helm. */
function numberArgument(expr: Expr, scope: Scope): string {
  // One of several values, which need not be of the kind that Go gives a constant.
  if (expr.e === 'call' && FUNCTIONS[expr.fn].gives === 'any') return `(int64 ${anything(expr, scope)})`;
  if (expr.e !== 'ref' || expr.ref.from !== 'value') return anything(expr, scope);
  const written = pipeline(expr, scope);
  return written.startsWith('int64 ') ? `(${written})` : `(int64 ${argument(written)})`;
}

function floatArgument(expr: Expr, scope: Scope): string {
  return `(float64 ${anything(expr, scope)})`;
}

/** A number for a function that takes an `int`. */
function plainNumber(expr: Expr, scope: Scope): string {
  return expr.e === 'const' ? String(expr.value) : `(int ${anything(expr, scope)})`;
}

function negative(expr: Expr, scope: Scope): string {
  return expr.e === 'const' ? String(-Number(expr.value)) : `(int (sub 0 ${anything(expr, scope)}))`;
}

function equal(a: Expr, b: Expr, scope: Scope): string {
  const isNumber = (expr: Expr): boolean =>
    expr.e === 'const' ? typeof expr.value === 'number' : isInteger(expr, scope);
  const [mixed, constant] = a.e === 'const' ? [b, a] : [a, b];
  // Go compares no text with a number, and nothing with a map.
  if (mixed.e === 'ref' && constant.e === 'const' && scope.shapeOf(mixed.ref)?.kind === 'union') {
    const written = scope.write(mixed.ref);
    if (typeof constant.value === 'number')
      return `and (or (kindIs "float64" ${written}) (kindIs "int64" ${written})) (eq (float64 ${written}) (float64 ${constant.value}))`;
    const kind = typeof constant.value === 'string' ? 'string' : 'bool';
    return `and (kindIs "${kind}" ${written}) (eq ${written} ${anything(constant, scope)})`;
  }
  if (isNumber(a) && isNumber(b)) return `eq ${numberArgument(a, scope)} ${numberArgument(b, scope)}`;
  return `eq ${anything(a, scope)} ${anything(b, scope)}`;
}

const quoteMeta = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
