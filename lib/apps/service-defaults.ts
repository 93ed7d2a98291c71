import { httpTelemetry } from './telemetry/http';
import { nodeTelemetry } from './telemetry/node';
import { VERSION } from '../definition/version';
import { given } from '../constructs/parts/given';
import { Probe } from '../constructs/parts/probes';
import type { WebWorkloadProps } from '../constructs/web-workload';
import type { ServiceContract } from '../../services/kit/contract';

/** Image, ports and probes of one of our services, and whatever else is given. */
export function serviceDefaults(contract: ServiceContract, props: Partial<WebWorkloadProps>): WebWorkloadProps {
  const { image = { repository: `chartwright/${contract.name}`, tag: VERSION }, component = contract.name } = props;
  const { probes, port, adminPort } = contract;
  const drain = drainsItself(contract.env.drainDelayMs);
  return {
    preStopSeconds: drain.preStopSeconds,
    metrics: { path: contract.metricsPath, telemetry: [httpTelemetry, nodeTelemetry] },
    ...given(props),
    image,
    component,
    port,
    adminPort,
    probes: {
      startup: Probe.http(probes.startup, { port: 'admin' }),
      readiness: Probe.http(probes.ready, { port: 'admin' }),
      liveness: Probe.http(probes.live, { port: 'admin' }),
    },
    env: { ...drain.env, ...props.env },
  };
}

/**
 * Our services take the pause between the decision to stop and the stop themselves, in place of the kubelet: while they
 * wait, every answer says `Connection: close`, so that no kept-alive connection is cut with a request on its way.
 */
export function drainsItself(drainDelayEnv: string): { preStopSeconds: number; env: Record<string, string> } {
  return { preStopSeconds: 0, env: { [drainDelayEnv]: '10000' } };
}
