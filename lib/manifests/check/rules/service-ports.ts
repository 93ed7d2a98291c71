import { at, entries, text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { choices, namespaceOf, problemOf } from '../rule';
import { isEmptySelector, mapSelector } from '../../selector';
import { declaresPort, portsOf } from '../../workload';

/** The name of a Service's target port is one that a container gives a port which it selects. */
export const servicePorts = (set: ObjectSet): Generator<Problem> => targeted(set, 'string');

/** The number of a Service's target port is one that a container declares which it selects. */
export const servicePortNumbers = (set: ObjectSet): Generator<Problem> => targeted(set, 'number');

function* targeted(set: ObjectSet, sort: 'string' | 'number'): Generator<Problem> {
  for (const manifest of set.ofKind('Service')) {
    const selector = mapSelector(at(manifest.object, 'spec', 'selector'));
    if (isEmptySelector(selector)) continue;
    const selected = set.workloads.select(namespaceOf(manifest), selector);
    if (selected.length === 0 || selected.some((workload) => workload.partial)) continue;
    for (const [port, index] of entries(at(manifest.object, 'spec', 'ports'))) {
      const target = port.targetPort ?? port.port;
      const protocol = text(port.protocol) ?? 'TCP';
      if (typeof target !== sort || selected.some((workload) => declaresPort(workload, target, protocol))) continue;
      const declared = selected.flatMap(({ containers }) => containers.flatMap(portsOf));
      const there = declared.flatMap((p) => [...(p.name ? [p.name] : []), Number(p.port)]);
      yield problemOf(
        manifest,
        `spec.ports[${index}].${port.targetPort === undefined ? 'port' : 'targetPort'}`,
        `no container that it selects declares the ${protocol} port ${JSON.stringify(target)}`,
        `Declare it there, or take one that is declared: ${choices([...new Set(there)])}`,
      );
    }
  }
}
