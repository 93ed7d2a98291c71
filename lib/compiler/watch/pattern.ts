import type { Expr } from '../ir';
import type { PathStep } from '../markers';
import { optionOf, type Shape } from '../shape';
import type { ValueSample } from '../sample';
import { isInCode } from './recorder';

/**
 * A value of a chart wherever it stands in lists and records: `hosts[].name`, `env.*`; or a key, a place in a list, the release's; or what is derived
 * from a list, by its number.
 */
export interface Pattern {
  readonly of: 'value' | 'key' | 'index' | 'release' | 'derived';
  readonly path: readonly PatternStep[];
}

/** A field, any item of a list, any entry of a record. */
export type PatternStep = string | typeof ITEM | typeof ENTRY;
export const ITEM = Symbol('item');
export const ENTRY = Symbol('entry');

/** An expression over values wherever they stand. */
export type PatternExpr = Expr<Pattern>;

/** Identity of a pattern. */
export function patternKey({ of, path }: Pattern): string {
  return `${of}:${path.map((step) => (step === ITEM ? '[]' : step === ENTRY ? '{}' : `.${step}`)).join('')}`;
}

/** Identity of an expression. */
export function exprKey(expr: PatternExpr): string {
  switch (expr.e) {
    case 'const':
      return `${typeof expr.value}'${String(expr.value)}'`;
    case 'call':
      return `${expr.fn}(${expr.args.map(exprKey).join(',')})`;
    case 'among':
      return `${expr.ask} ${expr.of?.join('.') ?? ''} ${expr.start ?? ''}<${patternKey(expr.over)}>${JSON.stringify([expr.when, expr.item])}`;
    case 'joined':
      return `joined by '${expr.separator}'`;
    case 'ref':
      return `${expr.apply ?? ''}<${patternKey(expr.ref)}>`;
    default:
      return `${expr.e}<${patternKey(expr.ref)}>`;
  }
}

/** A step of a path into values as one of a pattern. */
export const asPattern = (step: PathStep): PatternStep =>
  typeof step === 'number' ? ITEM : typeof step === 'object' ? ENTRY : step;

/** A value of a sample with where it stands. */
export interface Leaf<Of extends Pattern['of'] = Pattern['of']> {
  readonly pattern: Pattern & { readonly of: Of };
  readonly path: readonly PathStep[];
  readonly value: unknown;
}

/** What values of a sample can be made another. */
export type Settable = Leaf<Exclude<Pattern['of'], 'index' | 'derived'>>;

/** Everything in a sample's values, and at which place of its list each item is. */
export function placesOf(sample: Pick<ValueSample, 'values' | 'release'>, shape: Shape): Leaf[] {
  const indices: Leaf<'index'>[] = [];
  const leaves = leavesOf(sample, shape, indices);
  return [...leaves, ...indices];
}

/** Everything in a sample's values: scalars, lists, maps, keys of records, the release's name and namespace. */
export function leavesOf(
  sample: Pick<ValueSample, 'values' | 'release'>,
  shape: Shape,
  indices: Leaf<'index'>[] = [],
): Settable[] {
  const leaves: Settable[] = [];
  const { name, namespace } = sample.release;
  leaves.push({ pattern: { of: 'release', path: ['name'] }, path: ['name'], value: name });
  leaves.push({ pattern: { of: 'release', path: ['namespace'] }, path: ['namespace'], value: namespace });
  const walk = (value: unknown, at: Shape, path: readonly PathStep[], pattern: readonly PatternStep[]): void => {
    if (value === undefined) return;
    if (path.length > 0) leaves.push({ pattern: { of: 'value', path: pattern }, path, value });
    if (value === null || typeof value !== 'object') return;
    if (at.kind === 'object') {
      for (const field of at.fields)
        walk((value as Record<string, unknown>)[field.key], field.shape, [...path, field.key], [...pattern, field.key]);
    } else if (at.kind === 'array' && Array.isArray(value)) {
      value.forEach((item: unknown, i) => {
        indices.push({ pattern: { of: 'index', path: [...pattern, ITEM] }, path: [...path, i], value: i });
        walk(item, at.item, [...path, i], [...pattern, ITEM]);
      });
    } else if (at.kind === 'record') {
      for (const [key, inner] of Object.entries(value)) {
        const below = [...path, { key }];
        leaves.push({ pattern: { of: 'key', path: [...pattern, ENTRY] }, path: below, value: key });
        // What the code asks for by name stands at a path of its own.
        if (isInCode(key)) walk(inner, at.value, below, [...pattern, key]);
        walk(inner, at.value, below, [...pattern, ENTRY]);
      }
    } else if (at.kind === 'union') {
      const option = optionOf(at, value);
      if (option) walk(value, option, path, pattern);
    }
  };
  walk(sample.values, shape, [], []);
  return leaves;
}
