import type { FunctionName } from './functions';
import type { Among, CompiledTemplates, Expr, Ref } from './ir';
import { leavesOf } from './leaves';
import { pathName } from './markers';
import { schemaPath } from './refused-keys';
import { shapeAt, type Shape } from './shape';
import { hasDigits } from './texts';
import { visit } from './unused';
import { valuePath } from './value-path';

/** How large integers of the values may be, either way, and those that texts hold, by their paths as a schema has them. */
export type Bounds = ReadonlyMap<string, number>;

/**
 * Integers that are counted with may not be so large that JavaScript does not hold what comes out exactly: synth would round it, and
 * Helm would not. Where the schema lets them be, they are bounded in the chart.
 */
export function boundsOf(shape: Shape, templates: CompiledTemplates): Bounds {
  const bounds = new Map<string, number>();
  visit(templates, [], (node, scopes) => {
    if (!isComputed(node)) return;
    const size = new Sizes(shape, scopes);
    const { factor, degree } = size.of(node);
    if (degree === 0) return;
    const most = Math.floor((Number.MAX_SAFE_INTEGER / Math.max(1, factor)) ** (1 / degree));
    for (const path of size.free) bounds.set(path, Math.min(bounds.get(path) ?? Infinity, most));
  });
  return bounds;
}

const isComputed = (node: object): node is Expr => {
  const { e, fn } = node as { readonly e?: string; readonly fn?: string };
  return e === 'affine' || e === 'among' || (e === 'call' && fn !== undefined && COMPUTED.has(fn));
};

/** Functions that may give more than they are given. */
const COMPUTED: ReadonlySet<string> = new Set(['add', 'sub', 'mul', 'int', 'div', 'divUp', 'ratio']);

/** How large something is at most: `factor · b ^ degree`, where no value that is free is larger than `b`. */
interface Size {
  readonly factor: number;
  readonly degree: number;
}

const NOTHING: Size = { factor: 0, degree: 0 };
const larger = (a: Size, b: Size): Size => ({
  factor: Math.max(a.factor, b.factor),
  degree: Math.max(a.degree, b.degree),
});

/** Of a list that is summed up so many items may be as large as they can be: with more, what the schema takes would be too small to be of use. */
const MOST_SUMMED = 16;

/** Sizes of expressions over values. */
class Sizes {
  /** Values of which the schema does not say how large they are, or not small enough. */
  readonly free = new Set<string>();

  constructor(
    private readonly shape: Shape,
    private readonly scopes: readonly (readonly string[])[],
  ) {}

  of(expr: Expr): Size {
    switch (expr.e) {
      case 'const':
        return typeof expr.value === 'number' ? { factor: Math.abs(expr.value), degree: 0 } : NOTHING;
      case 'ref':
        return this.value(expr.ref);
      case 'affine': {
        const { factor, degree } = this.value(expr.ref);
        return { factor: factor * Math.abs(expr.factor) + Math.abs(expr.add), degree };
      }
      case 'among':
        return this.among(expr);
      case 'call':
        return this.call(expr.fn, expr.args);
      default:
        return NOTHING;
    }
  }

  private value(ref: Ref): Size {
    const path = valuePath(ref, this.scopes);
    const at = path && shapeAt(this.shape, path);
    if (at?.kind !== 'string' && !(at?.kind === 'number' && at.integer)) return NOTHING;
    const most = at.kind === 'number' ? Math.max(at.max, -at.min) : Infinity;
    if (most <= SMALL) return { factor: most, degree: 0 };
    this.free.add(schemaPath(this.shape, path ?? []));
    return { factor: 1, degree: 1 };
  }

  private among({ ask, over, item, of = [] }: Among): Size {
    if (ask !== 'sum' && !item) return NOTHING;
    const inside = new Sizes(this.shape, [[...(valuePath(over, this.scopes) ?? []), '*']]);
    const { factor, degree } = inside.of(item ?? { e: 'ref', ref: { from: 'value', scope: 1, path: of } });
    for (const path of inside.free) this.free.add(path);
    return { factor: ask === 'sum' ? factor * MOST_SUMMED : factor, degree };
  }

  private call(fn: FunctionName, args: readonly Expr[]): Size {
    const sizes = args.map((arg) => this.of(arg));
    const [a = NOTHING, b = NOTHING] = sizes;
    switch (fn) {
      case 'add':
      case 'sub':
        return { factor: a.factor + b.factor, degree: Math.max(a.degree, b.degree) };
      case 'mul':
        return { factor: a.factor * b.factor, degree: a.degree + b.degree };
      case 'int':
      case 'div':
      case 'divUp':
      case 'ratio':
      case 'mod':
        return a;
      case 'min':
      case 'max':
      case 'default':
      case 'or':
      case 'entry':
      case 'ternary':
        return sizes.reduce(larger, NOTHING);
      default:
        return NOTHING;
    }
  }
}

/** What the schema bounds by this is let be. */
const SMALL = 1_000_000;

/** A shape whose integers are within bounds. */
export function boundedShape(shape: Shape, bounds: Bounds, path = ''): Shape {
  if (bounds.size === 0) return shape;
  const below = (inner: Shape, name: string): Shape => boundedShape(inner, bounds, name);
  switch (shape.kind) {
    case 'number': {
      const most = bounds.get(path);
      return most === undefined ? shape : { ...shape, min: Math.max(shape.min, -most), max: Math.min(shape.max, most) };
    }
    case 'string': {
      const most = bounds.get(path);
      return most === undefined ? shape : { ...shape, digits: digitsOf(most) };
    }
    case 'array':
      return { ...shape, item: below(shape.item, `${path}[]`) };
    case 'record':
      return { ...shape, value: below(shape.value, path ? `${path}.*` : '*') };
    case 'union':
      return { ...shape, of: shape.of.map((option) => below(option, path)) };
    case 'object': {
      const field = <F extends { readonly key: string; readonly shape: Shape }>(one: F): F => ({
        ...one,
        shape: below(one.shape, path ? `${path}.${one.key}` : one.key),
      });
      const { variants } = shape;
      return {
        ...shape,
        fields: shape.fields.map(field),
        ...(variants && { variants: variants.map((fields) => fields.map(field)) }),
      };
    }
    default:
      return shape;
  }
}

/** How many digits a number has that is surely not larger. */
export const digitsOf = (most: number): number => Math.min(15, Math.floor(Math.log10(most)));

/** The digits that texts may have in which a number is read, by their paths. */
export function digitsIn(shape: Shape, bounds: Bounds): ReadonlyMap<string, number> {
  const isText = (path: string): boolean => shapeAt(shape, path.replaceAll('[]', '.*').split('.'))?.kind === 'string';
  return new Map([...bounds].filter(([path]) => isText(path)).map(([path, most]) => [path, digitsOf(most)]));
}

/** Whether all integers of values, and those in texts, are within bounds. */
export const isWithin = (shape: Shape, bounds: Bounds, values: unknown): boolean =>
  bounds.size === 0 ||
  [...leavesOf(shape, values, [])].every(({ path, value }) => {
    const most = bounds.get(pathName(path)) ?? Infinity;
    if (typeof value === 'string') return most === Infinity || !hasDigits(value, digitsOf(most) + 1);
    return typeof value !== 'number' || Math.abs(value) <= most;
  });
