import { at, fields } from '../manifests/fields';
import type { Cohort } from './cohort';

/** How a Deployment replaces its pods: numbers, or shares of all as `25%`. */
export interface RolloutStrategy {
  readonly maxSurge: number | string;
  readonly maxUnavailable: number | string;
}

/** What a rolling update does next. */
export interface RolloutStep {
  readonly create: number;
  readonly remove: number;
}

/**
 * The strategy of a Deployment, with the API server's defaults; `Recreate` makes all unavailable and none too many.
 * @see pkg/apis/apps/v1/defaults.go `SetDefaults_Deployment`
 */
export function rolloutStrategy(spec: unknown): RolloutStrategy {
  if (at(spec, 'strategy', 'type') === 'Recreate') return { maxSurge: 0, maxUnavailable: '100%' };
  const { maxSurge = '25%', maxUnavailable = '25%' } = fields(at(spec, 'strategy', 'rollingUpdate'));
  return { maxSurge: maxSurge as number | string, maxUnavailable: maxUnavailable as number | string };
}

/**
 * How many new pods may come and old ones go at `now`; undefined when only new ones are left.
 * @param since when the update began: pods made before are old
 * @see pkg/controller/deployment/rolling.go, and util/deployment_util.go `ResolveFenceposts`
 */
export function rolloutStep(
  cohorts: readonly Cohort[],
  replicas: number,
  strategy: RolloutStrategy,
  since: number,
  now: number,
): RolloutStep | undefined {
  const count = (some: readonly Cohort[]): number => some.reduce((sum, { pods }) => sum + pods, 0);
  const old = cohorts.filter(({ created }) => created < since);
  const [all, olds] = [count(cohorts), count(old)];
  const fresh = all - olds;
  if (olds === 0 && fresh >= replicas) return undefined;
  const surge = resolved(strategy.maxSurge, replicas, Math.ceil);
  const unavailable = resolved(strategy.maxUnavailable, replicas, Math.floor) || (surge === 0 ? 1 : 0);
  const create = Math.max(0, Math.min(replicas + surge - all, replicas - fresh));
  const available = count(cohorts.filter(({ ready }) => ready <= now));
  const broken = count(old.filter(({ ready }) => ready > now));
  const spare = Math.max(0, available - (replicas - unavailable));
  return { create, remove: Math.min(olds, broken + spare) };
}

function resolved(value: number | string, replicas: number, round: (share: number) => number): number {
  return typeof value === 'number' ? value : round((Number.parseFloat(value) / 100) * replicas);
}
