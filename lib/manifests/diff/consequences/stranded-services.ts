import { groupKind, objectName } from '../../manifest';
import { isEmptySelector, mapSelector, matches } from '../../selector';
import { workloadOf, type Workload } from '../../workload';
import { at } from '../../fields';
import type { Consequence, StoredPair } from '../change';

/** A Service that selected pods of these manifests before and selects none now answers nothing. */
export function strandedServices(pairs: readonly StoredPair[]): (pair: StoredPair) => Consequence[] {
  const workloads = (side: 'before' | 'after'): Workload[] =>
    pairs.flatMap(({ [side]: object }) => {
      const workload = object && workloadOf({ object, path: '' });
      return workload ? [workload] : [];
    });
  const [was, is] = [workloads('before'), workloads('after')];
  return ({ before, after }) => {
    if (!before || !after || groupKind(after) !== 'Service') return [];
    const hits = (all: readonly Workload[], service: typeof after): Workload[] => {
      const selector = mapSelector(at(service, 'spec', 'selector'));
      if (isEmptySelector(selector)) return [];
      const namespace = service.metadata.namespace ?? '';
      return all.filter((one) => one.namespace === namespace && matches(selector, one.labels));
    };
    const served = hits(was, before);
    if (served.length === 0 || hits(is, after).length > 0) return [];
    const names = served.map(({ manifest }) => objectName(manifest.object)).join(', ');
    return [{ sort: 'lowers-availability', message: `selects no pods any more: it selected those of ${names}` }];
  };
}
