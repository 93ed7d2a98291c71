import { isMap } from '../../values/merge';
import { valueAt, type Path } from '../values/path';

/** What a template asks of the values before it renders a part of itself. */
export type Formula =
  | { readonly is: 'truthy'; readonly path: Path }
  | { readonly is: 'present'; readonly path: Path }
  | { readonly is: 'equal'; readonly path: Path; readonly value: Scalar }
  | { readonly is: 'compared'; readonly path: Path; readonly sign: Comparison; readonly value: number }
  | { readonly is: 'contains'; readonly path: Path; readonly how: Containment; readonly value: Scalar }
  | { readonly is: 'kind'; readonly path: Path; readonly kind: string }
  | { readonly is: 'not'; readonly of: Formula }
  | { readonly is: 'all' | 'any'; readonly of: readonly Formula[] }
  | { readonly is: 'unknown' };

export type Scalar = string | number | boolean | null;
export type Comparison = 'gt' | 'ge' | 'lt' | 'le';
export type Containment = 'contains' | 'hasPrefix' | 'hasSuffix' | 'has';

export const UNKNOWN: Formula = { is: 'unknown' };

/** One of several, or the only one. */
export function anyOf(parts: readonly Formula[]): Formula {
  const [only, ...more] = parts;
  return only && more.length === 0 ? only : { is: 'any', of: parts };
}

/** The opposite, without two `not` in a row. */
export const not = (of: Formula): Formula => (of.is === 'not' ? of.of : of.is === 'unknown' ? of : { is: 'not', of });

/** Paths that a formula speaks of. */
export function pathsOf(formula: Formula): Path[] {
  switch (formula.is) {
    case 'not':
      return pathsOf(formula.of);
    case 'all':
    case 'any':
      return formula.of.flatMap(pathsOf);
    case 'unknown':
      return [];
    default:
      return [formula.path];
  }
}

/** Whether values meet a formula; undefined where that can't be told. */
export function holds(formula: Formula, values: unknown): boolean | undefined {
  switch (formula.is) {
    case 'unknown':
      return undefined;
    case 'not': {
      const held = holds(formula.of, values);
      return held === undefined ? undefined : !held;
    }
    case 'all':
      return every(formula.of.map((part) => holds(part, values)));
    case 'any': {
      const opposite = every(formula.of.map((part) => negated(holds(part, values))));
      return negated(opposite);
    }
    default:
      return holdsFor(formula, valueAt(values, formula.path));
  }
}

const negated = (held: boolean | undefined): boolean | undefined => (held === undefined ? undefined : !held);

function every(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

type Test = Exclude<Formula, { is: 'not' | 'all' | 'any' | 'unknown' }>;

function holdsFor(test: Test, value: unknown): boolean {
  switch (test.is) {
    case 'truthy':
      return isTruthy(value);
    case 'present':
      return value !== undefined;
    case 'equal':
      return value === test.value || (value != null && textOf(value) === String(test.value));
    case 'compared':
      return compare(Number(value ?? 0), test.sign, test.value);
    case 'kind':
      return kindOf(value) === test.kind;
    case 'contains':
      return contains(value, test.how, test.value);
  }
}

/** What Go takes for true. */
export function isTruthy(value: unknown): boolean {
  if (value == null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isMap(value) || Object.keys(value).length > 0;
}

function compare(value: number, sign: Comparison, other: number): boolean {
  if (sign === 'gt') return value > other;
  if (sign === 'ge') return value >= other;
  return sign === 'lt' ? value < other : value <= other;
}

function contains(value: unknown, how: Containment, part: Scalar): boolean {
  if (how === 'has') return Array.isArray(value) && value.includes(part);
  const text = textOf(value ?? '');
  if (how === 'hasPrefix') return text.startsWith(String(part));
  return how === 'hasSuffix' ? text.endsWith(String(part)) : text.includes(String(part));
}

const textOf = (value: unknown): string =>
  typeof value === 'object' ? '' : JSON.stringify(value).replace(/^"|"$/g, '');

/** The name that `kindOf` of the templates has for a value. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'slice';
  if (isMap(value)) return 'map';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float64';
  return value == null ? 'invalid' : 'string';
}
