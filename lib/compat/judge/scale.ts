import { at } from '../../manifests/fields';
import { groupKind } from '../../manifests/manifest';
import { about, shown, silent, type Judgement } from './judge';
import type { Comparison, Kept } from './pairs';

const SCALED = /^apps\/(Deployment|StatefulSet|ReplicaSet)$/;

/** How many pods there are, and for how long there are fewer. */
export function* scale(kept: Kept, whole: Comparison): Generator<Judgement> {
  if (kept.kind === 'autoscaling/HorizontalPodAutoscaler') yield* autoscaler(kept);
  if (!SCALED.test(kept.kind)) return;
  yield* strategy(kept);
  const [was, is] = [kept.before, kept.after].map((object) => at(object, 'spec', 'replicas')) as [unknown, unknown];
  const [hadAutoscaler, hasAutoscaler] = [whole.before, whole.after].map((objects) =>
    objects.some(
      (object) =>
        /^(autoscaling\/HorizontalPodAutoscaler|keda\.sh\/ScaledObject)$/.test(groupKind(object)) &&
        at(object, 'spec', 'scaleTargetRef', 'name') === kept.after.metadata.name,
    ),
  );
  const base = { object: kept.name, field: 'spec.replicas' } as const;
  const explains = /^spec\.replicas$/;
  // The normal form has no replicas where there is one.
  const [old, wanted] = [Number(was ?? 1), Number(is ?? 1)];
  if (hasAutoscaler && !hadAutoscaler && old > 1 && is === undefined) {
    const message = `replicas ${old} → left to an autoscaler: the upgrade sets it to 1 first, and the autoscaler brings the others back later`;
    const advice =
      'keep replicas until the autoscaler has taken over: two versions, or helm upgrade with the count that there is';
    yield about({ ...base, rule: 'replicas-dropped', level: 'major', message, advice }, explains);
  } else if (!Object.is(old, wanted)) {
    const none = wanted === 0 ? ': no pod is left' : '';
    yield about(
      {
        ...base,
        rule: 'replicas',
        level: wanted === 0 ? 'major' : 'minor',
        message: `replicas ${old} → ${wanted}${none}`,
      },
      explains,
    );
  }
  if (hadAutoscaler && !hasAutoscaler) {
    const message = `no autoscaler any more: ${wanted} ${wanted === 1 ? 'pod' : 'pods'}, however many there were`;
    yield { finding: { ...base, rule: 'autoscaling', level: 'minor', message } };
  }
}

function* autoscaler(kept: Kept): Generator<Judgement> {
  for (const change of kept.fields.filter(({ field }) => field.startsWith('spec.'))) {
    const message = `${change.field} ${shown(change)}`;
    yield {
      finding: { rule: 'autoscaling', level: 'minor', object: kept.name, field: change.field, message },
      explains: (field) => field === change.field,
    };
  }
}

function* strategy(kept: Kept): Generator<Judgement> {
  const type = (object: Kept['before']): unknown => at(object, 'spec', 'strategy', 'type');
  if (type(kept.after) !== 'Recreate' || type(kept.before) === 'Recreate') return;
  const message =
    'strategy Recreate: every update stops all pods before it starts new ones; Helm 4 (server-side apply) is refused, since the rollingUpdate of before stays';
  yield about(
    { rule: 'outage', level: 'major', object: kept.name, field: 'spec.strategy', message },
    /^spec\.strategy\b/,
  );
  yield silent(/^spec\.strategy\b/);
}
