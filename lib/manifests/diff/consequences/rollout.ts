import { at } from '../../fields';
import type { Consequence, FieldChange, Pair } from '../change';
import { presentKind } from '../pair-up';

/** A change of the pod template replaces pods; how depends on the kind and its strategy. */
export function* rollout({ before, after }: Pair, changes: readonly FieldChange[]): Generator<Consequence> {
  if (!before || !after) return;
  const kind = presentKind(after);
  if (kind === 'batch/Job' || kind === 'Pod') return;
  if (kind === 'batch/CronJob') {
    if (changes.some(({ field }) => field.startsWith('spec.jobTemplate'))) yield later('from the next run on');
    return;
  }
  // A Deployment compares amounts, the others what is stored.
  const counts = ({ same }: FieldChange): boolean => !same || kind !== 'apps/Deployment';
  if (!changes.some((change) => change.field.startsWith('spec.template') && counts(change))) return;
  const waits = whyPodsStay(kind, after);
  if (waits !== undefined) {
    yield later(waits);
    return;
  }
  const recreate = at(after, 'spec', 'strategy', 'type') === 'Recreate';
  const how = recreate ? ', all at once (strategy Recreate): an outage' : '';
  yield { sort: 'rolls-pods', message: `rolls pods: yes${how}` };
  // A strategy that becomes Recreate is told where availability is.
  if (recreate && at(before, 'spec', 'strategy', 'type') === 'Recreate') {
    yield outage('all pods stop before the new ones start (strategy Recreate)');
  }
  const replicas = Number(at(after, 'spec', 'replicas') ?? 1);
  if (kind === 'apps/StatefulSet' && replicas === 1) yield outage('its only pod stops before the new one starts');
  if (kind === 'apps/Deployment' && !recreate && missing(after) >= replicas) {
    yield outage(`maxUnavailable lets all ${replicas} pods stop before new ones are ready`);
  }
}

const outage = (message: string): Consequence => ({ sort: 'lowers-availability', message, isOutage: true });

/** How many pods a rolling update may take at once. */
function missing(deployment: Pair['after']): number {
  const most = at(deployment, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable');
  const replicas = Number(at(deployment, 'spec', 'replicas') ?? 1);
  return typeof most === 'string' ? Math.floor((parseFloat(most) / 100) * replicas) : Number(most ?? 0);
}

const later = (message: string): Consequence => ({ sort: 'stale-pods', message });

function whyPodsStay(kind: string, after: Pair['after']): string | undefined {
  if (/^(?:apps\/ReplicaSet|ReplicationController)$/.test(kind))
    return `a ${after?.kind ?? kind} replaces no pods: they stay as they are until they are deleted`;
  if (at(after, 'spec', 'updateStrategy', 'type') === 'OnDelete') {
    return 'updateStrategy is OnDelete: pods stay as they are until they are deleted';
  }
  if (at(after, 'spec', 'paused') === true) return 'the rollout is paused';
  const replicas = at(after, 'spec', 'replicas');
  if (replicas === 0) return 'there are no pods (replicas: 0)';
  const partition = at(after, 'spec', 'updateStrategy', 'rollingUpdate', 'partition');
  if (kind === 'apps/StatefulSet' && typeof partition === 'number' && partition >= Number(replicas)) {
    return `partition ${partition} leaves all ${String(replicas)} pods as they are`;
  }
  return undefined;
}
