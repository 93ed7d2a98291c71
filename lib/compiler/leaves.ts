import type { PathStep } from './markers';
import { optionOf, type NumberShape, type Shape, type StringShape } from './shape';

/** A text or a number of a sample. */
export interface Leaf {
  readonly path: readonly PathStep[];
  readonly shape: StringShape | NumberShape;
  readonly value: unknown;
}

/** A free map of a sample. */
export interface FreeMap {
  readonly path: readonly PathStep[];
  readonly shape: Shape & { kind: 'record' };
  readonly value: Readonly<Record<string, unknown>>;
}

/** A step as it is used to look into values. */
export const plain = (step: PathStep): string | number => (typeof step === 'object' ? step.key : step);

/** Texts and numbers of values, wherever they stand. */
export function* leavesOf(shape: Shape, value: unknown, path: readonly PathStep[]): Generator<Leaf, void> {
  if (value === undefined || value === null) return;
  switch (shape.kind) {
    case 'string':
    case 'number':
      yield { path, shape, value };
      return;
    case 'object':
      for (const { key, shape: inner } of shape.fields)
        yield* leavesOf(inner, (value as Record<string, unknown>)[key], [...path, key]);
      return;
    case 'array':
      for (const [i, item] of (value as unknown[]).entries()) yield* leavesOf(shape.item, item, [...path, i]);
      return;
    case 'record':
      for (const [key, inner] of Object.entries(value)) yield* leavesOf(shape.value, inner, [...path, { key }]);
      return;
    case 'union': {
      const option = optionOf(shape, value);
      if (option) yield* leavesOf(option, value, path);
      return;
    }
    default:
  }
}

/** Free maps of values, wherever they stand. */
export function* recordsOf(shape: Shape, value: unknown, path: readonly PathStep[]): Generator<FreeMap, void> {
  if (typeof value !== 'object' || value === null) return;
  if (shape.kind === 'object')
    for (const { key, shape: inner } of shape.fields)
      yield* recordsOf(inner, (value as Record<string, unknown>)[key], [...path, key]);
  else if (shape.kind === 'array')
    for (const [i, item] of (value as unknown[]).entries()) yield* recordsOf(shape.item, item, [...path, i]);
  else if (shape.kind === 'record') {
    yield { path, shape, value: value as Record<string, unknown> };
    for (const [key, entry] of Object.entries(value)) yield* recordsOf(shape.value, entry, [...path, { key }]);
  }
}
