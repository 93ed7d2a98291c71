import { isHost } from './host';
import type { Refusal } from './refusals';

/** What a request target asks for. */
export interface Target {
  /** origin-form or `*`, to be sent on. */
  readonly origin: string;
  /** The path to route by: without query, dot segments, doubled slashes and needless percent-encoding. */
  readonly path: string;
  /** The authority of an absolute-form target: it takes the place of Host (RFC 9112 3.2.2). */
  readonly authority?: string;
}

const refused = (refusal: Refusal): { readonly refusal: Refusal } => ({ refusal });

/**
 * Reads a request target (RFC 9112 3.2): origin-form, absolute-form, and `*` for OPTIONS. authority-form is CONNECT's
 * alone, which is not served here.
 */
export function parseTarget(target: string, method: string): Target | { readonly refusal: Refusal } {
  if (target.startsWith('/')) return fromOrigin(target);
  if (target === '*') return method === 'OPTIONS' ? { origin: '*', path: '/' } : refused('bad_target');
  const absolute = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?]*)(.*)$/.exec(target);
  if (absolute === null) return refused('bad_target');
  const [, scheme = '', authority = '', rest = ''] = absolute;
  if (scheme.toLowerCase() !== 'http' && scheme.toLowerCase() !== 'https') return refused('bad_target');
  // RFC 9110 4.2.1, 4.2.4: an empty host is invalid, and so is userinfo, which `isHost` does not know.
  if (authority === '' || !isHost(authority) || authority.startsWith(':')) return refused('bad_target');
  // RFC 9112 3.2.4: OPTIONS with an empty path in absolute-form is `*` at the last hop.
  if (rest === '' && method === 'OPTIONS') return { origin: '*', path: '/', authority };
  const parsed = fromOrigin(rest.startsWith('/') ? rest : `/${rest}`);
  return 'refusal' in parsed ? parsed : { ...parsed, authority };
}

function fromOrigin(origin: string): Target | { readonly refusal: Refusal } {
  const query = origin.indexOf('?');
  const path = query < 0 ? origin : origin.slice(0, query);
  if (/%(?![0-9A-Fa-f]{2})/.test(origin)) return refused('bad_target');
  const normal = normalPath(path);
  return normal === undefined ? refused('bad_target') : { origin, path: normal };
}

/**
 * The path as most servers will understand it in the end (RFC 3986 6.2.2), so that a route cannot be slipped past by
 * another spelling: `%61` is `a`, `/x/../y` is `/y`, `//` is `/`. Undefined when it climbs above the root.
 */
export function normalPath(path: string): string | undefined {
  const decoded = path.replace(/%[0-9A-Fa-f]{2}/g, (triplet) => {
    const character = String.fromCharCode(parseInt(triplet.slice(1), 16));
    return /[A-Za-z0-9._~!$&'()*+,;=:@-]/.test(character) ? character : triplet.toUpperCase();
  });
  const segments: string[] = [];
  const given = decoded.split('/').slice(1);
  given.forEach((segment, index) => {
    const isLast = index === given.length - 1;
    if (segment === '..') {
      segments.push('..');
    } else if (segment !== '.' && (segment !== '' || isLast)) {
      segments.push(segment);
    } else if (segment === '.' && isLast) segments.push('');
  });
  const out: string[] = [];
  for (const [index, segment] of segments.entries()) {
    if (segment !== '..') out.push(segment);
    else if (out.pop() === undefined) return undefined;
    else if (index === segments.length - 1) out.push('');
  }
  return `/${out.join('/')}`;
}
