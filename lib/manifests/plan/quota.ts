import { bytesOf } from '../../kubernetes/quantity';
import { at, fields, list, text } from '../fields';
import { groupKind, type KubeObject } from '../manifest';

/** An object that is made anew, and what the API calls its kind: `configmaps`, `deployments.apps`. */
export interface Created {
  readonly object: KubeObject;
  readonly namespace: string | undefined;
  readonly resource: string;
}

/**
 * What quotas refuse of several new objects: a dry run of each knows only of what is there already. In the words that
 * the API server uses. Quotas with scopes are left to it.
 */
export function overQuota(created: readonly Created[], quotas: readonly KubeObject[]): Map<KubeObject, string> {
  const refused = new Map<KubeObject, string>();
  for (const quota of quotas) {
    if (at(quota, 'spec', 'scopes') !== undefined || at(quota, 'spec', 'scopeSelector') !== undefined) continue;
    const hard = fields(at(quota, 'status', 'hard'));
    const used = new Map(Object.entries(fields(at(quota, 'status', 'used'))).map(([k, v]) => [k, bytesOf(v) ?? 0]));
    for (const one of created) {
      if (one.namespace !== quota.metadata.namespace || refused.has(one.object)) continue;
      const demands = [...demandsOf(one)].filter(([what]) => hard[what] !== undefined);
      const over = demands.find(([what, amount]) => (used.get(what) ?? 0) + amount > Number(bytesOf(hard[what])));
      if (over) {
        const [what, amount] = over;
        const words = `exceeded quota: ${quota.metadata.name}, requested: ${what}=${amount}, used: ${what}=${used.get(what) ?? 0}, limited: ${what}=${text(hard[what]) ?? ''}`;
        refused.set(one.object, `${one.resource} "${one.object.metadata.name}" is forbidden: ${words}`);
      } else for (const [what, amount] of demands) used.set(what, (used.get(what) ?? 0) + amount);
    }
  }
  return refused;
}

/** What an object takes of a quota, by what the quota calls it. */
function* demandsOf({ object, resource }: Created): Generator<readonly [what: string, amount: number]> {
  yield [`count/${resource}`, 1];
  const kind = groupKind(object);
  if (!kind.includes('/')) yield [resource, 1];
  if (kind === 'Service') yield* demandsOfService(fields(object.spec));
  if (kind === 'PersistentVolumeClaim') {
    const storage = bytesOf(at(object, 'spec', 'resources', 'requests', 'storage')) ?? 0;
    yield ['requests.storage', storage];
    const storageClass = text(at(object, 'spec', 'storageClassName'));
    if (storageClass) {
      yield [`${storageClass}.storageclass.storage.k8s.io/requests.storage`, storage];
      yield [`${storageClass}.storageclass.storage.k8s.io/persistentvolumeclaims`, 1];
    }
  }
}

function* demandsOfService({ type, ports }: Readonly<Record<string, unknown>>): Generator<readonly [string, number]> {
  if (type === 'NodePort' || type === 'LoadBalancer') yield ['services.nodeports', list(ports).length];
  if (type === 'LoadBalancer') yield ['services.loadbalancers', 1];
}
