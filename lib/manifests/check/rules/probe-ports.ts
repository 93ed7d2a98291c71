import { at, fields } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { choices, problemOf } from '../rule';
import { declaresPort, portsOf, type Workload } from '../../workload';

const PROBES = [
  ['startupProbe'],
  ['readinessProbe'],
  ['livenessProbe'],
  ['lifecycle', 'preStop'],
  ['lifecycle', 'postStart'],
];

/** Probes and hooks ask a port by a name that their own container gives it. */
export const probePorts = (set: ObjectSet): Generator<Problem> => asked(set, 'string');

/** Probes and hooks ask a port by a number that somebody in the pod declares. */
export const probePortNumbers = (set: ObjectSet): Generator<Problem> => asked(set, 'number');

function* asked(set: ObjectSet, sort: 'string' | 'number'): Generator<Problem> {
  for (const workload of set.workloads.all) {
    for (const container of workload.containers) {
      for (const path of PROBES) {
        const probe = fields(at(container.spec, ...path));
        for (const action of ['httpGet', 'tcpSocket', 'grpc']) {
          const port = at(probe, action, 'port');
          // A hook or probe with a host of its own asks somebody else.
          if (typeof port !== sort || at(probe, action, 'host') !== undefined || listens(workload, container, port))
            continue;
          const field = `${container.field}.${path.join('.')}.${action}.port`;
          const ports = portsOf(container).flatMap(({ name, port: p }) => [...(name ? [name] : []), Number(p)]);
          const fix = `Declare it in ${container.field}.ports; there: ${choices(ports)}`;
          yield problemOf(workload.manifest, field, `no port ${JSON.stringify(port)} is declared`, fix);
        }
      }
    }
  }
}

function listens(workload: Workload, container: Workload['containers'][number], port: unknown): boolean {
  if (typeof port === 'number') return declaresPort(workload, port);
  return portsOf(container).some(({ name }) => name === port);
}
