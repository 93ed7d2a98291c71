import { given } from './given';

/** What a container asks for and may use, as Kubernetes quantities (`50m`, `64Mi`). An absent or empty one is not written. */
export interface Resources {
  /** Reserved CPU; also what `Autoscaling` measures against. */
  readonly cpuRequest?: string;
  readonly memoryRequest?: string;
  /** At this the container is killed and restarted. */
  readonly memoryLimit?: string;
  /** Throttles the container even when the node is idle: none unless asked for. */
  readonly cpuLimit?: string;
  readonly ephemeralStorageRequest?: string;
  /** At this the pod is evicted. */
  readonly ephemeralStorageLimit?: string;
}

/** For a small Node.js service; the one place where such figures stand. */
export const SMALL_SERVICE: Resources = {
  cpuRequest: '50m',
  memoryRequest: '64Mi',
  memoryLimit: '192Mi',
  ephemeralStorageRequest: '16Mi',
  ephemeralStorageLimit: '128Mi',
};

/** Each field that is given replaces the one of {@link SMALL_SERVICE}. */
export function withDefaults(resources: Resources | undefined): Resources {
  return { ...SMALL_SERVICE, ...given(resources ?? {}) };
}

/** Requests and limits of a container; undefined when there are none. @internal */
export function resourcesToKube(
  resources: Resources,
): { requests?: Record<string, string>; limits?: Record<string, string> } | undefined {
  const requests = quantities({
    cpu: resources.cpuRequest,
    memory: resources.memoryRequest,
    'ephemeral-storage': resources.ephemeralStorageRequest,
  });
  const limits = quantities({
    cpu: resources.cpuLimit,
    memory: resources.memoryLimit,
    'ephemeral-storage': resources.ephemeralStorageLimit,
  });
  return requests || limits ? { requests, limits } : undefined;
}

function quantities(given: Record<string, string | undefined>): Record<string, string> | undefined {
  const set = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}
