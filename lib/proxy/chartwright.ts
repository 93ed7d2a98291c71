import { contract } from '../../services/reverse-proxy/contract';
import { nodeTelemetry } from '../monitoring/telemetry/node';
import { proxyTelemetry } from '../monitoring/telemetry/proxy';
import { toYaml } from '../outputs/yaml';
import { Probe } from '../parts/probes';
import type { Image } from '../parts/image';
import { drainsItself, SERVICE_IMAGE_TAG } from '../parts/service-defaults';
import type { Backend } from './backend';
import type { EngineWorkload } from './engine';
import { dnsName, PROXY_PORT } from './hosts';

/** Our own proxy, with the config file of services/reverse-proxy/README.md. */
export function chartwrightEngine(
  backends: readonly Backend[],
  image: Image | string = { repository: `chartwright/${contract.name}`, tag: SERVICE_IMAGE_TAG },
): EngineWorkload {
  return {
    image,
    adminPort: contract.adminPort,
    metrics: { path: contract.metricsPath, telemetry: [proxyTelemetry, nodeTelemetry] },
    probes: {
      readiness: Probe.http(contract.probes.readiness, { port: 'admin' }),
      liveness: Probe.http(contract.probes.liveness, { port: 'admin' }),
    },
    ...drainsItself(contract.env.drainDelayMs),
    config: {
      mountPath: contract.config.directory,
      files: { [contract.config.file]: chartwrightConfig(backends) },
    },
  };
}

/** A whole config.yaml. */
export function chartwrightConfig(backends: readonly Backend[], port: number = PROXY_PORT): string {
  // Quoted, so that a Helm chart gives the same text for every value.
  return toYaml(
    { proxy: { listen: { port }, dns: { refresh: '2s' }, services: backends.map(service) } },
    undefined,
    'quoted',
  );
}

function service(backend: Backend): Record<string, unknown> {
  const { name, domain, path, balancing, healthCheck, target } = backend;
  return {
    name,
    domain,
    path,
    // All pods by name, so that this proxy and not kube-proxy decides, request by request.
    hosts: target.workload
      ? [{ address: dnsName(backend, target.workload.headlessServiceName()), port: target.workload.port }]
      : target.hosts.map(({ address, port }) => ({ address, port })),
    balancing,
    ...(healthCheck === false ? {} : { healthCheck: { path: healthCheck } }),
    timeouts: { connect: `${backend.connectTimeoutSeconds}s`, perTry: `${backend.responseTimeoutSeconds}s` },
  };
}
