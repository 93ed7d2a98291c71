import { at } from '../../fields';
import { groupKind } from '../../manifest';
import type { Consequence, FieldChange, Pair } from '../change';

/** A change of the pod template replaces pods; how depends on the kind and its strategy. */
export function* rollout({ before, after }: Pair, changes: readonly FieldChange[]): Generator<Consequence> {
  if (!before || !after) return;
  const kind = groupKind(after);
  if (kind === 'batch/Job' || kind === 'Pod') return;
  if (kind === 'batch/CronJob') {
    if (changes.some(({ field }) => field.startsWith('spec.jobTemplate'))) {
      yield { sort: 'stale-pods', message: 'from the next run on' };
    }
    return;
  }
  const inTemplate = changes.filter(({ field }) => field.startsWith('spec.template'));
  if (inTemplate.length === 0) return;
  if (at(after, 'spec', 'updateStrategy', 'type') === 'OnDelete') {
    yield { sort: 'stale-pods', message: 'updateStrategy is OnDelete: pods stay as they are until they are deleted' };
  } else if (at(after, 'spec', 'paused') === true) {
    yield { sort: 'stale-pods', message: 'the rollout is paused' };
  } else {
    const recreate = at(after, 'spec', 'strategy', 'type') === 'Recreate';
    yield {
      sort: 'rolls-pods',
      message: `rolls pods: yes${recreate ? ', all at once (strategy Recreate): an outage' : ''}`,
    };
  }
}
