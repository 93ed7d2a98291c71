import { isIPv6 } from 'node:net';
import type { WebWorkload } from '../web-workload';
import type { Backend } from './backend';
import type { Share } from './upstream';

/** Port on which every engine listens: over 1024, since no engine runs as root. */
export const PROXY_PORT = 8080;

/** Names of the environment variables that hold host `j` of backend `i`, both counted from 0. */
export const hostVariables = (i: number, j: number): { readonly host: string; readonly port: string } => ({
  host: `BACKEND_${i}_HOST_${j}`,
  port: `BACKEND_${i}_PORT_${j}`,
});

/**
 * Environment variables that hold the external hosts of nginx and httpd, in the order of the backends. Their config refers
 * to them, so a host can be changed without a synthesis. An IPv6 address stands in brackets.
 */
export function hostEnv(backends: readonly Backend[]): Record<string, string> {
  return Object.fromEntries(
    backends.flatMap(({ target }, i) =>
      target.hosts.flatMap(({ address, port }, j) => [
        [hostVariables(i, j).host, isIPv6(address) ? `[${address}]` : address],
        [hostVariables(i, j).port, String(port)],
      ]),
    ),
  );
}

/** Addresses of a backend as a config says them: Services of workloads, or variables of {@link hostEnv}. */
export function hostReferences(backend: Backend, i: number): string[] {
  const { workload, hosts, shares } = backend.target;
  if (workload) return [serviceReference(backend, workload)];
  if (shares.length > 0) return takingShares(backend).map((share) => serviceReference(backend, share.workload));
  return hosts.map((_, j) => `\${${hostVariables(i, j).host}}:\${${hostVariables(i, j).port}}`);
}

/** Those who get something, in the order of {@link hostReferences}; none where nothing is weighted. */
export const takingShares = ({ target }: Backend): readonly Share[] => target.shares.filter(({ weight }) => weight > 0);

const serviceReference = (backend: Backend, workload: WebWorkload): string =>
  `${dnsName(backend, workload, workload.serviceName)}:${workload.servicePort}`;

/** DNS name of a Service of a workload, as the proxy has to ask for it. */
export function dnsName({ namespace }: Backend, workload: WebWorkload, service: string): string {
  const own = workload.identity.namespace;
  return own === undefined || own === namespace ? service : `${service}.${own}`;
}
