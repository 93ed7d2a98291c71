import { at, list } from '../../fields';
import { objectName, type KubeObject } from '../../manifest';
import { isEmptySelector, mapSelector, matches } from '../../selector';
import { workloadOf } from '../../workload';
import type { Consequence, Pair, StoredPair } from '../change';
import { presentKind } from '../pair-up';

/**
 * A database, or whatever stores, that goes: what it stored does not go along to where the others look from now on.
 * Told of it, and of each workload that named its Service and does not any more.
 */
export function startsEmpty(pairs: readonly StoredPair[]): (pair: Pair) => Consequence[] {
  const gone = pairs.flatMap(({ before, after }) => (before && !after && stores(before) ? [before] : []));
  if (gone.length === 0) return () => [];
  const names = new Map(gone.map((store) => [store, new Set(namesOf(store, pairs))]));
  return ({ before, after }) => {
    if (before && !after && names.has(before)) {
      const message =
        'what it stored is not moved: an application that uses another database from now on starts with an empty one, unless the data is taken along first';
      return [{ sort: 'loses-data', message }];
    }
    if (!before || !after || !makesPods(after)) return [];
    return [...names].flatMap(([store, own]): Consequence[] => {
      if (![...own].some((name) => mentions(before, name)) || [...own].some((name) => mentions(after, name))) return [];
      const message = `it used ${objectName(store)}, whose data is not moved: it starts empty, unless the data is taken along first`;
      return [{ sort: 'loses-data', message }];
    });
  };
}

const makesPods = (object: KubeObject): boolean => workloadOf({ object, path: '' }) !== undefined;

function stores(object: KubeObject): boolean {
  const kind = presentKind(object);
  if (kind === 'postgresql.cnpg.io/Cluster') return true;
  return kind === 'apps/StatefulSet' && list(at(object, 'spec', 'volumeClaimTemplates')).length > 0;
}

/** What others call it: its own name, and those of the Services that lead to its pods. */
function namesOf(store: KubeObject, pairs: readonly StoredPair[]): string[] {
  const { name, namespace } = store.metadata;
  if (presentKind(store) === 'postgresql.cnpg.io/Cluster') return [`${name}-rw`, `${name}-r`, `${name}-ro`];
  const workload = workloadOf({ object: store, path: '' });
  const services = pairs.flatMap(({ before }) => {
    if (before?.kind !== 'Service' || before.metadata.namespace !== namespace) return [];
    const selector = mapSelector(at(before, 'spec', 'selector'));
    return workload && !isEmptySelector(selector) && matches(selector, workload.labels) ? [before.metadata.name] : [];
  });
  return [...services, name];
}

/** Whether a text of the pods names a host: alone, or with what may stand around a name. */
function mentions(object: KubeObject, host: string): boolean {
  const { pod } = workloadOf({ object, path: '' }) ?? {};
  let found = false;
  const visit = (value: unknown): void => {
    if (found) return;
    if (typeof value === 'string') {
      found = value.split(/[^a-z0-9-]+/i).some((word) => word === host);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(pod);
  return found;
}
