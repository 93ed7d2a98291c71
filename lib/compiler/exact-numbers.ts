import type { Among, CompiledTemplates, Expr } from './ir';
import { leavesOf } from './leaves';
import { pathName } from './markers';
import { schemaPath } from './refused-keys';
import { shapeAt, type Shape } from './shape';
import { usedPaths, visit } from './unused';
import { valuePath } from './value-path';

/** How large integers of the values may be, either way, by their paths as a schema has them. */
export type Bounds = ReadonlyMap<string, number>;

/**
 * Integers that are multiplied, or added to, may not be so large that JavaScript does not count what comes out exactly: synth would
 * round it, and Helm would not. Where the schema lets them be, they are bounded in the chart.
 */
export function boundsOf(shape: Shape, templates: CompiledTemplates): Bounds {
  const bounds = new Map<string, number>();
  const bound = (part: unknown, scopes: readonly (readonly string[])[], most: number): void => {
    for (const path of usedPaths(part, scopes)) {
      const at = shapeAt(shape, path);
      const name = schemaPath(shape, path);
      if (at?.kind === 'number' && at.integer && Math.max(at.max, -at.min) > most)
        bounds.set(name, Math.min(bounds.get(name) ?? Infinity, most));
    }
  };
  visit(templates, [], (node, scopes) => {
    const { fn, args, factor, add } = node as Partial<Computed>;
    const { e, ask, over, of, item } = node as Partial<Omit<Among, 'e'>> & { readonly e?: string };
    if (e === 'affine') bound(node, scopes, exact(Math.abs(factor ?? 1), Math.abs(add ?? 0)));
    if (e === 'among' && ask === 'sum' && over) {
      const summed: Expr = item ?? { e: 'ref', ref: { from: 'value', scope: 1, path: of ?? [] } };
      bound(summed, [[...(valuePath(over, scopes) ?? []), '*']], exact(MOST_SUMMED, 0));
    }
    if (e !== 'call' || !args || (fn !== 'mul' && fn !== 'add' && fn !== 'sub')) return;
    const constant = args.find((arg) => arg.e === 'const')?.value;
    const one = typeof constant === 'number' ? Math.abs(constant) : undefined;
    const most =
      fn === 'mul' ? (one === undefined ? SQUARE_ROOT : exact(one, 0)) : one === undefined ? HALF : exact(1, one);
    for (const arg of args) bound(arg, scopes, most);
  });
  return bounds;
}

interface Computed {
  readonly fn: string;
  readonly args: readonly { readonly e: string; readonly value?: unknown }[];
  readonly factor: number;
  readonly add: number;
}

/** Of a list that is summed up there may be so many items. */
const MOST_SUMMED = 1000;

const exact = (factor: number, add: number): number =>
  Math.floor((Number.MAX_SAFE_INTEGER - add) / Math.max(1, factor));
const SQUARE_ROOT = Math.floor(Math.sqrt(Number.MAX_SAFE_INTEGER));
const HALF = Math.floor(Number.MAX_SAFE_INTEGER / 2);

/** A shape whose integers are within bounds. */
export function boundedShape(shape: Shape, bounds: Bounds, path = ''): Shape {
  if (bounds.size === 0) return shape;
  const below = (inner: Shape, name: string): Shape => boundedShape(inner, bounds, name);
  switch (shape.kind) {
    case 'number': {
      const most = bounds.get(path);
      return most === undefined ? shape : { ...shape, min: Math.max(shape.min, -most), max: Math.min(shape.max, most) };
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

/** Whether all integers of values are within bounds. */
export const isWithin = (shape: Shape, bounds: Bounds, values: unknown): boolean =>
  bounds.size === 0 ||
  [...leavesOf(shape, values, [])].every(
    ({ path, value }) => typeof value !== 'number' || Math.abs(value) <= (bounds.get(pathName(path)) ?? Infinity),
  );
