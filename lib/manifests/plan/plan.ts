import { at } from '../fields';
import { diffObserved, worstFirst, type Change, type Consequence, type ObservedPair } from '../diff';
import { objectName, type KubeObject } from '../manifest';
import { outageLasts } from './downtime';
import type { Means, Observation } from './observation';
import type { Orphans } from './orphans';
import { overridden } from './overridden';

/** Everything that a cluster was asked. */
export interface Situation {
  readonly observations: readonly Observation[];
  /** What is in the namespaces beside: pods, Services, policies, autoscalers, with those of the manifests. */
  readonly surroundings: readonly KubeObject[];
  readonly orphans: Orphans;
  readonly means: Means;
}

/** What applying the manifests does to the cluster that was asked. */
export interface Plan {
  readonly changes: readonly Change[];
  /** Objects of the manifests that stay as they are. */
  readonly unchanged: readonly KubeObject[];
}

/** Puts together what a cluster answered: what changes, what is refused and why, and what follows from it. */
export function planOf({ observations, surroundings, orphans, means }: Situation): Plan {
  const pairs = observations.map((one) => [one, pairOf(one)] as const);
  const others = untouched(surroundings, observations, orphans);
  const gone = orphans.ours.map((live): ObservedPair => ({ live, result: undefined }));
  const accepted = pairs.flatMap(([, pair]) => pair ?? []);
  const told = new Map(
    diffObserved([...accepted, ...others.map((live) => ({ live, result: live })), ...gone], {
      deletes: means.deletes,
    }).map((change) => [change.manifest, change]),
  );
  const changes = pairs.flatMap(([one, pair]) => {
    const change = pair ? told.get(one.manifest) : undefined;
    if (pair) told.delete(one.manifest);
    return withAnswer(one, change, surroundings) ?? [];
  });
  const changed = new Set(changes.map(({ manifest }) => manifest));
  return {
    changes: [...changes, ...told.values(), ...orphans.perhaps.map(perhapsOrphaned)],
    unchanged: observations.map(({ manifest }) => manifest).filter((manifest) => !changed.has(manifest)),
  };
}

function pairOf({ answer, live, manifest }: Observation): ObservedPair | undefined {
  return answer.sort === 'accepted' ? { live, result: answer.result, manifest } : undefined;
}

/** What is in the cluster beside the manifests, and what of them is refused and so stays as it is. */
function untouched(
  surroundings: readonly KubeObject[],
  observations: readonly Observation[],
  { ours }: Orphans,
): KubeObject[] {
  const asked = new Set(
    observations.filter(({ answer }) => answer.sort === 'accepted').flatMap(({ live }) => live?.metadata.uid ?? []),
  );
  for (const { metadata } of ours) if (metadata.uid) asked.add(metadata.uid);
  const isMade = ({ metadata: { ownerReferences } }: KubeObject): boolean =>
    Array.isArray(ownerReferences) && ownerReferences.length > 0;
  return surroundings.filter((object) => !asked.has(object.metadata.uid ?? null) && !isMade(object));
}

/** The change of one object with what the API server said; undefined when there is nothing to tell. */
function withAnswer(
  { answer, live, manifest, podsRefused }: Observation,
  change: Change | undefined,
  surroundings: readonly KubeObject[],
): Change | undefined {
  const whole = change ?? {
    object: objectName(manifest),
    manifest,
    sort: live ? 'changed' : 'added',
    fields: [],
    consequences: [],
  };
  const more: Consequence[] = [];
  switch (answer.sort) {
    case 'refused':
      more.push({ sort: 'fails', message: answer.words });
      break;
    case 'conflict':
      if (answer.conflicts.length === 0) {
        const advice =
          'Remove metadata.resourceVersion and metadata.uid from the manifest, or take it from the cluster anew';
        more.push({ sort: 'conflicts', message: `${answer.words}. ${advice}` });
      }
      for (const { manager, fields } of answer.conflicts) {
        more.push({ sort: 'conflicts', message: `${manager} manages ${fields.join(', ')}` });
      }
      break;
    case 'unknown':
      more.push({ sort: 'may-fail', message: answer.why });
      break;
    case 'accepted':
      more.push(...answer.warnings.map((message): Consequence => ({ sort: 'warning', message })));
      if (live) {
        for (const { manager, field } of overridden(live, answer.result)) {
          more.push({ sort: 'overrides', message: `takes ${field} from ${manager}, which had set it` });
        }
      }
  }
  if (podsRefused !== undefined) more.push({ sort: 'pods-fail', message: podsRefused });
  const told = (podsRefused === undefined ? whole.consequences : withoutNewPods(whole.consequences, answer)).map(
    (one) => withDuration(one, live, surroundings),
  );
  if (!change && more.length === 0) return undefined;
  return { ...whole, consequences: worstFirst([...more, ...told]) };
}

/** A rolling update waits for new pods before it takes old ones; every other way of replacing them takes them first. */
function withoutNewPods(consequences: readonly Consequence[], answer: Observation['answer']): Consequence[] {
  return consequences.flatMap((one): Consequence[] => {
    if (one.sort !== 'rolls-pods') return [one];
    const result = answer.sort === 'accepted' ? answer.result : undefined;
    const isRolling = result?.kind === 'Deployment' && at(result, 'spec', 'strategy', 'type') !== 'Recreate';
    const stays = 'the rollout does not begin: the pods that run stay as they are';
    if (isRolling) return [{ sort: 'stale-pods', message: stays }];
    return [one, { sort: 'lowers-availability', message: 'pods that are taken are not replaced' }];
  });
}

/** An outage with how long it lasts, as far as the pods that run now tell. */
function withDuration(
  consequence: Consequence,
  live: KubeObject | undefined,
  surroundings: readonly KubeObject[],
): Consequence {
  if (!consequence.isOutage || !live || at(live, 'spec', 'template') === undefined) return consequence;
  return { ...consequence, message: `${consequence.message}, ${outageLasts(live, surroundings)}` };
}

function perhapsOrphaned(object: KubeObject): Change {
  const message =
    'kubectl applied it, and it is not in these manifests: orphaned, if it came from them. --selector says which objects are yours';
  return {
    object: objectName(object),
    manifest: object,
    sort: 'removed',
    fields: [],
    consequences: [{ sort: 'perhaps-left-behind', message }],
  };
}
