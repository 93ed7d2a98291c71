import { byCodePoint } from './code-points';
import type { Random } from './random';
import type { Sampler } from './sample';
import { LEARN, type SampleStyle } from './sample-style';
import type { NumberShape, Shape, StringShape } from './shape';
import { Texts } from './texts';
import { withValue } from './thresholds';

/** One value, and what else it can be. */
export interface Variable {
  readonly path: readonly string[];
  /** Other values; `undefined` where it may be absent. */
  readonly others: readonly unknown[];
}

/** Every value of a chart with a few others for it: all members, bounds, emptiness, absence. */
export function variablesOf(shape: Shape, base: unknown, random: Random, path: readonly string[] = []): Variable[] {
  if (shape.kind !== 'object') return [];
  return shape.fields.flatMap((field): Variable[] => {
    const at = [...path, field.key];
    const own = (base as Record<string, unknown> | undefined)?.[field.key] ?? undefined;
    if (field.shape.kind === 'object' && !field.shape.variants && !field.optional)
      return variablesOf(field.shape, own, random, at);
    const others = [...(field.optional && own !== undefined ? [undefined] : []), ...valuesOf(field.shape, random)];
    const distinct = new Map(others.map((value) => [JSON.stringify(value), value]));
    distinct.delete(JSON.stringify(own));
    return [{ path: at, others: [...distinct.values()] }];
  });
}

/** Some values of a shape, its edges among them. */
function valuesOf(shape: Shape, random: Random): unknown[] {
  switch (shape.kind) {
    case 'boolean':
      return [true, false];
    case 'enum':
      return [...shape.members];
    case 'number':
      return numbers(shape);
    case 'string':
      return texts(shape, random);
    case 'array':
      return [0, 1, 3]
        .filter((n) => n >= shape.min && n <= shape.max)
        .map((n) => Array.from({ length: n }, () => anyOf(shape.item, random)));
    case 'record':
      return [0, 1, 3].filter((n) => n >= shape.min).map((n) => record(shape, n, random));
    case 'object':
      return (shape.variants ?? [shape.fields, shape.fields]).map((fields) =>
        anyOf({ kind: 'object', fields }, random),
      );
    case 'union':
      return shape.of.flatMap((option) => valuesOf(option, random).slice(0, 2));
    case 'json':
      return [anyOf(shape, random), {}];
  }
}

function anyOf(shape: Shape, random: Random): unknown {
  if (shape.kind === 'object')
    return Object.fromEntries(
      random
        .pick(shape.variants ?? [shape.fields])
        .flatMap((field) => (field.optional && random.chance(0.5) ? [] : [[field.key, anyOf(field.shape, random)]])),
    );
  if (shape.kind === 'json') return { [random.word(4)]: random.word(4), nested: { list: [random.word(3), 7, true] } };
  return random.pick(valuesOf(shape, random));
}

function record(shape: Shape & { kind: 'record' }, count: number, random: Random): unknown {
  const keys = Array.from({ length: count }, () => Texts.of(shape.key).any(random)).sort(byCodePoint);
  return Object.fromEntries(keys.map((key) => [key, anyOf(shape.value, random)]));
}

function numbers({ min, max, step, integer }: NumberShape): number[] {
  const low = Math.max(min, -1e15);
  const high = Math.min(max, 1e15);
  const near = integer ? [low, low + (step || 1), high - (step || 1), high, 1000000] : [low, high, (low + high) / 2];
  return near.filter((value) => value >= min && value <= max && (!integer || value % (step || 1) === 0));
}

function texts(shape: StringShape, random: Random): string[] {
  const all = Texts.of(shape);
  const traps = all.traps();
  return [...all.edges, all.any(random), ...(traps.length > 0 ? [random.pick(traps), random.pick(traps)] : [])];
}

/** Value sets that differ from `base` in one value each. */
export function singleChanges(variables: readonly Variable[], base: unknown, sampler: Sampler): unknown[] {
  return variables.flatMap(({ path, others }) =>
    others.map((value) => change(base, path, value)).filter((values) => sampler.allowed(values)),
  );
}

/** Value sets in which any two values take any two of their others together, as far as the rules allow. */
export function pairwise(variables: readonly Variable[], base: unknown, sampler: Sampler, random: Random): unknown[] {
  const open = new Set<string>();
  variables.forEach((a, i) =>
    variables.slice(i + 1).forEach((b, k) => {
      for (const x of a.others.keys()) for (const y of b.others.keys()) open.add(`${i}:${x} ${i + 1 + k}:${y}`);
    }),
  );
  const sets: unknown[] = [];
  for (let tries = 0; open.size > 0 && tries < 400; tries++) {
    const first = [...open][random.between(0, Math.min(open.size - 1, 200))] as string;
    const chosen = new Map<number, number>(
      first.split(' ').map((pair) => pair.split(':').map(Number) as [number, number]),
    );
    for (const [i, { others }] of variables.entries()) {
      if (chosen.has(i) || others.length === 0) continue;
      const scores = others.map(
        (_, x) => [...chosen].filter(([j, y]) => open.has(pairKey(i, x, j, y))).length + random.next(),
      );
      chosen.set(i, scores.indexOf(Math.max(...scores)));
    }
    let values: unknown = base;
    for (const [i, x] of chosen) {
      const next = change(values, variables[i]?.path ?? [], variables[i]?.others[x]);
      // A combination that a rule forbids goes without this value.
      if (sampler.allowed(next)) values = next;
      else chosen.delete(i);
    }
    const before = open.size;
    for (const [i, x] of chosen) for (const [j, y] of chosen) if (i < j) open.delete(`${i}:${x} ${j}:${y}`);
    open.delete(first);
    if (open.size < before) sets.push(values);
  }
  return sets;
}

const pairKey = (i: number, x: number, j: number, y: number): string =>
  i < j ? `${i}:${x} ${j}:${y}` : `${j}:${y} ${i}:${x}`;

function change(values: unknown, path: readonly string[], value: unknown): unknown {
  if (value !== undefined) return withValue(values, path, value);
  const [key, ...rest] = path;
  const copy = { ...(values as Record<string, unknown>) };
  if (key === undefined) return copy;
  if (rest.length === 0) delete copy[key];
  else copy[key] = change(copy[key], rest, value);
  return copy;
}

/** Random values of every sort: usual ones, bounds, empty ones, texts that look like something else, equal ones. */
export const RANDOM_STYLES: readonly SampleStyle[] = [
  { ...LEARN, lengths: [0, 1, 2, 4] },
  { calm: 0.9, blank: 0.05, traps: 0, defaults: 0.9, lengths: [0, 1, 2, 3], repeats: 0 },
  { calm: 0.3, blank: 0.1, traps: 0.5, defaults: 0.1, lengths: [0, 1, 2, 3], repeats: 0 },
  { calm: 0.6, blank: 0.1, traps: 0.1, defaults: 0.2, lengths: [0, 1, 2, 3], repeats: 0.3 },
  // The same over and over: what is made once for equal elements.
  { calm: 0.5, blank: 0, traps: 0, defaults: 0.1, lengths: [2, 3], repeats: 0.9 },
  { calm: 0.3, blank: 0, traps: 0, defaults: 0, lengths: [0, 1, 2, 3], repeats: 0.9 },
  // What the code's own constants are part of.
  { calm: 0.3, blank: 0, traps: 0, literals: 0.8, defaults: 0, lengths: [0, 1, 2, 3], repeats: 0.1 },
  { calm: 0.6, blank: 0.1, traps: 0.1, literals: 0.4, defaults: 0.2, lengths: [0, 1, 2], repeats: 0.1 },
  // One element of each, and nothing in the texts.
  { calm: 0.5, blank: 1, traps: 0, defaults: 0, lengths: [1], repeats: 0 },
];
