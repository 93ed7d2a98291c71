import { at, entries } from '../fields';
import { groupKind, objectKey, type KubeObject } from '../manifest';

/** Unless the API server was started with another range; it tells nobody which. */
const RANGE = { first: 30000, last: 32767 } as const;

/**
 * What a dry run lets pass, since it allocates nothing: ports of nodes out of the range, ports and addresses that another
 * Service has already. In the API server's words; undefined when all may be had.
 *
 * @param others all Services of the cluster, and those of the run that come before
 */
export function allocationRefusal(service: KubeObject, others: readonly KubeObject[]): string | undefined {
  if (groupKind(service) !== 'Service') return undefined;
  const own = others.filter((other) => objectKey(other) !== objectKey(service));
  const words = addressRefusal(service, own) ?? portRefusal(service, own);
  return words && `Service "${service.metadata.name}" is invalid: ${words}`;
}

function addressRefusal(service: KubeObject, others: readonly KubeObject[]): string | undefined {
  const address = at(service, 'spec', 'clusterIP');
  if (typeof address !== 'string' || address === '' || address === 'None') return undefined;
  if (!others.some((other) => at(other, 'spec', 'clusterIP') === address)) return undefined;
  return `spec.clusterIPs: Invalid value: ["${address}"]: failed to allocate IP ${address}: provided IP is already allocated`;
}

function portRefusal(service: KubeObject, others: readonly KubeObject[]): string | undefined {
  const taken = new Set(others.flatMap(nodePorts));
  for (const [port, index] of entries(at(service, 'spec', 'ports'))) {
    const { nodePort, protocol = 'TCP' } = port;
    if (typeof nodePort !== 'number' || nodePort === 0) continue;
    const where = `spec.ports[${index}].nodePort: Invalid value: ${nodePort}: `;
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
