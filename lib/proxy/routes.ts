import type { Backend } from './backend';

/** The backends of one domain, longest path first. */
export interface DomainRoutes {
  readonly domain: string;
  readonly backends: readonly Backend[];
}

/**
 * Backends of each domain, domains from the narrowest to `*`. A domain has also the paths of the wider ones that take in
 * the same hosts: with `/api` of `a.example.com` and `/` of `*`, the rest of `a.example.com` goes where any host goes.
 */
export function routesByDomain(backends: readonly Backend[]): DomainRoutes[] {
  const domains = [...new Set(backends.map(({ domain }) => domain))].sort((a, b) => breadth(a) - breadth(b));
  return domains.map((domain, i) => {
    const byPath = new Map<string, Backend>();
    for (const wider of domains.slice(i).filter((other) => takesIn(other, domain))) {
      for (const backend of backends) {
        if (backend.domain === wider && !byPath.has(backend.path)) byPath.set(backend.path, backend);
      }
    }
    return { domain, backends: [...byPath.values()].sort((a, b) => b.path.length - a.path.length) };
  });
}

/** Exact names first, then wildcards, those with the longest rest first, then `*`. */
function breadth(domain: string): number {
  if (domain === '*') return Infinity;
  return domain.startsWith('*.') ? 1000 - domain.length : 0;
}

function takesIn(wider: string, domain: string): boolean {
  return wider === '*' || wider === domain || (wider.startsWith('*.') && domain.endsWith(wider.slice(1)));
}
