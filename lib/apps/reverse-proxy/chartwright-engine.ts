import { contract } from '../../../services/reverse-proxy/contract';
import { nodeTelemetry } from '../telemetry/node';
import { proxyTelemetry } from './telemetry';
import { toYaml } from '../../yaml';
import { Probe } from '../../constructs/parts/probes';
import type { Image } from '../../constructs/parts/image';
import { VERSION } from '../../definition/version';
import { drainsItself } from '../service-defaults';
import type { Backend } from '../../constructs/proxy/backend';
import { NOTHING_IN_FRONT, type Front } from '../../constructs/proxy/front';
import type { EngineWorkload } from '../../constructs/proxy/engine';
import { dnsName, PROXY_PORT, takingShares } from '../../constructs/proxy/hosts';

/** Our own proxy, with the config file of services/reverse-proxy/README.md. */
export function chartwrightEngine(
  backends: readonly Backend[],
  front: Front = NOTHING_IN_FRONT,
  image: Image | string = { repository: `chartwright/${contract.name}`, tag: VERSION },
): EngineWorkload {
  return {
    image,
    adminPort: contract.adminPort,
    metrics: { path: contract.metricsPath, telemetry: [proxyTelemetry, nodeTelemetry] },
    probes: {
      readiness: Probe.http(contract.probes.ready, { port: 'admin' }),
      liveness: Probe.http(contract.probes.live, { port: 'admin' }),
    },
    ...drainsItself(contract.env.drainDelayMs),
    config: {
      mountPath: contract.config.directory,
      files: { [contract.config.file]: chartwrightConfig(backends, front) },
    },
  };
}

/** A whole config.yaml. */
export function chartwrightConfig(
  backends: readonly Backend[],
  { trustedProxies, proxyProtocol }: Front = NOTHING_IN_FRONT,
  port: number = PROXY_PORT,
): string {
  // Quoted, so that a Helm chart gives the same text for every value.
  return toYaml(
    {
      proxy: {
        listen: { port, ...(proxyProtocol.length === 0 ? {} : { proxyProtocol }) },
        ...(trustedProxies.length === 0 ? {} : { forwarded: { trustedProxies } }),
        dns: { refresh: '2s' },
        services: backends.map(service),
      },
    },
    undefined,
    'quoted',
  );
}

function service(backend: Backend): Record<string, unknown> {
  const { name, domain, path, balancing, healthCheck, target } = backend;
  const weighted = target.shares.length > 0 && balancing === 'round-robin';
  return {
    name,
    domain,
    path,
    hosts: hostsOf(backend),
    balancing: weighted ? 'weighted-round-robin' : balancing,
    ...(healthCheck === false ? {} : { healthCheck: { path: healthCheck } }),
    timeouts: { connect: `${backend.connectTimeoutSeconds}s`, perTry: `${backend.responseTimeoutSeconds}s` },
    // What a pod says of itself holds for that pod: another may be well. (Idempotent requests, and a fifth of all at most.)
    ...(target.workload ? { retries: { statuses: [503] } } : {}),
  };
}

function hostsOf(backend: Backend): { address: string; port: number; weight?: number }[] {
  const { workload, shares, hosts } = backend.target;
  // All pods by name, so that this proxy and not kube-proxy decides, request by request.
  if (workload) return [{ address: dnsName(backend, workload, workload.headlessServiceName()), port: workload.port }];
  if (shares.length === 0) return hosts.map(({ address, port }) => ({ address, port }));
  // By Service: a weight of each pod would make the shares depend on the numbers of pods.
  return takingShares(backend).map(({ workload, weight }) => ({
    address: dnsName(backend, workload, workload.serviceName),
    port: workload.servicePort,
    weight,
  }));
}
