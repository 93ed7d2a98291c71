import type { ServiceConfig } from '../config/service';

/** A path prefix and where it leads. */
export interface Route<S> {
  readonly prefix: string;
  readonly service: S;
}

/** A service with what the table reads of its config. */
export interface Routed {
  readonly config: Pick<ServiceConfig, 'name' | 'domain' | 'path'>;
}

/**
 * Finds the service of a request: by host (exact, then the longest wildcard, then `*`), then by the longest path prefix.
 * A host that has no route for the path falls through to the next wider one, and last to the default service.
 */
export class RoutingTable<S extends Routed> {
  private readonly exact = new Map<string, Route<S>[]>();
  private readonly wildcard = new Map<string, Route<S>[]>();
  private readonly any: Route<S>[] = [];
  private readonly fallback: S | undefined;

  constructor(services: readonly S[], defaultName?: string) {
    for (const service of services) {
      for (const domain of service.config.domain) {
        for (const prefix of service.config.path) this.routesOf(domain).push({ prefix, service });
      }
    }
    for (const routes of [...this.exact.values(), ...this.wildcard.values(), this.any]) {
      routes.sort((a, b) => b.prefix.length - a.prefix.length);
    }
    this.fallback = services.find((service) => service.config.name === defaultName);
  }

  private routesOf(domain: string): Route<S>[] {
    if (domain === '*') return this.any;
    const map = domain.startsWith('*.') ? this.wildcard : this.exact;
    const name = domain.startsWith('*.') ? domain.slice(2) : domain;
    let routes = map.get(name);
    if (routes === undefined) map.set(name, (routes = []));
    return routes;
  }

  /**
   * @param host in lower case, without port and trailing dot; '' when the request names none
   * @param path normalised
   */
  find(host: string, path: string): Route<S> | undefined {
    const exact = this.exact.get(host);
    const found = exact === undefined ? undefined : longest(exact, path);
    if (found !== undefined) return found;
    if (this.wildcard.size > 0) {
      for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
        const routes = this.wildcard.get(host.slice(dot + 1));
        const one = routes === undefined ? undefined : longest(routes, path);
        if (one !== undefined) return one;
      }
    }
    return (
      longest(this.any, path) ?? (this.fallback === undefined ? undefined : { prefix: '/', service: this.fallback })
    );
  }
}

function longest<S>(routes: readonly Route<S>[], path: string): Route<S> | undefined {
  for (const route of routes) if (matches(route.prefix, path)) return route;
  return undefined;
}

/** `/api` matches `/api` and `/api/x`, not `/apix`; a prefix that ends in a slash matches what begins with it. */
export function matches(prefix: string, path: string): boolean {
  if (!path.startsWith(prefix)) return false;
  return prefix.length === path.length || prefix.endsWith('/') || path.charCodeAt(prefix.length) === 0x2f;
}
