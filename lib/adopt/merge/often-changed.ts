import type { Json, KubeObject } from '../../manifests/manifest';
import type { Place } from './place';

/**
 * What becomes a value where there is one environment only: number of pods, tags of images, hosts, as that is what
 * differs as soon as there is a second one.
 */
export function oftenChanged(objects: readonly KubeObject[]): (value: Json, place: Place) => boolean {
  const hosts = objects.flatMap(hostsOf);
  // Migrations and scheduled jobs run the application's image too: the same value is theirs.
  const images = new Set(objects.flatMap(imagesOf));
  return (value, { kind, path }) => {
    const workload = kind === 'Deployment' || kind === 'StatefulSet';
    if (workload && path.join('.') === 'spec.replicas') return typeof value === 'number';
    if (typeof value !== 'string') return false;
    if (path.at(-1) === 'image' && !path.includes('data')) {
      const own = workload && path.includes('containers');
      return (own || images.has(value)) && /^[^@]*:[\w][\w.-]*$/.test(value);
    }
    return hosts.some((host) => value === host || value.split(/[^A-Za-z0-9.-]+/).includes(host));
  };
}

/** Images of what runs all the time. */
function imagesOf({ kind, spec }: KubeObject): string[] {
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return [];
  const containers = (spec as { template?: { spec?: { containers?: unknown } } } | undefined)?.template?.spec
    ?.containers;
  return Array.isArray(containers) ? containers.map((one) => String((one as { image?: unknown } | null)?.image)) : [];
}

/** Hosts that an Ingress serves, as long as they are whole ones. */
function hostsOf({ kind, spec }: KubeObject): string[] {
  const rules = kind === 'Ingress' ? (spec as { rules?: unknown } | undefined)?.rules : undefined;
  if (!Array.isArray(rules)) return [];
  return rules
    .map((rule) => (rule as { host?: unknown } | null)?.host)
    .filter((host): host is string => typeof host === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host));
}
