import { at, entries, fields, text, type Fields } from '../../../fields';
import { describeSelector, isEmptySelector, labelSelector, mapSelector, matches, stringsOf } from '../../../selector';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';

/** What makes the same pods again and again. @see k8s.io/kubernetes pkg/apis/apps/validation */
export const REPLICATED_RULES: TypeRules = {
  'apps.v1.DeploymentSpec': function* (spec, place) {
    yield* ownPods(spec, place);
    const strategy = fields(spec.strategy);
    if (strategy.type === 'Recreate' && strategy.rollingUpdate != null)
      yield place.refuse('strategy.rollingUpdate', 'is refused with type Recreate', 'Remove one of them');
    if (spec.strategy != null)
      yield* notBothZero(
        { maxUnavailable: '25%', maxSurge: '25%', ...given(strategy.rollingUpdate) },
        'strategy.rollingUpdate',
        place,
      );
    const { progressDeadlineSeconds: deadline, minReadySeconds: ready } = spec;
    if (Number(deadline ?? 600) <= Number(ready ?? 0)) {
      const problem = `is ${shown(deadline ?? 600)}, not more than minReadySeconds ${shown(ready ?? 0)}`;
      yield place.refuse('progressDeadlineSeconds', problem, 'Allowed: more than minReadySeconds');
    }
  },
  'apps.v1.ReplicaSetSpec': ownPods,
  'apps.v1.StatefulSetSpec': function* (spec, place) {
    yield* ownPods(spec, place);
    const strategy = fields(spec.updateStrategy);
    if (strategy.type === 'OnDelete' && strategy.rollingUpdate != null)
      yield place.refuse('updateStrategy.rollingUpdate', 'is refused with type OnDelete', 'Remove one of them');
    for (const [claim, index] of entries(spec.volumeClaimTemplates)) {
      if (!text(at(claim, 'metadata', 'name')))
        yield place.refuse(`volumeClaimTemplates[${index}].metadata.name`, 'is missing', 'Write it');
    }
  },
  'apps.v1.DaemonSetSpec': function* (spec, place) {
    yield* ownPods(spec, place);
    const { type, rollingUpdate } = fields(spec.updateStrategy);
    if (type === 'OnDelete' || rollingUpdate == null) return;
    const both = { maxUnavailable: 1, maxSurge: 0, ...given(rollingUpdate) };
    yield* notBothZero(both, 'updateStrategy.rollingUpdate', place);
    if (!isNone(both.maxSurge) && !isNone(both.maxUnavailable))
      yield place.refuse('updateStrategy.rollingUpdate.maxSurge', 'is beside maxUnavailable', 'Set one of them to 0');
  },
  'core.v1.ReplicationControllerSpec': function* ({ selector, template }, place) {
    const asked = mapSelector(selector);
    if (template == null) yield place.refuse('template', 'is missing', 'Write the pod');
    else yield* selected(asked, template, place);
  },
};

const given = (map: unknown): Fields =>
  Object.fromEntries(Object.entries(fields(map)).filter(([, value]) => value != null));
const isNone = (value: unknown): boolean => value === 0 || (typeof value === 'string' && /^0+%$/.test(value));

function* ownPods({ selector, template }: Fields, place: Place): Generator<Refusal> {
  if (selector == null || typeof selector !== 'object') return;
  const asked = labelSelector(selector);
  if (isEmptySelector(asked))
    yield place.refuse('selector', 'selects nothing in particular', 'Select labels of the pod template');
  else yield* selected(asked, template, place);
}

function* selected(asked: ReturnType<typeof labelSelector>, template: unknown, place: Place): Generator<Refusal> {
  if (isEmptySelector(asked) || matches(asked, stringsOf(at(template, 'metadata', 'labels')))) return;
  const problem = `'${describeSelector(asked)}' does not select the pods of its own template`;
  yield place.refuse('selector', problem, 'Put these labels on spec.template.metadata.labels as well');
}

function* notBothZero({ maxUnavailable, maxSurge }: Fields, field: string, place: Place): Generator<Refusal> {
  if (isNone(maxUnavailable) && isNone(maxSurge))
    yield place.refuse(field, 'has 0 as maxUnavailable and as maxSurge', 'One has to be more');
}
