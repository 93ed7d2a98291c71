import { at, entries, fields } from '../../fields';
import type { Manifest } from '../../manifest';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

/**
 * Numbers of an autoscaler are such as the API takes.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/autoscaling/validation/validation.go
 */
export function* autoscalerNumbers(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.ofKind('autoscaling/HorizontalPodAutoscaler')) {
    const { minReplicas, maxReplicas, metrics, behavior } = fields(manifest.object.spec);
    yield* bounded(manifest, 'spec.minReplicas', minReplicas, 1);
    yield* bounded(manifest, 'spec.maxReplicas', maxReplicas, 1);
    for (const [metric, i] of entries(metrics)) {
      for (const source of ['resource', 'containerResource']) {
        const percent = at(metric, source, 'target', 'averageUtilization');
        yield* bounded(manifest, `spec.metrics[${i}].${source}.target.averageUtilization`, percent, 1);
      }
    }
    for (const direction of ['scaleUp', 'scaleDown']) {
      const where = `spec.behavior.${direction}`;
      const { stabilizationWindowSeconds, policies } = fields(at(behavior, direction));
      yield* bounded(manifest, `${where}.stabilizationWindowSeconds`, stabilizationWindowSeconds, 0, 3600);
      for (const [policy, i] of entries(policies)) {
        yield* bounded(manifest, `${where}.policies[${i}].value`, policy.value, 1);
        yield* bounded(manifest, `${where}.policies[${i}].periodSeconds`, policy.periodSeconds, 1, 1800);
      }
    }
  }
}

function* bounded(
  manifest: Manifest,
  field: string,
  value: unknown,
  least: number,
  most = Infinity,
): Generator<Problem> {
  if (typeof value !== 'number' || (value >= least && value <= most)) return;
  const allowed = most === Infinity ? `${least} or more` : `${least} to ${most}`;
  yield problemOf(manifest, field, `${value} is not possible`, `Allowed: ${allowed}`);
}
