import type { Manifest } from '../../manifest';
import { at, entries } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { objectName } from '../../manifest';
import { problemOf } from '../rule';
import { DNS_LABEL, PORT_NAME } from '../../../kubernetes/names';

const isPort = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;

/** Numbers and names of ports are in range and well-formed; node ports are in the default range and used once. */
export function* portNumbers(set: ObjectSet): Generator<Problem> {
  for (const { manifest, containers } of set.workloads.all) {
    for (const container of containers) {
      for (const [port, index] of entries(container.spec.ports)) {
        yield* range(manifest, `${container.field}.ports[${index}].containerPort`, port.containerPort);
        if (typeof port.name !== 'string') continue;
        if (PORT_NAME.pattern.test(port.name) && port.name.length <= PORT_NAME.longest) continue;
        const field = `${container.field}.ports[${index}].name`;
        yield problemOf(manifest, field, `'${port.name}' is no port name`, `Allowed: ${PORT_NAME.allowed}`);
      }
    }
  }
  const nodePorts = new Map<string, Manifest>();
  for (const manifest of set.ofKind('Service')) yield* service(manifest, nodePorts);
}

function* service(manifest: Manifest, nodePorts: Map<string, Manifest>): Generator<Problem> {
  const ports = [...entries(at(manifest.object, 'spec', 'ports'))];
  for (const [port, index] of ports) {
    const field = `spec.ports[${index}]`;
    yield* range(manifest, `${field}.port`, port.port);
    if (typeof port.targetPort === 'number') yield* range(manifest, `${field}.targetPort`, port.targetPort);
    if (typeof port.name === 'string') {
      if (!DNS_LABEL.pattern.test(port.name) || port.name.length > DNS_LABEL.longest) {
        yield problemOf(manifest, `${field}.name`, `'${port.name}' is no port name`, `Allowed: ${DNS_LABEL.allowed}`);
      }
    } else if (ports.length > 1) {
      yield problemOf(manifest, `${field}.name`, 'missing, though the Service has several ports', 'Name each port');
    }
    const { nodePort, protocol = 'TCP' } = port;
    if (typeof nodePort !== 'number' || nodePort === 0) continue;
    if (nodePort < 30000 || nodePort > 32767) {
      yield problemOf(manifest, `${field}.nodePort`, `${nodePort} is no node port`, 'Allowed: 30000 to 32767');
    }
    const key = `${nodePort}/${String(protocol)}`;
    const other = nodePorts.get(key);
    if (other) {
      const problem = `${nodePort} is the node port of ${objectName(other.object)} too`;
      yield problemOf(manifest, `${field}.nodePort`, problem, 'Take another, or leave it out to be given a free one');
    } else nodePorts.set(key, manifest);
  }
}

function* range(manifest: Manifest, field: string, port: unknown): Generator<Problem> {
  if (!isPort(port)) yield problemOf(manifest, field, `${JSON.stringify(port)} is no port`, 'Allowed: 1 to 65535');
}
