import { int32 } from './limits';

/**
 * Pods that look the same to the autoscaler.
 *
 * `counted`: its metric counts; `unready`: pending, or its metric is not trusted yet; `missing`: running, but the metrics
 * API knows nothing of it. Pods that are being deleted are in no group. @see replica_calculator.go `groupPods`
 */
export interface PodGroup {
  readonly state: 'counted' | 'unready' | 'missing';
  readonly pods: number;
  /** Use of one pod, in whole thousandths of a core, a byte or a request per second; of `counted` alone. */
  readonly use: number;
}

/** What use is compared with. */
export type Target =
  /** Percent of `request`, which is in the unit of `use`. */
  { readonly percent: number; readonly request: number } | { readonly value: number };

export interface Tolerance {
  readonly up: number;
  readonly down: number;
}

/**
 * How many pods one metric asks for. `undefined` when no pod has a metric that counts: the controller then leaves
 * things as they are.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/podautoscaler/replica_calculator.go
 *   `GetResourceReplicas` for percentages, `calcPlainMetricReplicas` for values
 */
export function replicasFor(
  groups: readonly PodGroup[],
  target: Target,
  current: number,
  tolerance: Tolerance,
): number | undefined {
  const counted = groups.filter(({ state }) => state === 'counted');
  const ready = podsOf(counted);
  if (ready === 0 || ('percent' in target && target.request === 0)) return undefined;
  const missing = podsOf(groups.filter(({ state }) => state === 'missing'));
  const unready = podsOf(groups.filter(({ state }) => state === 'unready'));
  const total = counted.reduce((sum, { pods, use }) => sum + pods * use, 0);

  const ratio = usageRatio(total, ready, target);
  const withUnready = unready > 0 && ratio > 1;
  if (!withUnready && missing === 0) {
    return isWithin(ratio, tolerance) ? current : int32(Math.ceil(ratio * ready));
  }
  // On the way down a missing pod may be as busy as it should be, on the way up as idle as can be: both dampen.
  const assumed = ratio < 1 ? missing * presumedUse(target) : 0;
  const known = ready + (ratio === 1 ? 0 : missing) + (withUnready ? unready : 0);
  const again = usageRatio(total + assumed, known, target);
  if (isWithin(again, tolerance) || (ratio < 1 && again > 1) || (ratio > 1 && again < 1)) return current;
  const replicas = int32(Math.ceil(again * known));
  if ((again < 1 && replicas > current) || (again > 1 && replicas < current)) return current;
  return replicas;
}

/** @see metrics/utilization.go `GetResourceUtilizationRatio` and `GetMetricUsageRatio`: both divide integers */
function usageRatio(total: number, pods: number, target: Target): number {
  if ('value' in target) return quotient(total, pods) / target.value;
  return int32(quotient(total * 100, pods * target.request)) / target.percent;
}

/** What a pod without a metric is taken to use when the others say that there are too many pods. */
function presumedUse(target: Target): number {
  return 'value' in target ? target.value : quotient(target.request * Math.max(100, target.percent), 100);
}

/** Whole part of a quotient of whole numbers; bytes in thousandths leave the range in which doubles are exact. */
function quotient(dividend: number, divisor: number): number {
  return Number.isSafeInteger(dividend) && Number.isSafeInteger(divisor)
    ? Math.trunc(dividend / divisor)
    : Number(BigInt(dividend) / BigInt(divisor));
}

/** @see replica_calculator.go `Tolerances.isWithin` */
function isWithin(ratio: number, { up, down }: Tolerance): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

const podsOf = (groups: readonly PodGroup[]): number => groups.reduce((sum, { pods }) => sum + pods, 0);
