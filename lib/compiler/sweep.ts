import { pathName, type PathStep } from './markers';
import { LEARN } from './sample-style';
import type { Asked, Sampler, ValueSample } from './sample';
import type { NumberShape, Shape, StringShape } from './shape';
import { Texts } from './texts';
import { withValue } from './thresholds';

/** Most value sets of a sweep: of charts with many values, some are left out. */
const MOST = 400;
/** Texts of the code's constants for each value. */
const MOST_LITERALS = 60;

/** A text or a number of a sample. */
interface Leaf {
  readonly path: readonly PathStep[];
  readonly shape: StringShape | NumberShape;
  readonly value: unknown;
}

/**
 * Every text and number in turn at each of what is special: texts that look like something else, and what is made of the
 * constants in the author's code. All else is as usual.
 */
export function sweep(shape: Shape, sampler: Sampler): ValueSample[] {
  const { random } = sampler;
  const swept = new Map<string, { readonly base: ValueSample; readonly leaf: Leaf }>();
  for (const lengths of [[1], [2], [1, 2, 3]]) {
    const base = sampler.draw({ ...LEARN, calm: 0.2, lengths });
    for (const leaf of leavesOf(shape, base.values, [])) {
      const place = pathName(leaf.path);
      if (!swept.has(place)) swept.set(place, { base, leaf });
    }
  }
  const all: (() => ValueSample | undefined)[] = [];
  for (const [place, { base, leaf }] of swept)
    for (const value of specialOf(leaf.shape, sampler))
      all.push(() => {
        const values = withValue(base.values, leaf.path.map(plain), value);
        if (!sampler.allowed(values)) return undefined;
        return { values, release: base.release, markers: [], clear: false, asked: [{ place, value }] };
      });
  const chosen: ValueSample[] = [];
  while (all.length > 0 && chosen.length < MOST) {
    const [make] = all.splice(random.between(0, all.length - 1), 1);
    const sample = make?.();
    if (sample) chosen.push(sample);
  }
  return chosen;
}

/** The texts of a sample, by where they stand. */
export const textsOf = (shape: Shape, { values }: ValueSample): Asked[] =>
  [...leavesOf(shape, values, [])].flatMap(({ path, shape: { kind }, value }) =>
    kind === 'string' ? [{ place: pathName(path), value: value as string }] : [],
  );

const plain = (step: PathStep): string | number => (typeof step === 'object' ? step.key : step);

function specialOf(shape: StringShape | NumberShape, { literals, random }: Sampler): ReadonlySet<string | number> {
  const found = new Set<string | number>();
  if (shape.kind === 'number') {
    const { min, max, step, integer } = shape;
    for (let i = 0; i < MOST_LITERALS; i++) {
      const value = literals.number(random);
      if (value === undefined) break;
      if (value < min || value > max || (integer && !Number.isSafeInteger(value))) continue;
      if (!step || (value - min) % step === 0) found.add(value);
    }
    return found;
  }
  const texts = Texts.of(shape);
  for (const text of texts.traps()) found.add(text);
  for (let i = 0; i < MOST_LITERALS; i++) {
    const text = literals.text(random, () => texts.any(random));
    if (text !== undefined && texts.allows(text)) found.add(text);
  }
  return found;
}

function* leavesOf(shape: Shape, value: unknown, path: readonly PathStep[]): Generator<Leaf, void> {
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
    default:
  }
}
