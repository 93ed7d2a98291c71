import type { Json } from '../manifests/manifest';
import type { Decider } from './decide';
import { exprValue, valueOf } from './evaluate';
import { explain, type Choice } from './explain';
import type { Expr, Node, Ref } from './ir';
import type { Case, Seen } from './place';
import { shapeAt, type Shape } from './shape';

/** A constant, or what is computed from values. */
export type Scalar = { readonly literal: number | boolean } | { readonly expr: Expr };

/** How a number comes from the values: itself, shifted and scaled, a length, an index, or one of some constants. */
export function inferNumber(decider: Decider, seen: readonly Seen<number>[]): Choice<Scalar> | undefined {
  const first = seen[0];
  if (!first) return undefined;
  const literals = [...new Set(seen.map(({ value }) => value))].map((literal): Scalar => ({ literal }));
  if (literals.length === 1) return { leaf: literals[0] as Scalar };
  const refs = numbersAt(first.at);
  const cases = seen.map(({ at }) => at);
  const exprs: Expr[] = [
    ...refs.map((ref): Expr => ({ e: 'ref', ref })),
    ...refs.filter((ref) => isInteger(ref, first.at)).flatMap((ref) => affine(ref, seen)),
    ...containersAt(first.at).map((ref): Expr => ({ e: 'length', ref })),
    ...decider.advice.at(first.at.scopes).numbers,
  ];
  const candidates: Scalar[] = [
    ...exprs.map((expr) => ({ expr })),
    ...(literals.length <= 12 ? literals : oftenSeen(seen)),
  ];
  const values = new Map<Scalar, unknown[]>();
  for (const candidate of candidates)
    if ('expr' in candidate)
      values.set(
        candidate,
        cases.map((at) => exprValue(candidate.expr, at.env)),
      );
  return explain(decider, cases, candidates, (candidate, i) => {
    const value = seen[i]?.value;
    return 'literal' in candidate ? candidate.literal === value : values.get(candidate)?.[i] === value;
  });
}

/** Constants among values that are mostly computed: a port of ours where another choice takes one from the values. */
function oftenSeen(seen: readonly Seen<number>[]): Scalar[] {
  const counts = new Map<number, number>();
  for (const { value } of seen) counts.set(value, (counts.get(value) ?? 0) + 1);
  const often = [...counts].filter(([, count]) => count >= 3).sort(([, a], [, b]) => b - a);
  return often.slice(0, 12).map(([literal]): Scalar => ({ literal }));
}

/** Shifts of a number that more than one case agrees on, and a scale where all agree. */
function affine(ref: Ref, seen: readonly Seen<number>[]): Expr[] {
  const points = seen.flatMap(({ at, value }) => {
    const n = valueOf(ref, at.env);
    return typeof n === 'number' ? [{ n, value }] : [];
  });
  const shifts = new Map<number, Set<number>>();
  for (const { n, value } of points) shifts.set(value - n, (shifts.get(value - n) ?? new Set()).add(n));
  const found: Expr[] = [...shifts]
    .filter(([add, ns]) => add !== 0 && ns.size >= 3)
    .map(([add]) => ({ e: 'affine', ref, factor: 1, add }));
  const [a, b] = [points[0], points.find((p) => p.n !== points[0]?.n)];
  if (a && b) {
    const factor = (b.value - a.value) / (b.n - a.n);
    const add = a.value - factor * a.n;
    const distinct = new Set(points.map((p) => p.n)).size;
    if (Number.isInteger(factor) && factor !== 1 && factor !== 0 && distinct >= 3)
      if (points.every((p) => p.value === factor * p.n + add)) found.push({ e: 'affine', ref, factor, add });
  }
  return found;
}

/** How a boolean comes from the values. */
export function inferBoolean(decider: Decider, seen: readonly Seen<boolean>[]): Choice<Scalar> | undefined {
  const first = seen[0];
  if (!first) return undefined;
  const refs = refsAt(first.at, (shape) => shape.kind === 'boolean');
  const candidates: Scalar[] = [
    ...refs.map((ref): Scalar => ({ expr: { e: 'ref', ref } })),
    ...refs.map((ref): Scalar => ({ expr: { e: 'not', ref } })),
    { literal: true },
    { literal: false },
  ];
  const cases = seen.map(({ at }) => at);
  return explain(decider, cases, candidates, (candidate, i) => {
    const one = seen[i] as Seen<boolean>;
    return ('literal' in candidate ? candidate.literal : exprValue(candidate.expr, one.at.env)) === one.value;
  });
}

/** A choice between scalars as a node. */
export function scalarNode(choice: Choice<Scalar>): Node {
  if ('when' in choice)
    return { n: 'choice', when: choice.when, then: scalarNode(choice.then), else: scalarNode(choice.else) };
  const { leaf } = choice;
  return 'literal' in leaf ? { n: 'literal', value: leaf.literal as Json } : { n: 'value', expr: leaf.expr };
}

const known = new WeakMap<Shape, { shape: Shape; path: string[] }[]>();

/** References to everything of some shape that a place can see without an index, innermost scope first. */
export function refsAt(at: Case, wanted: (shape: Shape) => boolean): (Ref & { from: 'value' })[] {
  const refs: (Ref & { from: 'value' })[] = [];
  for (let scope = at.scopes.length; scope >= 0; scope--) {
    const shape = at.shapeOf(scope);
    let below = known.get(shape);
    if (!below) known.set(shape, (below = [...walk(shape, [])]));
    for (const { shape: inner, path } of below) if (wanted(inner)) refs.push({ from: 'value', scope, path });
  }
  return refs;
}

function* walk(shape: Shape, path: string[]): Generator<{ shape: Shape; path: string[] }> {
  yield { shape, path };
  if (shape.kind === 'object') for (const field of shape.fields) yield* walk(field.shape, [...path, field.key]);
  if (shape.kind === 'union') for (const option of shape.of) if (option.kind !== 'union') yield* walk(option, path);
}

function numbersAt(at: Case): Ref[] {
  const numbers: Ref[] = refsAt(at, (shape) => shape.kind === 'number');
  return [...numbers, ...at.scopes.map((_, i): Ref => ({ from: 'index', scope: i + 1 }))];
}

/** Go's templates count in fractions another way than JavaScript. */
function isInteger(ref: Ref, at: Case): boolean {
  if (ref.from !== 'value') return true;
  const shape = shapeAt(at.shapeOf(ref.scope), ref.path);
  return shape?.kind === 'number' && shape.integer;
}

const containersAt = (at: Case): Ref[] => refsAt(at, (shape) => shape.kind === 'array' || shape.kind === 'record');
