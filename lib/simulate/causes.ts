import { SCALING_BEHAVIORS, type ScalingBehavior } from '../autoscaling/behavior';
import { CLOCKWORK, type HpaSettings } from './settings';
import { simulate, type SimulationInput } from './simulate';
import { summarize } from './summary';

/** Something that keeps the autoscaler from having enough pods, found by a run without it. */
export interface Cause {
  readonly cause: 'maximum' | 'policies' | 'window' | 'metrics' | 'boot' | 'target';
  /** Share of the requests over capacity without it, 0 to 1. */
  readonly without: number;
}

/** A cause of which less than this part of the overload goes away is not worth a word. */
const LEAST = 0.15;

/**
 * What caused the overload of a run, the most important first: the same run again, each time without one of the limits.
 * @param share of the requests that were over capacity, 0 to 1
 */
export function causesOf(input: SimulationInput, share: number): Cause[] {
  if (share === 0) return [];
  return Object.entries(withoutEach(input))
    .map(([cause, other]): Cause => {
      const { overCapacityShare } = summarize(simulate(other), other.hpa.maxReplicas);
      return { cause: cause as Cause['cause'], without: overCapacityShare };
    })
    .filter(({ without }) => without <= share * (1 - LEAST))
    .sort((a, b) => a.without - b.without);
}

/** The run, without one limit at a time. */
function withoutEach(input: SimulationInput): Record<Cause['cause'], SimulationInput> {
  const { hpa, pod } = input;
  const behavior: ScalingBehavior = hpa.behavior ?? {
    scaleUp: SCALING_BEHAVIORS.classic.scaleUp,
    scaleDown: SCALING_BEHAVIORS.classic.scaleDown,
  };
  const up = (scaleUp: Partial<ScalingBehavior['scaleUp']>): SimulationInput => ({
    ...input,
    hpa: { ...hpa, behavior: { ...behavior, scaleUp: { ...behavior.scaleUp, ...scaleUp } } },
  });
  return {
    maximum: { ...input, hpa: { ...hpa, maxReplicas: Math.max(hpa.maxReplicas * 20, 1000) } },
    policies: up({ selectPolicy: 'Max', policies: [{ type: 'Pods', value: 1_000_000, periodSeconds: 1 }] }),
    window: up({ stabilizationWindowSeconds: 0 }),
    metrics: {
      ...input,
      clock: {
        ...CLOCKWORK,
        ...input.clock,
        metricResolution: 1,
        kubeletLag: 0,
        metricPhase: 0,
        rateWindow: 2,
        scrapeInterval: 1,
        rateLag: 0,
      },
    },
    boot: { ...input, pod: { ...pod, containerStart: 0, ready: 0 } },
    target: { ...input, hpa: { ...hpa, metrics: lowered(hpa.metrics) } },
  };
}

/** How far a target is lowered to see what more room does. */
export const LOWERED = 0.6;

function lowered(metrics: HpaSettings['metrics']): HpaSettings['metrics'] {
  return metrics.map((metric) => ({ ...metric, target: metric.target * LOWERED }));
}
