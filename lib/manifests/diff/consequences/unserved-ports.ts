import { at, entries } from '../../fields';
import { groupKind, objectName, type KubeObject } from '../../manifest';
import { isEmptySelector, mapSelector, matches } from '../../selector';
import { declaresPort, workloadOf, type Workload } from '../../workload';
import type { Consequence, StoredPair } from '../change';

/**
 * A Service that sends to a port by its name reaches only pods that declare one of that name. Told at the workload that
 * gave the name up, or at the Service that asks for another one.
 */
export function unservedPorts(pairs: readonly StoredPair[]): (pair: StoredPair) => Consequence[] {
  const found = new Map<StoredPair, Consequence[]>();
  const tell = (pair: StoredPair, message: string): void => {
    found.set(pair, [...(found.get(pair) ?? []), { sort: 'lowers-availability', message }]);
  };
  const workloads = pairs.flatMap((pair) => {
    const [before, after] = [workloadIn(pair.before), workloadIn(pair.after)];
    return before && after ? [{ pair, before, after }] : [];
  });
  for (const service of pairs) {
    if (!service.before || !service.after || groupKind(service.after) !== 'Service') continue;
    for (const [{ port, targetPort, protocol = 'TCP' }] of entries(at(service.after, 'spec', 'ports'))) {
      if (typeof targetPort !== 'string') continue;
      const old = [...entries(at(service.before, 'spec', 'ports'))].find(([one]) => one.port === port)?.[0].targetPort;
      for (const { pair, before, after } of workloads) {
        if (!selects(service.before, before) || !selects(service.after, after)) continue;
        const isReached = typeof old === 'string' ? declaresPort(before, old, String(protocol)) : old !== undefined;
        if (!isReached || declaresPort(after, targetPort, String(protocol))) continue;
        const isAsked = old !== targetPort;
        tell(
          isAsked ? service : pair,
          isAsked
            ? `port ${String(port)} goes to '${targetPort}', which no port of ${objectName(after.manifest.object)} is called`
            : `no port is called '${targetPort}' any more: port ${String(port)} of ${objectName(service.after)} reaches these pods no more`,
        );
      }
    }
  }
  return (pair) => found.get(pair) ?? [];
}

function workloadIn(object: KubeObject | undefined): Workload | undefined {
  return object && workloadOf({ object, path: '' });
}

function selects(service: KubeObject, { namespace, labels }: Workload): boolean {
  const selector = mapSelector(at(service, 'spec', 'selector'));
  return !isEmptySelector(selector) && (service.metadata.namespace ?? '') === namespace && matches(selector, labels);
}
