import { configReferences } from '../../config-reference';
import { groupKind, objectName, type KubeObject } from '../../manifest';
import { workloadOf } from '../../workload';
import type { Consequence, Pair } from '../change';
import { isSame } from '../field-changes';

/**
 * Pods read a ConfigMap or Secret when they start (variables) or within a minute or so (volumes): those whose template
 * stays the same when its content changes go on with the old one.
 */
export function stalePods(pairs: readonly Pair[]): (pair: Pair) => Consequence[] {
  const readers = new Map<string, Set<string>>();
  for (const { before, after } of pairs) {
    const now = after && workloadOf({ object: after, path: '' });
    if (!before || !now || groupKind(before) === 'batch/CronJob') continue;
    if (!isSame(workloadOf({ object: before, path: '' })?.pod, now.pod)) continue;
    if (!isSame(annotations(before), annotations(after))) continue;
    for (const { kind, name } of configReferences(now)) {
      const key = `${kind}\n${now.namespace}\n${name}`;
      const known = readers.get(key) ?? new Set();
      readers.set(key, known.add(objectName(after)));
    }
  }
  return ({ before, after }) => {
    if (!before || !after || isSame([before.data, before.stringData], [after.data, after.stringData])) return [];
    const { name, namespace = '' } = after.metadata;
    const found = readers.get(`${groupKind(after)}\n${namespace}\n${name}`);
    if (!found) return [];
    const message = `pods of ${[...found].join(', ')} go on with what they have read until they are restarted`;
    return [{ sort: 'stale-pods', message }];
  };
}

function annotations(object: KubeObject): unknown {
  const spec = object.spec as { template?: { metadata?: { annotations?: unknown } } } | undefined;
  return spec?.template?.metadata?.annotations;
}
