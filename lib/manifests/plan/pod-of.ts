import { at, entries, fields, text } from '../fields';
import { groupKind, type KubeObject } from '../manifest';

/** Where the controllers of Kubernetes find the template of the pods that they make. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
};

/**
 * A pod as the controller of a workload would make it, without its owner; undefined for what makes none. Quotas, Pod
 * Security and the like refuse pods, not workloads: whether they would is asked with this.
 */
export function podOf(workload: KubeObject): KubeObject | undefined {
  const path = TEMPLATES[groupKind(workload)];
  if (!path || at(workload, 'spec', 'replicas') === 0) return undefined;
  const template = fields(at(workload, ...path));
  const { labels, annotations } = fields(template.metadata);
  const { name, namespace } = workload.metadata;
  const metadata = { generateName: `${name}-`, namespace, labels, annotations };
  const spec = { ...fields(template.spec), ...claimVolumes(workload, template) };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec } as unknown as KubeObject;
}

/** A StatefulSet gives each pod the claims that it makes for it. */
function claimVolumes(workload: KubeObject, template: unknown): { volumes?: unknown[] } {
  const claims = [...entries(at(workload, 'spec', 'volumeClaimTemplates'))];
  if (claims.length === 0) return {};
  const own = claims.map(([claim]) => {
    const name = text(at(claim, 'metadata', 'name')) ?? '';
    return { name, persistentVolumeClaim: { claimName: `${name}-${workload.metadata.name}-0` } };
  });
  const names = new Set(own.map(({ name }) => name));
  const others = [...entries(at(template, 'spec', 'volumes'))].map(([volume]) => volume);
  return { volumes: [...others.filter(({ name }) => !names.has(String(name))), ...own] };
}
