import { milliOf } from '../../kubernetes/milli';
import { given } from './given';

/** Kubernetes quantities (`50m`, `64Mi`) by resource: `cpu`, `memory`, `ephemeral-storage`, … */
export type Quantities = Readonly<Record<string, string>>;

/** What a container asks for and may use, as Kubernetes writes it. */
export interface Resources {
  /** Reserved on the node; also what `Autoscaling` measures against. `{}` for nothing. */
  readonly requests?: Quantities;
  /**
   * Over the memory limit the container is killed and restarted, over that of ephemeral storage the pod is evicted. A CPU
   * limit throttles the container even when the node is idle: none unless asked for. `{}` for no limit.
   */
  readonly limits?: Quantities;
}

/** For a small Node.js service; the one place where such figures stand. */
export const SMALL_SERVICE = {
  requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '16Mi' },
  limits: { memory: '192Mi', 'ephemeral-storage': '128Mi' },
} satisfies Resources;

/**
 * Requests and limits that are given each replace, whole, those of the defaults. A default limit follows a larger request:
 * the API server refuses a request over its limit.
 */
export function withDefaults(resources: Resources | undefined, defaults: Resources = SMALL_SERVICE): Resources {
  const own = given(resources ?? {});
  if (own.requests === undefined || own.limits !== undefined || defaults.limits === undefined)
    return { ...defaults, ...own };
  return { ...own, limits: raised(defaults.limits, own.requests) };
}

function raised(limits: Quantities, requests: Quantities): Quantities {
  return Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => {
      const request = requests[name];
      return [name, request !== undefined && Number(milliOf(request)) > Number(milliOf(limit)) ? request : limit];
    }),
  );
}
