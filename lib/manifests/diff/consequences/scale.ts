import { at } from '../../fields';
import type { Consequence, FieldChange, Pair } from '../change';

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
export function* scale({ before, after }: Pair, changes: readonly FieldChange[]): Generator<Consequence> {
  if (!before || !after) return;
  for (const { field, before: was, after: is } of changes) {
    const name = SCALES.find(([pattern]) => pattern.test(field))?.[1];
    if (name === undefined) continue;
    if (is === undefined && field === 'spec.replicas') {
      const message = `replicas ${String(was)} → unset: the count stays what it is in the cluster, or an autoscaler's`;
      yield { sort: 'scales', message };
    } else yield { sort: 'scales', message: `${name} ${show(was)} → ${show(is)}` };
  }
  const was = at(before, 'spec', 'replicas');
  if (at(after, 'spec', 'replicas') === 0 && was !== 0)
    yield { sort: 'scales', message: 'switched off: no pod is left' };
}

const show = (value: unknown): string => (value === undefined ? 'unset' : JSON.stringify(value));
