import { groupKind, objectName, type KubeObject } from '../manifest';
import { CONSEQUENCES, type Change, type Consequence, type FieldChange, type Judge, type Pair } from './change';
import { access } from './consequences/access';
import { images } from './consequences/images';
import { immutable } from './consequences/immutable';
import { networkAccess } from './consequences/network-access';
import { podSecurity } from './consequences/pod-security';
import { removal } from './consequences/removal';
import { rollout } from './consequences/rollout';
import { scale } from './consequences/scale';
import { stalePods } from './consequences/stale-pods';
import { fieldChanges } from './field-changes';

export { CONSEQUENCES, type Change, type Consequence, type FieldChange } from './change';

const JUDGES: readonly Judge[] = [immutable, removal, access, networkAccess, podSecurity, rollout, scale, images];

/**
 * What changes from one synthesis to the next, by object and field, and what it does to the cluster when it is applied.
 * Objects are the same when API group, kind, namespace and name are; the order is that of `after`, then what is gone.
 */
export function diffManifests(before: readonly KubeObject[], after: readonly KubeObject[]): Change[] {
  const was = new Map(before.map((object) => [identity(object), object]));
  const is = new Map(after.map((object) => [identity(object), object]));
  const pairs: Pair[] = [...is].map(([name, object]) => ({ before: was.get(name), after: object }));
  for (const [name, object] of was) if (!is.has(name)) pairs.push({ before: object, after: undefined });

  const stale = stalePods(pairs);
  return pairs.flatMap((pair) => {
    const fields = pair.before && pair.after ? changesOf(pair.before, pair.after) : [];
    const sort = pair.before === undefined ? 'added' : pair.after === undefined ? 'removed' : 'changed';
    if (sort === 'changed' && fields.length === 0) return [];
    const consequences = [...JUDGES.flatMap((judge) => [...judge(pair, fields)]), ...stale(pair)];
    const object = objectName((pair.after ?? pair.before) as KubeObject);
    return [{ object, sort, fields, consequences: worstFirst(consequences) } satisfies Change];
  });
}

function changesOf(before: KubeObject, after: KubeObject): FieldChange[] {
  const changes = fieldChanges(before, after);
  if (groupKind(after) !== 'Secret') return changes;
  return changes.map((change) => (/^(data|stringData)\b/.test(change.field) ? { ...change, secret: true } : change));
}

function identity(object: KubeObject): string {
  return [groupKind(object), object.metadata.namespace ?? '', object.metadata.name].join('\n');
}

function worstFirst(consequences: readonly Consequence[]): Consequence[] {
  const rank = ({ sort }: Consequence): number => CONSEQUENCES.indexOf(sort);
  return [...consequences].sort((a, b) => rank(a) - rank(b));
}
