import { z } from 'zod';
import { Autoscaling, type AutoscalingOptions } from '../constructs/autoscaling';
import { rule, type Rule } from '../definition/rules';
import type { WebWorkload } from '../constructs/web-workload';

const pods = z.int().min(1).max(10_000);

/** Whether and how the number of pods follows the load. */
export const autoscalingValues = () =>
  z.object({
    enabled: z
      .boolean()
      .default(false)
      .describe('Leave the number of pods to a HorizontalPodAutoscaler; replicas has no effect then.'),
    minReplicas: pods.default(2).describe('Pods at least. With 1, none is left when one goes.'),
    maxReplicas: pods.default(10).describe('Pods at most.'),
    targetCpu: z
      .int()
      .min(0)
      .max(1000)
      .default(70)
      .describe('CPU use to keep to, in percent of the request; 0: not measured.'),
    targetMemory: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Memory use to keep to, in percent of the request; absent: not measured.'),
    requestsPerSecond: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('Requests per second of a pod to keep to; needs a metrics adapter in the cluster.'),
    behavior: z
      .enum(['web', 'bursty', 'steady', 'classic'])
      .default('web')
      .describe(
        'How fast it moves: web for most, bursty for sudden load, steady for slow starts, classic as Kubernetes.',
      ),
  });

type AutoscalingValues = z.output<ReturnType<typeof autoscalingValues>>;

/**
 * What has to hold between the values of {@link autoscalingValues} at `path`.
 * @param requests path of the resources that the pods request, where it is a value
 */
export function autoscalingRules(path: string, requests?: string): Rule[] {
  const enabled = rule.truthy(`${path}.enabled`);
  const measures = ['targetCpu', 'targetMemory', 'requestsPerSecond'].map((name) => rule.truthy(`${path}.${name}`));
  const needs = (target: string, resource: string): Rule[] =>
    requests === undefined
      ? []
      : [
          rule.requires(
            rule.all(enabled, rule.truthy(`${path}.${target}`)),
            `${requests}.${resource}`,
            `${path}.${target} is measured against ${requests}.${resource}: set it`,
          ),
        ];
  return [
    rule.atMost(`${path}.minReplicas`, `${path}.maxReplicas`),
    rule.that(
      rule.any(rule.not(enabled), ...measures),
      `${path}.targetCpu`,
      `${path} has nothing to measure: set targetCpu, targetMemory or requestsPerSecond`,
    ),
    ...needs('targetCpu', 'cpu'),
    ...needs('targetMemory', 'memory'),
  ];
}

/** {@link autoscalingRules} of a workload with `workloadValues`, at `path` or at the top. */
export const workloadRules = (path = ''): Rule[] => autoscalingRules(`${path}autoscaling`, `${path}resources.requests`);

/** Options of an `Autoscaling` for the values of {@link autoscalingValues}; undefined when it is switched off. */
export function autoscalingOf(values: AutoscalingValues): AutoscalingOptions | undefined {
  if (!values.enabled) return undefined;
  const { minReplicas, maxReplicas, targetCpu, targetMemory, requestsPerSecond, behavior } = values;
  const cpu = targetCpu > 0 ? targetCpu : undefined;
  // Who writes minReplicas: 1 into values means it.
  return { minReplicas, maxReplicas, cpu, memory: targetMemory, requestsPerSecond, behavior, highlyAvailable: false };
}

/** Gives a workload the autoscaler that the values ask for; its props have to come from `workloadProps`. */
export function autoscale(workload: WebWorkload, values: AutoscalingValues): void {
  const options = autoscalingOf(values);
  if (options) new Autoscaling(workload, 'autoscaling', { ...options, target: workload });
}
