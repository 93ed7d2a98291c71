import { at, entries, fields, text } from '../../fields';
import { groupKind, type Manifest } from '../../manifest';
import type { ObjectSet } from '../../object-set';
import { scaleTarget } from '../autoscaler';
import type { Problem } from '../problem';
import { namespaceOf, problemOf } from '../rule';

/** Nobody else decides about the pods of an autoscaler: neither KEDA about their number, nor a VPA about what they request. */
export function* autoscalerRivals(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.ofKind('autoscaling/HorizontalPodAutoscaler')) {
    const { kind, name } = scaleTarget(manifest);
    const isSame = (other: Manifest, ref: unknown): boolean => {
      // KEDA takes a target without a kind for a Deployment.
      const { apiVersion = 'apps/v1', kind: its = 'Deployment', name: of } = fields(ref);
      const target = groupKind({ apiVersion: text(apiVersion) ?? '', kind: text(its) ?? '' });
      return namespaceOf(other) === namespaceOf(manifest) && target === kind && of === name;
    };
    for (const rival of set.ofKind('keda.sh/ScaledObject')) {
      if (!isSame(rival, at(rival.object, 'spec', 'scaleTargetRef'))) continue;
      const problem = `[${rival.path}] makes an autoscaler of its own for ${kind} '${name}'`;
      yield problemOf(
        manifest,
        'spec.scaleTargetRef',
        problem,
        'Keep the ScaledObject, and give it a trigger for each metric',
      );
    }
    const measured = [...entries(at(manifest.object, 'spec', 'metrics'))].flatMap(([metric]) => {
      const source = fields(metric[metric.type === 'Resource' ? 'resource' : 'containerResource']);
      return at(source, 'target', 'type') === 'Utilization' ? [text(source.name) ?? ''] : [];
    });
    for (const rival of set.ofKind('autoscaling.k8s.io/VerticalPodAutoscaler')) {
      if (!isSame(rival, at(rival.object, 'spec', 'targetRef'))) continue;
      if (at(rival.object, 'spec', 'updatePolicy', 'updateMode') === 'Off' || measured.length === 0) continue;
      const problem = `measures ${measured.join(' and ')} in percent of requests that [${rival.path}] changes`;
      const fix = "Set the VerticalPodAutoscaler's updateMode to Off, or measure something else";
      yield problemOf(manifest, 'spec.metrics', problem, fix);
    }
  }
}
