import { SCALING_BEHAVIORS, type ScalingBehavior, type ScalingRules } from '../autoscaling/behavior';
import { at, fields, text } from '../manifests/fields';

/** What is not said is filled in as the API server does. @see pkg/apis/autoscaling/v2/defaults.go */
export function readBehavior(value: unknown): ScalingBehavior | undefined {
  if (value === undefined || value === null) return undefined;
  const side = (name: 'scaleUp' | 'scaleDown'): ScalingRules => {
    const standard = SCALING_BEHAVIORS.classic[name];
    const { stabilizationWindowSeconds, policies, selectPolicy } = fields(at(value, name));
    return {
      stabilizationWindowSeconds: number(stabilizationWindowSeconds) ?? standard.stabilizationWindowSeconds,
      policies:
        Array.isArray(policies) && policies.length > 0 ? (policies as ScalingRules['policies']) : standard.policies,
      selectPolicy: (text(selectPolicy) as ScalingRules['selectPolicy']) ?? 'Max',
    };
  };
  return { scaleUp: side('scaleUp'), scaleDown: side('scaleDown') };
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
