import type { ScalingBehavior } from './behavior';
import type { ScalingTargets } from './metrics';

/** What `checkAutoscaling` is told. */
export interface AutoscalingFacts {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly highlyAvailable: boolean;
  readonly targets: ScalingTargets;
  readonly behavior: ScalingBehavior;
  /** Resources that the pods request. */
  readonly requests: Readonly<Record<string, string>>;
}

/**
 * What is wrong with an autoscaler, each with what to do; empty when nothing is.
 * Bounds are those of the API. @see k8s.io/kubernetes/pkg/apis/autoscaling/validation
 */
export function problemsOfAutoscaling(facts: AutoscalingFacts): string[] {
  const { minReplicas, maxReplicas, highlyAvailable, targets, behavior, requests } = facts;
  return [
    ...whole('minReplicas', minReplicas, 1),
    ...whole('maxReplicas', maxReplicas, 1),
    ...(minReplicas > maxReplicas
      ? [`minReplicas: ${minReplicas} is more than maxReplicas: ${maxReplicas}. Lower it, or raise maxReplicas`]
      : []),
    ...(highlyAvailable && minReplicas === 1
      ? [
          'minReplicas: 1 leaves no pod when one goes, by a drain or with its node. Give 2 or more, or say highlyAvailable: false if that is meant',
        ]
      : []),
    ...share('cpu', targets.cpu, requests),
    ...share('memory', targets.memory, requests),
    ...requestRate(targets),
    ...rules('scaleUp', behavior.scaleUp),
    ...rules('scaleDown', behavior.scaleDown),
  ];
}

function share(
  resource: 'cpu' | 'memory',
  percent: number | undefined,
  requests: AutoscalingFacts['requests'],
): string[] {
  if (percent === undefined) return [];
  if (requests[resource] !== undefined) return whole(resource, percent, 1);
  const example = resource === 'cpu' ? '100m' : '128Mi';
  return [
    `${resource}: ${percent} is in percent of what the pods request, and they request no ${resource}. Give the workload resources: { requests: { ${resource}: '${example}' } }, or measure something else`,
  ];
}

function requestRate({ requestsPerSecond, requestsMetric }: ScalingTargets): string[] {
  if (requestsPerSecond !== undefined && !(requestsPerSecond > 0 && Number.isFinite(requestsPerSecond))) {
    return [`requestsPerSecond: ${requestsPerSecond} is no rate. Allowed: a number above 0`];
  }
  if (requestsMetric !== undefined && requestsPerSecond === undefined) {
    return [`requestsMetric: '${requestsMetric}' has no target. Give requestsPerSecond too`];
  }
  return [];
}

function rules(
  direction: 'scaleUp' | 'scaleDown',
  { stabilizationWindowSeconds, policies }: ScalingBehavior['scaleUp'],
): string[] {
  const at = `behavior.${direction}`;
  return [
    ...whole(`${at}.stabilizationWindowSeconds`, stabilizationWindowSeconds, 0, 3600),
    ...(policies.length === 0
      ? [`${at}.policies is empty. Give one; to forbid this direction, selectPolicy: 'Disabled'`]
      : []),
    ...policies.flatMap(({ value, periodSeconds }, i) => [
      ...whole(`${at}.policies[${i}].value`, value, 1),
      ...whole(`${at}.policies[${i}].periodSeconds`, periodSeconds, 1, 1800),
    ]),
  ];
}

function whole(what: string, value: number, least: number, most = Infinity): string[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  const range = most === Infinity ? `from ${least}` : `from ${least} to ${most}`;
  return [`${what}: ${value} is not possible. Allowed: a whole number ${range}`];
}
