/** At most so much change in so many seconds. */
export interface ScalingPolicy {
  /** `Pods`: a number of them; `Percent`: of the pods that there were when the period began. */
  readonly type: 'Pods' | 'Percent';
  /** How many pods, or how much of them in per cent. */
  readonly value: number;
  /** 1 to 1800. */
  readonly periodSeconds: number;
}

/** How fast the number of pods may change in one direction. */
export interface ScalingRules {
  /**
   * Of all recommendations of so many seconds the most cautious one counts: the lowest on the way up, the highest on the
   * way down. 0 to 3600; 0 follows each at once.
   */
  readonly stabilizationWindowSeconds: number;
  /** Bounds of one step; which of them counts is for `selectPolicy`. */
  readonly policies: readonly ScalingPolicy[];
  /** Which policy counts: the one that allows the most or the least change, or none at all. @default "Max" */
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled';
}

/**
 * How an autoscaler moves, both ways written out.
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
 */
export interface ScalingBehavior {
  /** How fast pods are added. */
  readonly scaleUp: ScalingRules;
  /** How fast pods are taken away. */
  readonly scaleDown: ScalingRules;
}

const pods = (value: number, periodSeconds: number): ScalingPolicy => ({ type: 'Pods', value, periodSeconds });
const percent = (value: number, periodSeconds: number): ScalingPolicy => ({ type: 'Percent', value, periodSeconds });

/** Ready-made behaviours; their reasons are at the presets of `Autoscaling`. */
export const SCALING_BEHAVIORS = {
  web: {
    scaleUp: { stabilizationWindowSeconds: 0, policies: [percent(100, 15), pods(4, 15)], selectPolicy: 'Max' },
    scaleDown: { stabilizationWindowSeconds: 300, policies: [percent(10, 60), pods(1, 60)], selectPolicy: 'Max' },
  },
  bursty: {
    scaleUp: { stabilizationWindowSeconds: 0, policies: [percent(300, 15), pods(10, 15)], selectPolicy: 'Max' },
    scaleDown: { stabilizationWindowSeconds: 900, policies: [percent(10, 60), pods(2, 60)], selectPolicy: 'Max' },
  },
  steady: {
    scaleUp: { stabilizationWindowSeconds: 60, policies: [percent(25, 60), pods(1, 60)], selectPolicy: 'Max' },
    scaleDown: { stabilizationWindowSeconds: 600, policies: [percent(5, 120), pods(1, 120)], selectPolicy: 'Max' },
  },
  classic: {
    scaleUp: { stabilizationWindowSeconds: 0, policies: [percent(100, 15), pods(4, 15)], selectPolicy: 'Max' },
    scaleDown: { stabilizationWindowSeconds: 300, policies: [percent(100, 15)], selectPolicy: 'Max' },
  },
} as const satisfies Record<string, ScalingBehavior>;

/** Name of a ready-made behaviour. */
export type ScalingBehaviorName = keyof typeof SCALING_BEHAVIORS;
