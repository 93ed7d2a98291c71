import { at, entries } from '../fields';
import { groupKind, type KubeObject } from '../manifest';

/** Unless the API server was started with another range; it tells nobody which. */
const RANGE = { first: 30000, last: 32767 } as const;

/**
 * What a dry run lets pass, since it allocates nothing: ports of nodes out of the range, and ports that another Service
 * has already. In the API server's words; undefined when all may be had.
 *
 * @param others all Services of the cluster, and those of the run that come before
 */
export function nodePortRefusal(service: KubeObject, others: readonly KubeObject[]): string | undefined {
  if (groupKind(service) !== 'Service') return undefined;
  const taken = new Set(others.filter((other) => !isSameService(other, service)).flatMap(nodePorts));
  for (const [port, index] of entries(at(service, 'spec', 'ports'))) {
    const { nodePort, protocol = 'TCP' } = port;
    if (typeof nodePort !== 'number' || nodePort === 0) continue;
    const where = `Service "${service.metadata.name}" is invalid: spec.ports[${index}].nodePort: Invalid value: ${nodePort}: `;
    if (nodePort < RANGE.first || nodePort > RANGE.last) {
      return `${where}provided port is not in the valid range. The range of valid ports is ${RANGE.first}-${RANGE.last}`;
    }
    if (taken.has(portKey(nodePort, protocol))) return `${where}provided port is already allocated`;
  }
  return undefined;
}

/** The result of a dry run without the ports that it made up: what is allocated in the end is another one. */
export function withoutTrialPorts(result: KubeObject, manifest: KubeObject, live: KubeObject | undefined): KubeObject {
  const known = new Set([manifest, ...(live ? [live] : [])].flatMap(nodePorts));
  const copy = structuredClone(result);
  for (const [port] of entries(at(copy, 'spec', 'ports'))) {
    const { nodePort, protocol = 'TCP' } = port;
    if (typeof nodePort === 'number' && !known.has(portKey(nodePort, protocol))) {
      delete (port as Record<string, unknown>).nodePort;
    }
  }
  return copy;
}

function nodePorts(service: KubeObject): string[] {
  return [...entries(at(service, 'spec', 'ports'))].flatMap(([{ nodePort, protocol = 'TCP' }]) =>
    typeof nodePort === 'number' ? [portKey(nodePort, protocol)] : [],
  );
}

const portKey = (port: number, protocol: unknown): string => `${String(protocol)} ${port}`;

const isSameService = (a: KubeObject, b: KubeObject): boolean =>
  a.metadata.name === b.metadata.name && a.metadata.namespace === b.metadata.namespace;
