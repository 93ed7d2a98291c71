import type { Condition } from '../../definition/rules';
import type { Among, Cond, Expr, Part, Ref, TextFunction } from '../../compiler/ir';
import { isTextual, shapeAt, type Shape } from '../../compiler/shape';
import { FUNCTIONS } from '../../compiler/functions';
import { functionCall } from './function-call';
import { CHART } from './chart-facts';
import { goString, type ListTemplates, type Scope } from './scope';

/** Largest integer that Go prints in full when values hold it as a float. */
const PLAIN_INTEGERS = 999999;

/** A Go template pipeline for a value, without the braces. */
export function pipeline(expr: Expr, scope: Scope): string {
  if (expr.e === 'const') return typeof expr.value === 'string' ? goString(expr.value) : String(expr.value);
  if (expr.e === 'call') return numberOf(functionCall(expr, scope), gotShape(expr, scope));
  if (expr.e === 'among') return among(expr, scope);
  if (expr.e === 'joined') return scope.helpers.joined(expr, scope);
  const value = scope.write(expr.ref);
  switch (expr.e) {
    case 'ref':
      if (!expr.apply && (expr.ref.from === 'release' || isOfChart(expr.ref))) return unwrapped(value);
      return apply(number(value, scope.shapeOf(expr.ref)), expr.apply);
    case 'affine': {
      const scaled = expr.factor === 1 ? value : `(mul ${value} ${expr.factor})`;
      if (expr.add === 0) return scaled.slice(1, -1);
      return expr.add > 0 ? `add ${scaled} ${expr.add}` : `sub ${scaled} ${-expr.add}`;
    }
    case 'length':
      return `len ${value}`;
    case 'not':
      return `not ${value}`;
  }
}

/** What is asked of the elements of a list, as a value. */
function among(expr: Among, scope: Scope): string {
  switch (expr.ask) {
    case 'some':
      return `not (empty (${scope.helpers.matching(expr, scope, true)}))`;
    case 'every':
      return `empty (${scope.helpers.matching(expr, scope, false)})`;
    case 'count':
      return `len (${scope.helpers.matching(expr, scope, true)})`;
    default: {
      const found = scope.helpers.found(expr, scope);
      return isInteger(expr, scope) ? `int64 (${found})` : found;
    }
  }
}

/** The shape of what the elements of a list are asked for. */
const askedShape = ({ over, of }: Among, scope: Scope): Shape | undefined =>
  of && scope.alone(over).shapeOf({ from: 'value', scope: 1, path: of });

/** The shape of what is looked up in a map of the values; undefined for any other function. */
function gotShape({ fn, args: [map, key] }: Expr & { e: 'call' }, scope: Scope): Shape | undefined {
  if (fn !== 'get' || !map || !key) return undefined;
  const shape = map.e === 'ref' ? scope.shapeOf(map.ref) : map.e === 'call' ? gotShape(map, scope) : undefined;
  if (shape?.kind === 'json') return shape;
  return shape && shapeAt(shape, [key.e === 'const' ? String(key.value) : '']);
}

/** The shape of a value of the chart, or of what is looked up in one. */
function valueShape(expr: Expr, scope: Scope): Shape | undefined {
  if (expr.e === 'call') return gotShape(expr, scope);
  return expr.e === 'ref' && (expr.apply ?? 'same') === 'same' ? scope.shapeOf(expr.ref) : undefined;
}

/** A pipeline for what stands in a text: numbers as JavaScript prints them, whatever else a value may be. */
export function textOf(expr: Expr, scope: Scope): string {
  const text = pipeline(expr, scope);
  return isMixed(expr, scope) ? `ternary ${text} (toJson ${text}) (kindIs "string" ${text})` : text;
}

/** Whether what an expression gives may hold anything that a text may hold. */
export const mayBeText = (expr: Expr, scope: Scope): boolean => isText(expr, scope) || isMixed(expr, scope);

/** Whether a value may be a text or a number. */
function isMixed(expr: Expr, scope: Scope): boolean {
  const shape = valueShape(expr, scope);
  if (shape?.kind === 'union')
    return shape.of.some((option) => !['object', 'record', 'array'].includes(option.kind) && !isTextual(option));
  return shape?.kind === 'json';
}

/** The same of what a function gives. */
const numberOf = (call: string, shape: Shape | undefined): string =>
  shape?.kind === 'number' ? number(argument(call), shape) : call;

function number(value: string, shape: Shape | undefined): string {
  if (shape?.kind !== 'number') return value;
  // Go writes 1e+06 and 1e-05 where JavaScript writes 1000000 and 0.00001; its JSON is as JavaScript's.
  if (!shape.integer) return `toJson ${value}`;
  return shape.min >= -PLAIN_INTEGERS && shape.max <= PLAIN_INTEGERS ? value : `int64 ${value}`;
}

function apply(value: string, name: TextFunction | undefined): string {
  switch (name ?? 'same') {
    case 'same':
      return value;
    case 'lower':
      return `lower ${value}`;
    case 'upper':
      return `upper ${value}`;
    case 'trim':
      return `trim ${value}`;
    case 'trimSlashes':
      return `trimAll "/" ${value}`;
    case 'trimEndSlashes':
      return `regexReplaceAll "/+$" ${value} ""`;
    case 'trimStartSlashes':
      return `regexReplaceAll "^/+" ${value} ""`;
    case 'escapeJson':
      return `${value} | toRawJson | trimPrefix "\\"" | trimSuffix "\\""`;
    case 'base64':
      return `${value} | b64enc`;
  }
}

const isOfChart = (ref: Ref): boolean => ref.from === 'value' && ref.path[0] === CHART;

/** A pipeline that stands by itself needs no brackets. */
const unwrapped = (text: string): string => (text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text);

/** A pipeline as an argument of a function. */
export const argument = (text: string): string =>
  /^[$.][\w.$]*$|^\d+$|^"(?:[^"\\]|\\.)*"$|^\(.*\)$/.test(text) && balanced(text) ? text : `(${text})`;

function balanced(text: string): boolean {
  if (!text.startsWith('(')) return true;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0 && i < text.length - 1) return false;
  }
  return true;
}

/** `printf` over parts of a line that are all there. */
export function printf(parts: readonly Part[], scope: Scope): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    if (typeof only === 'string') return goString(only);
    if (isText(only, scope) || isMixed(only, scope)) return textOf(only, scope);
  }
  const format = parts
    .map((part) => (typeof part === 'string' ? part.replaceAll('%', '%%') : verb(part, scope)))
    .join('');
  const args = parts.filter((part) => typeof part !== 'string').map((part) => printfArgument(part, scope));
  return ['printf', goString(format), ...args].join(' ');
}

export function isText(expr: Expr, scope: Scope): boolean {
  if (expr.e === 'const') return typeof expr.value === 'string';
  if (expr.e === 'call')
    return (
      FUNCTIONS[expr.fn].gives === 'text' ||
      isTextual(gotShape(expr, scope)) ||
      (FUNCTIONS[expr.fn].gives === 'any' && givenBy(expr).every((arg) => isText(arg, scope)))
    );
  if (expr.e === 'joined') return true;
  if (expr.e === 'among') return isTextual(askedShape(expr, scope));
  if (expr.e !== 'ref') return false;
  if (expr.ref.from === 'release') return true;
  if (expr.ref.from === 'index') return false;
  if (expr.ref.from === 'key') return true;
  return isTextual(scope.shapeOf(expr.ref));
}

/** The arguments that a function gives one of. */
const givenBy = ({ fn, args }: Expr & { e: 'call' }): readonly Expr[] => {
  if (fn === 'entry') return args.filter((_, i) => i > 0 && i % 2 === 0);
  return fn === 'ternary' ? args.slice(1) : args;
};

export const isInteger = (expr: Expr, scope: Scope): boolean => {
  if (expr.e === 'const') return Number.isInteger(expr.value);
  if (expr.e === 'call' && expr.fn === 'get') {
    const shape = gotShape(expr, scope);
    return shape?.kind === 'number' && shape.integer;
  }
  if (expr.e === 'call')
    return (
      expr.fn !== 'ratio' &&
      (FUNCTIONS[expr.fn].gives === 'number' ||
        (FUNCTIONS[expr.fn].gives === 'any' && givenBy(expr).every((arg) => isInteger(arg, scope))))
    );
  if (expr.e === 'among') {
    const of = askedShape(expr, scope);
    if (expr.item) return isInteger(expr.item, scope.alone(expr.over));
    return expr.ask === 'count' || (of?.kind === 'number' && of.integer);
  }
  if (expr.e === 'joined') return false;
  const shape = scope.shapeOf(expr.ref);
  return (
    expr.e === 'affine' ||
    expr.e === 'length' ||
    expr.ref.from === 'index' ||
    (shape?.kind === 'number' && shape.integer)
  );
};

function verb(expr: Expr, scope: Scope): string {
  if (isText(expr, scope) || isFraction(expr, scope) || isMixed(expr, scope)) return '%s';
  return isInteger(expr, scope) ? '%d' : '%v';
}

/** A number that need not be an integer: `pipeline` gives its text. */
function isFraction(expr: Expr, scope: Scope): boolean {
  if (expr.e === 'call' && expr.fn === 'ratio') return true;
  const shape = valueShape(expr, scope);
  return shape?.kind === 'number' && !shape.integer;
}

function printfArgument(expr: Expr, scope: Scope): string {
  const text = textOf(expr, scope);
  const plainNumber =
    expr.e === 'ref' && expr.ref.from === 'value' && isInteger(expr, scope) && !text.startsWith('int64');
  return argument(plainNumber ? `int64 ${text}` : text);
}

/** A condition as a Go template pipeline. */
export function condition(cond: Cond, scope: Scope): string {
  if (cond.op === 'not') {
    const { of } = cond;
    if (of.op === 'test' && of.test.is === 'equals' && typeof of.test.value === 'string')
      return `ne ${scope.write(of.test.ref)} ${goString(of.test.value)}`;
    if (of.op === 'test' && of.test.is === 'present' && !truthyIsPresent(scope.shapeOf(of.test.ref)))
      return `kindIs "invalid" ${scope.write(of.test.ref)}`;
    return `not ${argument(condition(of, scope))}`;
  }
  if (cond.op !== 'test') {
    if (cond.of.length === 0) return cond.op === 'and' ? 'true' : 'false';
    return [cond.op, ...cond.of.map((part) => argument(condition(part, scope)))].join(' ');
  }
  const { test } = cond;
  if (test.is === 'holds') {
    const { call } = test;
    if (call.e === 'call') return functionCall(call, scope);
    // Text that is not empty counts as true.
    return call.ask === 'some' ? scope.helpers.matching(call, scope, true) : pipeline(call, scope);
  }
  const value = scope.write(test.ref);
  switch (test.is) {
    case 'true':
      return value;
    case 'present':
      return truthyIsPresent(scope.shapeOf(test.ref)) ? value : `not (kindIs "invalid" ${value})`;
    case 'filled':
      return apply(value, test.apply);
    case 'equals':
      if (scope.shapeOf(test.ref)?.kind === 'union')
        return functionCall(
          {
            e: 'call',
            fn: 'equal',
            args: [
              { e: 'ref', ref: test.ref },
              { e: 'const', value: test.value },
            ],
          },
          scope,
        );
      return typeof test.value === 'number'
        ? `eq (int64 ${value}) ${test.value}`
        : `eq ${value} ${JSON.stringify(test.value)}`;
    case 'above': {
      const shape = scope.shapeOf(test.ref);
      const integer = shape?.kind !== 'number' || shape.integer;
      const above = `gt (${integer ? 'int' : 'float64'} ${value}) ${integer ? test.bound : `(float64 ${test.bound})`}`;
      return scope.isOptional(test.ref) && test.bound < 0 ? `and (not (kindIs "invalid" ${value})) (${above})` : above;
    }
    case 'has':
      return `hasKey ${value} ${goString(test.key)}`;
  }
}

/** Whether everything that a shape allows is true for Go's `if`, so that `if` asks for presence. */
export function truthyIsPresent(shape: Shape | undefined): boolean {
  switch (shape?.kind) {
    case 'string':
      return (
        shape.min > 0 || (shape.patterns.length > 0 && !shape.patterns.every((pattern) => new RegExp(pattern).test('')))
      );
    case 'number':
      return shape.min > 0 || shape.max < 0;
    case 'enum':
      return shape.members.every(Boolean);
    case 'array':
    case 'record':
      return shape.min > 0;
    case 'object':
      return shape.fields.some((field) => !field.optional && field.default === undefined);
    default:
      return false;
  }
}

/** A rule's condition as a Go template pipeline; values are at the top. */
export function ruleCondition(rule: Condition, lists: Pick<ListTemplates, 'unique'>): string {
  const at = (path: string): string => {
    const keys = path.split('.');
    return keys
      .reduce((text, key, i) => (i > 0 ? `(${text}).${key}` : `${text}.${key}`), '.Values')
      .replace(/^\(\.Values\.(\w+)\)/, '.Values.$1');
  };
  switch (rule.op) {
    case 'truthy':
      return at(rule.path);
    case 'equals':
      return typeof rule.value === 'number'
        ? `eq (float64 ${at(rule.path)}) (float64 ${rule.value})`
        : `eq ${at(rule.path)} ${JSON.stringify(rule.value)}`;
    case 'atMost':
      return `or (kindIs "invalid" ${at(rule.left)}) (kindIs "invalid" ${at(rule.right)}) (le (float64 ${at(rule.left)}) (float64 ${at(rule.right)}))`;
    case 'same':
      return `and (not (kindIs "invalid" ${at(rule.left)})) (eq ${at(rule.left)} ${at(rule.right)})`;
    case 'unique':
      return lists.unique(at(rule.path), rule.key ?? '');
    case 'not':
      return `not ${argument(ruleCondition(rule.of, lists))}`;
    case 'all':
    case 'any':
      if (rule.of.length === 0) return rule.op === 'all' ? 'true' : 'false';
      return [rule.op === 'all' ? 'and' : 'or', ...rule.of.map((part) => argument(ruleCondition(part, lists)))].join(
        ' ',
      );
  }
}
