import { groupKind, type Manifest } from '../manifest';
import { at, fields, text } from '../fields';
import type { ObjectSet } from '../object-set';
import { namespaceOf } from './rule';

/** Kind, as `groupKind` writes it, and name of what an autoscaler scales. */
export function scaleTarget(manifest: Manifest): { readonly kind: string; readonly name: string } {
  const { apiVersion, kind, name } = fields(at(manifest.object, 'spec', 'scaleTargetRef'));
  return { kind: groupKind({ apiVersion: text(apiVersion) ?? '', kind: text(kind) ?? '' }), name: text(name) ?? '' };
}

/** Replicas that a workload surely has: its own number, or the least that its autoscaler leaves it. */
export function leastReplicas(set: ObjectSet): Map<Manifest, number> {
  const least = new Map<Manifest, number>();
  for (const { manifest, partial } of set.workloads.all) {
    if (partial) continue;
    const { replicas } = fields(manifest.object.spec);
    if (groupKind(manifest.object) !== 'apps/DaemonSet')
      least.set(manifest, typeof replicas === 'number' ? replicas : 1);
  }
  for (const autoscaler of set.ofKind('autoscaling/HorizontalPodAutoscaler')) {
    const { kind, name } = scaleTarget(autoscaler);
    const target = set.tryFind(kind, namespaceOf(autoscaler), name);
    const minimum = at(autoscaler.object, 'spec', 'minReplicas');
    if (target) least.set(target, typeof minimum === 'number' ? minimum : 1);
  }
  return least;
}
