import { milliOf } from '../../../../kubernetes/milli';
import { fields, text, type Fields } from '../../../fields';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';
import { isContainerResource } from '../resource-names';

const SOURCES: Readonly<Record<string, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** Autoscalers and disruption budgets. @see k8s.io/kubernetes pkg/apis/{autoscaling,policy}/validation */
export const AUTOSCALER_RULES: TypeRules = {
  'autoscaling.v2.HorizontalPodAutoscalerSpec': bounds,
  'autoscaling.v1.HorizontalPodAutoscalerSpec': bounds,
  'autoscaling.v2.HPAScalingRules': function* (rules, place) {
    // What is missing as a whole is filled in.
    if (Array.isArray(rules.policies) && rules.policies.length === 0)
      yield place.refuse('policies', 'is empty', 'Write at least one, or leave it out');
  },
  'autoscaling.v2.MetricSpec': function* (metric, place) {
    const given = Object.values(SOURCES).filter((key) => metric[key] != null);
    const wanted = SOURCES[String(metric.type)];
    if (wanted === undefined) return;
    if (!given.includes(wanted)) yield place.refuse(wanted, 'is missing', `Write it: type is ${String(metric.type)}`);
    for (const key of given)
      if (key !== wanted) yield place.refuse(key, `is beside type ${String(metric.type)}`, 'Remove it');
  },
  'autoscaling.v2.ContainerResourceMetricSource': function* ({ name }, place) {
    const resource = text(name) ?? '';
    if (resource !== '' && !isContainerResource(resource))
      yield place.refuse('name', `is ${shown(name)}`, 'Allowed: cpu, memory');
  },
  'autoscaling.v2.MetricTarget': function* (target, place) {
    const { averageUtilization, averageValue, value } = target;
    for (const [key, amount] of Object.entries({ averageValue, value })) {
      if (amount != null && Number(milliOf(amount)) <= 0)
        yield place.refuse(key, `is ${shown(amount)}`, 'Allowed: more than 0');
    }
    const source = place.parent?.type ?? '';
    if (/ResourceMetricSource$/.test(source)) yield* oneOfTwo({ averageUtilization, averageValue }, place);
    else if (/External/.test(source)) yield* oneOfTwo({ averageValue, value }, place);
    else if (/Object/.test(source) && averageValue == null && value == null)
      yield place.refuse('value', 'is missing', 'Write value or averageValue');
    else if (/PodsMetricSource$/.test(source) && averageValue == null)
      yield place.refuse('averageValue', 'is missing', 'Write it');
  },
  'policy.v1.PodDisruptionBudgetSpec': function* ({ minAvailable, maxUnavailable }, place) {
    if (minAvailable != null && maxUnavailable != null)
      yield place.refuse('', 'has minAvailable and maxUnavailable', 'Keep one of them');
  },
};

function* bounds(spec: Fields, place: Place): Generator<Refusal> {
  const { minReplicas, maxReplicas } = spec;
  if (typeof maxReplicas === 'number' && maxReplicas < Number(minReplicas ?? 1) && maxReplicas > 0)
    yield place.refuse(
      'maxReplicas',
      `is ${maxReplicas}, below minReplicas ${shown(minReplicas ?? 1)}`,
      'Raise it, or lower minReplicas',
    );
  const { apiVersion } = fields(spec.scaleTargetRef);
  // A group and a version.
  if (apiVersion == null || (typeof apiVersion === 'string' && !/^[^/]+\/[^/]*$/.test(apiVersion)))
    yield place.refuse(
      'scaleTargetRef.apiVersion',
      `is ${shown(apiVersion)}`,
      'Allowed: GROUP/VERSION, such as apps/v1',
    );
}

function* oneOfTwo(two: Fields, place: Place): Generator<Refusal> {
  const [one = '', other = ''] = Object.keys(two);
  if (two[one] != null && two[other] != null) yield place.refuse('', `has ${one} and ${other}`, 'Keep one of them');
  if (two[one] == null && two[other] == null)
    yield place.refuse('', `has neither ${one} nor ${other}`, 'Write one of them');
}
