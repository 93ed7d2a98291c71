import { at } from '../../fields';
import type { Consequence, FieldChange, StoredPair } from '../change';

/** Fields that say how many or how much, and what they are called in a summary. */
const SCALES: readonly [field: RegExp, name: string][] = [
  [/^spec\.replicas$/, 'replicas'],
  [/^spec\.minReplicas$/, 'at least'],
  [/^spec\.maxReplicas$/, 'at most'],
  [/^spec\.instances$/, 'instances'],
  [/^spec\.resources\.requests\.storage$/, 'storage'],
  [/^spec\.schedule$/, 'schedule'],
];

/** Numbers of pods and sizes of volumes. */
export function* scale(
  { before, after, written }: StoredPair,
  changes: readonly FieldChange[],
): Generator<Consequence> {
  if (!before || !after) return;
  for (const { field, before: was, after: is } of changes) {
    const name = SCALES.find(([pattern]) => pattern.test(field))?.[1];
    if (name === undefined) continue;
    const isGone = name === 'replicas' && at(written.after, 'spec', 'replicas') === undefined;
    const why = isGone
      ? ' (not written any more: the API server makes it 1; an autoscaler puts its own number back)'
      : '';
    yield { sort: 'scales', message: `${name} ${show(was)} → ${show(is)}${why}` };
  }
  const was = at(before, 'spec', 'replicas');
  if (at(after, 'spec', 'replicas') === 0 && was !== 0)
    yield { sort: 'scales', message: 'switched off: no pod is left' };
}

const show = (value: unknown): string => (value === undefined ? 'unset' : JSON.stringify(value));
