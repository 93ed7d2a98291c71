import type { Output } from './run';
import type { Sampler, ValueSample } from './sample';
import { tagOf, type Field, type ObjectShape, type Shape } from './shape';
import { withValue } from './thresholds';
import { originOf } from './watch/origins';
import { TWICE } from './words-of-users';

/** Whether it mattered that items of a list are alike: two constructs had the same id, or each item was taken once. */
export function isAboutTwins({ refusal, made }: Pick<Output, 'refusal' | 'made'>): boolean {
  if (refusal) return refusal.message === TWICE;
  return made.some((list) => {
    const origin = originOf(list);
    return origin?.how === 'viewed' && origin.view === 'distinct';
  });
}

/** A list of the values, and the field by which its items may have to differ: '' for the items themselves. */
export interface Listed {
  readonly path: readonly string[];
  readonly key: string;
}

/** Lists whose items may have to differ. */
export function* listsIn(shape: Shape, path: readonly string[] = []): Generator<Listed, void> {
  if (shape.kind === 'object') for (const field of shape.fields) yield* listsIn(field.shape, [...path, field.key]);
  if (shape.kind !== 'array') return;
  if (isWord(shape.item)) yield { path, key: '' };
  if (shape.item.kind === 'object')
    for (const { key, shape: field } of sharedFields(shape.item)) if (isWord(field)) yield { path, key };
}

/** Fields that a map has, whichever of a union it is; the word that tells which is none. */
function sharedFields({ fields, variants = [fields] }: ObjectShape): readonly Field[] {
  const tag = variants.length > 1 ? tagOf(variants.map((own) => ({ fields: own }))) : undefined;
  return fields.filter(({ key }) => key !== tag && variants.every((own) => own.some((field) => field.key === key)));
}

const isWord = ({ kind }: Shape): boolean => kind === 'string' || kind === 'number' || kind === 'enum';

/**
 * Values with the second item of a list like the first one, or with something else that it may have; undefined where there are no
 * two, or the rules forbid it.
 */
export function withTwins(
  sample: ValueSample,
  { path, key }: Listed,
  sampler: Sampler,
  other?: string,
): ValueSample | undefined {
  let at: unknown = sample.values;
  for (const step of path) at = (at as Record<string, unknown> | undefined)?.[step];
  const [first, second] = (at ?? []) as readonly unknown[];
  if (first === undefined || second === undefined) return undefined;
  const like = other ?? (key === '' ? first : (first as Record<string, unknown>)[key]);
  if (like === undefined) return undefined;
  const twin = [...path, 1, ...(key === '' ? [] : [key])];
  const values = withValue(sample.values, twin, like);
  if (!sampler.allowed(values)) return undefined;
  // The second one is no longer told by its text.
  const markers = sample.markers.filter(({ path: own }) => !twin.every((step, i) => own[i] === step));
  return { ...sample, values, markers, clear: false };
}

/** Values with the second and the third item of a list like the first one: what there is two of may be told from what there is more of. */
export function withTriplets(sample: ValueSample, listed: Listed, sampler: Sampler): ValueSample | undefined {
  const { path, key } = listed;
  let at: unknown = sample.values;
  for (const step of path) at = (at as Record<string, unknown> | undefined)?.[step];
  const [first, , third] = (at ?? []) as readonly unknown[];
  if (third === undefined) return undefined;
  const like = key === '' ? first : (first as Record<string, unknown>)[key];
  const last = [...path, 2, ...(key === '' ? [] : [key])];
  const values = like === undefined ? undefined : withValue(sample.values, last, like);
  const markers = sample.markers.filter(({ path: own }) => !last.every((step, i) => own[i] === step));
  return values && withTwins({ ...sample, values, markers }, listed, sampler);
}
