import { given } from './given';
import { Probe } from './probes';
import type { WebWorkloadProps } from './web-workload';

/** What a service of services/ tells the library: the constants of its contract.ts. */
export interface ServiceContract {
  readonly name: string;
  readonly port: number;
  readonly adminPort: number;
  /** Paths on the admin port. */
  readonly probes: { readonly startup: string; readonly live: string; readonly ready: string };
  readonly env: { readonly drainDelayMs: string };
}

/** Version of the images that this version of the library goes with. */
export const SERVICE_IMAGE_TAG = '0.1.0';

/** Image, ports and probes of one of our services, and whatever else is given. */
export function serviceDefaults(contract: ServiceContract, props: Partial<WebWorkloadProps>): WebWorkloadProps {
  const { image = { repository: `chartwright/${contract.name}`, tag: SERVICE_IMAGE_TAG }, component = contract.name } =
    props;
  const { probes, port, adminPort } = contract;
  return {
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
    // The kubelet's preStop pause is the wait; a second one inside would only make the stop longer.
    env: { [contract.env.drainDelayMs]: '0', ...props.env },
  };
}
