import type { IngressBackend, IngressRuleHttp } from '../../kubernetes/types';

/** A Service and one of its ports, by number or by name, as what an Ingress sends requests to. */
export function backend(service: string, port: number | string): IngressBackend {
  return { service: { name: service, port: typeof port === 'number' ? { number: port } : { name: port } } };
}

/**
 * Paths of a rule of an Ingress, in the order in which they are written; undefined ones are left out.
 * @param pathType of all of them
 *
 * @example
 * ```ts
 * const rule = { host: 'shop.example.com', http: Kube.paths('Prefix', { '/api': Kube.backend('api', 'http'), '/': Kube.backend('web', 80) }) };
 * ```
 */
export function paths(
  pathType: 'Prefix' | 'Exact' | 'ImplementationSpecific',
  backends: Readonly<Record<string, IngressBackend | undefined>>,
): IngressRuleHttp {
  return {
    paths: Object.entries(backends).flatMap(([path, one]) => (one ? [{ path, pathType, backend: one }] : [])),
  };
}
