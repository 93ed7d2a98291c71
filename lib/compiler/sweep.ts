import { inOrderOf } from '../values/order';
import { listsIn, withTwins } from './twins';
import { byCodePoint } from './code-points';
import { leavesOf, plain, recordsOf, type Leaf } from './leaves';
import { pathName } from './markers';
import { LEARN } from './sample-style';
import type { Asked, Sampler, ValueSample } from './sample';
import { takesNumber, type Shape } from './shape';
import { Texts } from './texts';
import { withValue } from './thresholds';

/** Most value sets of a sweep: of charts with many values, some are left out. */
const MOST = 400;
/** Texts of the code's constants for each value. */
const MOST_LITERALS = 60;

/**
 * Every text and number in turn at each of what is special: texts that look like something else, and what is made of the
 * constants in the author's code. All else is as usual.
 */
export function sweep(shape: Shape, sampler: Sampler): ValueSample[] {
  const { random } = sampler;
  const swept = new Map<string, { readonly base: ValueSample; readonly leaf: Leaf }>();
  const bases = [[1], [2], [1, 2, 3]].map((lengths) => sampler.draw({ ...LEARN, calm: 0.2, lengths }));
  for (const base of bases) {
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
  const records = new Set<string>();
  for (const base of bases)
    for (const { path, shape: inner, value } of recordsOf(shape, base.values, [])) {
      const place = `${pathName(path)} key`;
      if (records.has(place)) continue;
      records.add(place);
      const entry: unknown = Object.values(value)[0];
      if (entry === undefined) continue;
      for (const key of specialOf(inner.key, sampler))
        all.push(() => {
          const values = withValue(base.values, path.map(plain), withEntry(value, String(key), entry));
          if (!sampler.allowed(values)) return undefined;
          return { values, release: base.release, markers: [], clear: false, asked: [{ place, value: key }] };
        });
    }
  const chosen = [...twins(shape, bases, sampler)];
  while (all.length > 0 && chosen.length < MOST) {
    const [make] = all.splice(random.between(0, all.length - 1), 1);
    const sample = make?.();
    if (sample) chosen.push(sample);
  }
  return chosen;
}

/** Lists with two items that are alike: code may ask whether they differ. */
function* twins(shape: Shape, bases: readonly ValueSample[], sampler: Sampler): Generator<ValueSample, void> {
  for (const listed of listsIn(shape))
    for (const base of bases) {
      const sample = withTwins(base, listed, sampler);
      if (sample) yield { ...sample, markers: [] };
    }
}

function withEntry(map: Readonly<Record<string, unknown>>, key: string, entry: unknown): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(map), key])].sort(byCodePoint);
  return inOrderOf(Object.fromEntries(keys.map((one) => [one, one === key ? entry : map[one]])), keys);
}

/** The texts of a sample, by where they stand. */
export const textsOf = (shape: Shape, { values }: ValueSample): Asked[] =>
  [...leavesOf(shape, values, [])].flatMap(({ path, shape: { kind }, value }) =>
    kind === 'string' ? [{ place: pathName(path), value: value as string }] : [],
  );

function specialOf(shape: Leaf['shape'], { literals, random }: Sampler): ReadonlySet<string | number> {
  const found = new Set<string | number>();
  if (shape.kind === 'number') {
    for (let i = 0; i < MOST_LITERALS; i++) {
      const value = literals.number(random);
      if (value === undefined) break;
      if (takesNumber(shape, value)) found.add(value);
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
