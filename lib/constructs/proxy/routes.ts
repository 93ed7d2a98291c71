import type { Backend } from './backend';

/** The backends of one domain, longest path first. */
export interface DomainRoutes {
  readonly domain: string;
  readonly backends: readonly Backend[];
}

/**
 * Backends of each domain, domains from the narrowest to `*`. What a domain has no path for goes to the wider ones that
 * take in the same hosts: with `/api` of `a.example.com` and `/` of `*`, the rest of `a.example.com` goes where any host goes.
 */
export function routesByDomain(backends: readonly Backend[]): DomainRoutes[] {
  const domains = [...new Set(backends.map(({ domain }) => domain))].sort((a, b) => breadth(a) - breadth(b));
  return domains.map((domain, i) => {
    const own: Backend[] = [];
    for (const wider of domains.slice(i).filter((other) => takesIn(other, domain))) {
      const taken = own.map(({ path }) => path);
      const left = backends.filter((backend) => !taken.some((path) => covers(path, backend.path)));
      own.push(...left.filter((backend) => backend.domain === wider));
    }
    return { domain, backends: own.sort((a, b) => b.path.length - a.path.length) };
  });
}

/** Whether every request for `path` is one for `prefix`: by whole segments. */
const covers = (prefix: string, path: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

/** Exact names first, then wildcards, those with the longest rest first, then `*`. */
function breadth(domain: string): number {
  if (domain === '*') return Infinity;
  return domain.startsWith('*.') ? 1000 - domain.length : 0;
}

function takesIn(wider: string, domain: string): boolean {
  return wider === '*' || wider === domain || (wider.startsWith('*.') && domain.endsWith(wider.slice(1)));
}
