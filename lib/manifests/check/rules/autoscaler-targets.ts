import type { Manifest } from '../../manifest';
import { scaleTarget } from '../autoscaler';
import { at, entries, fields, text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf } from '../rule';
import { workloadOf } from '../../workload';

/** An autoscaler has a target that it alone scales and whose requests its metrics can be measured against. */
export function* autoscalerTargets(set: ObjectSet): Generator<Problem> {
  const scaled = new Map<Manifest, Manifest>();
  for (const manifest of set.ofKind('autoscaling/HorizontalPodAutoscaler')) {
    const { minReplicas, maxReplicas } = fields(manifest.object.spec);
    if (typeof minReplicas === 'number' && typeof maxReplicas === 'number' && minReplicas > maxReplicas) {
      const problem = `${minReplicas} is more than maxReplicas, ${maxReplicas}`;
      yield problemOf(manifest, 'spec.minReplicas', problem, 'Lower it, or raise maxReplicas');
    }
    const { kind, name } = scaleTarget(manifest);
    const target = set.tryFind(kind, namespaceOf(manifest), name);
    if (!target) {
      if (set.isOutside(kind, namespaceOf(manifest), name)) continue;
      const fix = 'Name a Deployment or StatefulSet of the chart, with its apiVersion';
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
  const containers = workloadOf(target)?.containers.filter((c) => !c.init || c.spec.restartPolicy === 'Always') ?? [];
  for (const [metric, index] of entries(at(manifest.object, 'spec', 'metrics'))) {
    const type = text(metric.type);
    if (type !== 'Resource' && type !== 'ContainerResource') continue;
    const source = fields(metric[type === 'Resource' ? 'resource' : 'containerResource']);
    if (at(source, 'target', 'type') !== 'Utilization') continue;
    const resource = text(source.name) ?? '';
    const measured = type === 'Resource' ? containers : containers.filter((c) => c.name === source.container);
    if (measured.length === 0) {
      const problem = `the target has no container '${text(source.container) ?? ''}'`;
      yield problemOf(manifest, `spec.metrics[${index}].containerResource.container`, problem, 'Name one that it has');
    }
    for (const container of measured) {
      const { requests, limits } = fields(container.spec.resources);
      // A limit alone is the request too; a request of nothing is none.
      const requested = fields(requests)[resource] ?? fields(limits)[resource];
      const nothing = requested === 0 || /^0+(\.0*)?[A-Za-z]*$/.test(text(requested) ?? '');
      if (requested !== undefined && !nothing) continue;
      const problem = `container '${container.name}' of the target requests no ${resource} to measure use against`;
      yield problemOf(manifest, `spec.metrics[${index}]`, problem, `Give the container resources.requests.${resource}`);
    }
  }
}
