import type { Backend } from './backend';

/** Port on which every engine listens: over 1024, since no engine runs as root. */
export const PROXY_PORT = 8080;

/** What the proxy itself answers, for probes and people, whatever the Host. */
export const HEALTH_CHECK = {
  path: '/api/v2/_health_check',
  text: 'Health-check reverse-proxy is working!!!!!',
} as const;

/**
 * Environment variables that hold the external hosts of nginx and httpd: `BACKEND_<i>_HOST_<j>` and `BACKEND_<i>_PORT_<j>`,
 * counted from 0 in the order of the backends. Their config refers to them, so a host can be changed without a synthesis.
 */
export function hostEnv(backends: readonly Backend[]): Record<string, string> {
  return Object.fromEntries(
    backends.flatMap(({ target }, i) =>
      target.hosts.flatMap(({ address, port }, j) => [
        [`BACKEND_${i}_HOST_${j}`, address],
        [`BACKEND_${i}_PORT_${j}`, String(port)],
      ]),
    ),
  );
}

/** Addresses of a backend as a config says them: the Service of a workload, or variables of {@link hostEnv}. */
export function hostReferences({ target }: Backend, i: number): string[] {
  if (target.workload) return [`${target.workload.serviceName}:${target.workload.servicePort}`];
  return target.hosts.map((_, j) => `\${BACKEND_${i}_HOST_${j}}:\${BACKEND_${i}_PORT_${j}}`);
}

/** Backends of each domain, `*` last, longest path first; domains in the order in which they come. */
export function byDomain(
  backends: readonly Backend[],
): { readonly domain: string; readonly backends: readonly Backend[] }[] {
  const groups = new Map<string, Backend[]>();
  for (const backend of backends) {
    const group = groups.get(backend.domain);
    if (group) group.push(backend);
    else groups.set(backend.domain, [backend]);
  }
  return [...groups].map(([domain, group]) => ({
    domain,
    backends: group.length === 1 ? group : group.sort((a, b) => b.path.length - a.path.length),
  }));
}
