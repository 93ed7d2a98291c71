import { configReferences } from '../../manifests/config-reference';
import { at, entries, text } from '../../manifests/fields';
import { objectName, type KubeObject } from '../../manifests/manifest';
import { workloadOf } from '../../manifests/workload';
import type { Finding } from './finding';
import type { Comparison } from './pairs';

/** ConfigMaps, Secrets and claims that pods need and that the chart did not ask for before. */
export function* references({ before, after }: Comparison): Generator<Finding> {
  const known = new Set([...before.flatMap(needs).map(({ key }) => key), ...after.map(made)]);
  const asked = new Set<string>();
  for (const { key, what, by } of after.flatMap(needs)) {
    if (known.has(key) || asked.has(key)) continue;
    asked.add(key);
    const message = `needs ${what}, which the chart does not make: pods do not start before somebody does`;
    yield { rule: 'reference', level: 'major', object: by, field: what, message };
  }
}

const made = (object: KubeObject): string => `${object.kind}\n${object.metadata.name}`;

function needs(object: KubeObject): { key: string; what: string; by: string }[] {
  const workload = workloadOf({ object, path: '' });
  if (!workload) return [];
  const named = [...configReferences(workload)]
    .filter(({ optional, field }) => !optional && !field.includes('imagePullSecrets'))
    .map(({ kind, name }) => [kind, name] as const);
  const claims = [...entries(workload.pod.volumes)]
    .map(([volume]) => text(at(volume, 'persistentVolumeClaim', 'claimName')))
    .filter((name) => name !== undefined)
    .map((name) => ['PersistentVolumeClaim', name] as const);
  return [...named, ...claims].map(([kind, name]) => ({
    key: `${kind}\n${name}`,
    what: `${kind} ${name}`,
    by: objectName(object),
  }));
}
