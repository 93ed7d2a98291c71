import { objectName, type Manifest } from '../../manifest';
import { leastReplicas } from '../autoscaler';
import { at, fields } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf, selectOrDeclare } from '../rule';
import { describeSelector, isEmptySelector, labelSelector } from '../../selector';

/** A disruption budget protects pods of the set, alone, and lets a node be drained sooner or later. */
export function* disruptionBudgets(set: ObjectSet): Generator<Problem> {
  const budgets = set.ofKind('policy/PodDisruptionBudget');
  const replicas = budgets.length > 0 ? leastReplicas(set) : new Map<Manifest, number>();
  const protectedBy = new Map<Manifest, Manifest>();
  for (const manifest of budgets) {
    const selector = labelSelector(at(manifest.object, 'spec', 'selector'));
    const selected = set.workloads.select(namespaceOf(manifest), selector);
    if (selected.length === 0) {
      if (isEmptySelector(selector)) continue;
      const problem = `'${describeSelector(selector)}' selects no pods`;
      yield problemOf(manifest, 'spec.selector', problem, selectOrDeclare(describeSelector(selector, ',')));
      continue;
    }
    for (const workload of selected) {
      const other = protectedBy.get(workload.manifest);
      if (other) {
        const problem = `[${other.path}] protects the pods of ${objectName(workload.manifest.object)} too`;
        yield problemOf(manifest, 'spec.selector', problem, 'Keep one: pods with two budgets cannot be evicted at all');
      }
      protectedBy.set(workload.manifest, manifest);
    }
    const counts = selected.map((workload) => replicas.get(workload.manifest));
    if (counts.every((count) => count !== undefined)) {
      yield* blocked(
        manifest,
        counts.reduce<number>((sum, count) => sum + count, 0),
      );
    }
  }
}

/** @param replicas that the budget can count on */
function* blocked(manifest: Manifest, replicas: number): Generator<Problem> {
  const { minAvailable, maxUnavailable } = fields(manifest.object.spec);
  const pods = replicas === 1 ? '1 replica' : `${replicas} replicas`;
  if (replicas > 0 && count(maxUnavailable, replicas) === 0) {
    const problem = `${JSON.stringify(maxUnavailable)} lets no pod be evicted: no node under one can be drained`;
    yield problemOf(manifest, 'spec.maxUnavailable', problem, 'Allow at least 1');
  }
  const minimum = count(minAvailable, replicas);
  if (replicas > 0 && minimum !== undefined && minimum >= replicas) {
    const problem = `${JSON.stringify(minAvailable)} of ${pods} lets no pod be evicted: no node under one can be drained`;
    yield problemOf(manifest, 'spec.minAvailable', problem, `Set maxUnavailable: 1 instead, or run more replicas`);
  }
}

/** A number or percentage of pods, rounded up as the disruption controller does. */
function count(value: unknown, replicas: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * replicas) / 100);
}
