import type { Manifest } from '../../manifest';
import { scaleTarget } from '../autoscaler';
import { at, entries, fields, text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf } from '../rule';
import { requestOf, runningContainers } from '../../pod-requests';
import { workloadOf } from '../../workload';

/** An autoscaler has a target that it alone scales and whose requests its metrics can be measured against. */
export function* autoscalerTargets(set: ObjectSet): Generator<Problem> {
  const scaled = new Map<Manifest, Manifest>();
  for (const manifest of set.ofKind('autoscaling/HorizontalPodAutoscaler')) {
    const { kind, name } = scaleTarget(manifest);
    const target = set.tryFind(kind, namespaceOf(manifest), name);
    if (!target) {
      if (set.isOutside(kind, namespaceOf(manifest), name)) continue;
      const fix = `Name a workload of the chart, with its apiVersion, or say that it is there: declareExisting(this, '${kind.slice(kind.indexOf('/') + 1)}', '${name}')`;
      yield problemOf(manifest, 'spec.scaleTargetRef', `there is no ${kind} '${name}'`, fix);
      continue;
    }
    const rival = scaled.get(target);
    if (rival) {
      const problem = `[${rival.path}] scales ${kind} '${name}' too`;
      yield problemOf(manifest, 'spec.scaleTargetRef', problem, 'Keep one autoscaler, with the metrics of both');
    }
    scaled.set(target, manifest);
    if (at(target.object, 'spec', 'replicas') !== undefined) {
      const fix = 'Leave replicas out of the target: each apply would undo the scaling';
      yield problemOf(manifest, 'spec.scaleTargetRef', `${kind} '${name}' has fixed replicas`, fix);
    }
    yield* missingRequests(manifest, target);
  }
}

function* missingRequests(manifest: Manifest, target: Manifest): Generator<Problem> {
  const workload = workloadOf(target);
  if (!workload) return;
  for (const [metric, index] of entries(at(manifest.object, 'spec', 'metrics'))) {
    const type = text(metric.type);
    if (type !== 'Resource' && type !== 'ContainerResource') continue;
    const source = fields(metric[type === 'Resource' ? 'resource' : 'containerResource']);
    const where = `spec.metrics[${index}]`;
    const container = type === 'Resource' ? undefined : (text(source.container) ?? '');
    if (container !== undefined && !runningContainers(workload).some(({ name }) => name === container)) {
      const problem = `the target has no container '${container}'`;
      yield problemOf(manifest, `${where}.containerResource.container`, problem, 'Name one that it has');
      continue;
    }
    const resource = source.name;
    if (at(source, 'target', 'type') !== 'Utilization' || (resource !== 'cpu' && resource !== 'memory')) continue;
    const request = requestOf(workload, resource, container);
    if ('milli' in request) continue;
    const problem = `${request.lacking} of the target requests no ${resource} to measure use against`;
    yield problemOf(manifest, where, problem, `Give the container resources.requests.${resource}`);
  }
}
