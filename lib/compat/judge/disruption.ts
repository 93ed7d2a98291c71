import { at } from '../../manifests/fields';
import { groupKind, type KubeObject } from '../../manifests/manifest';
import { labelSelector, matches, stringsOf } from '../../manifests/selector';
import { about, shown, type Judgement } from './judge';
import type { Comparison, Kept } from './pairs';

/** How many pods a PodDisruptionBudget watches over, and how many of them it lets go. */
export interface Budget {
  readonly pods: number;
  readonly mayGo: number;
}

/** What a budget allows among the workloads of a release; undefined when its pods are not known. */
export function budgetOf(budget: KubeObject, objects: readonly KubeObject[]): Budget | undefined {
  const selector = labelSelector(at(budget, 'spec', 'selector'));
  const workload = objects.find((object) => {
    const labels = at(object, 'spec', 'template', 'metadata', 'labels');
    return labels !== undefined && matches(selector, stringsOf(labels));
  });
  if (!workload) return undefined;
  const pods = podsOf(workload, objects);
  const [available, unavailable] = [at(budget, 'spec', 'minAvailable'), at(budget, 'spec', 'maxUnavailable')];
  if (unavailable !== undefined) return { pods, mayGo: part(unavailable, pods) };
  return available === undefined ? undefined : { pods, mayGo: pods - part(available, pods) };
}

/** Whether a budget lets no pod go at all, so that a drain waits for ever. */
export const isBlocking = (budget: Budget | undefined): boolean =>
  budget !== undefined && budget.pods > 0 && budget.mayGo <= 0;

/** Pods that a workload has at least: its own number, or its autoscaler's. */
export function podsOf(workload: KubeObject, objects: readonly KubeObject[]): number {
  const autoscaler = objects.find(
    (object) =>
      groupKind(object) === 'autoscaling/HorizontalPodAutoscaler' &&
      at(object, 'spec', 'scaleTargetRef', 'name') === workload.metadata.name &&
      at(object, 'spec', 'scaleTargetRef', 'kind') === workload.kind,
  );
  const own = at(workload, 'spec', 'replicas') ?? 1;
  return Number(autoscaler ? (at(autoscaler, 'spec', 'minReplicas') ?? 1) : own);
}

/** Kubernetes rounds percentages up, of minAvailable as of maxUnavailable. */
function part(value: unknown, of: number): number {
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? Number(value) : Math.ceil((Number(percent) / 100) * of);
}

/** A budget that changes. */
export function* disruption(kept: Kept, whole: Comparison): Generator<Judgement> {
  if (kept.kind !== 'policy/PodDisruptionBudget') return;
  const [was, is] = [budgetOf(kept.before, whole.before), budgetOf(kept.after, whole.after)];
  if (isBlocking(is) && !isBlocking(was)) {
    const message = `lets none of ${is?.pods} pods go: no node can be drained`;
    yield about(
      { rule: 'drain-blocked', level: 'major', object: kept.name, message, advice: 'let at least one pod go' },
      /^spec\./,
    );
    return;
  }
  for (const change of kept.fields.filter(({ field }) => field.startsWith('spec.'))) {
    const message = `${change.field} ${shown(change)}`;
    const finding = {
      rule: 'disruption-budget',
      level: 'minor',
      object: kept.name,
      field: change.field,
      message,
    } as const;
    yield { finding, explains: (field) => field === change.field };
  }
}
