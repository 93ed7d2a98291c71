import { at, entries, list, text } from '../../fields';
import type { KubeObject } from '../../manifest';
import { stringsOf } from '../../selector';
import { isAmong } from '../address-ranges';
import type { Consequence } from '../change';

/** Annotations of ingress controllers that keep people out: without one, or with another value, more may come in. */
const GUARDS =
  /(?:whitelist|allow-?list|denylist|source-range|auth-|satisfy|ssl-redirect|force-ssl|router\.middlewares|scheme$|inbound-cidrs|security-groups|waf)/;

/** What kept people out of an Ingress and does not any more: TLS of a host, an allow-list, a login. */
export function* ingressDoors(before: KubeObject, after: KubeObject): Generator<Consequence> {
  const [was, is] = [tlsHosts(before), tlsHosts(after)];
  const served = hosts(after);
  for (const host of was) {
    const wildcard = `*${host.slice(host.indexOf('.'))}`;
    if (!is.has(host) && !is.has('*') && !is.has(wildcard) && (served.has(host) || host === '*')) {
      yield widens(`serves ${host === '*' ? 'its hosts' : host} without TLS`);
    }
  }
  const [old, now] = [annotations(before), annotations(after)];
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const told = GUARDS.test(key) ? guard(key, closing(key, old[key]), closing(key, now[key])) : undefined;
    if (told) yield told;
  }
}

/** What an annotation keeps out; undefined for a value that keeps out nobody who comes without it. */
function closing(key: string, value: string | undefined): string | undefined {
  if (/ssl-redirect|force-ssl/.test(key)) return value === 'false' ? undefined : (value ?? REDIRECTS);
  if (/scheme$/.test(key)) return value === 'internal' ? value : undefined;
  if (/satisfy$/.test(key)) return value === 'any' ? undefined : 'all';
  return value;
}

/** That requests without TLS are sent to it is what controllers do unless they are told otherwise. */
const REDIRECTS = 'true';

function guard(key: string, was: string | undefined, is: string | undefined): Consequence | undefined {
  if (was === is) return undefined;
  if (was === undefined) return { sort: 'narrows-access', message: `annotation ${key}: now ${String(is)}` };
  if (is === undefined) return widens(`annotation ${key}: ${was} no more`);
  const [old, now] = [was, is].map((value) => value.split(/[\s,]+/).filter((part) => part !== ''));
  const [inner, outer] = DENIED.test(key) ? [old, now] : [now, old];
  const isNarrower = inner?.every((part) => outer?.some((wide) => isAmong(part, wide))) ?? false;
  if (LISTS.test(key) && isNarrower) return { sort: 'narrows-access', message: `annotation ${key}: ${was} → ${is}` };
  return widens(`annotation ${key}: ${was} → ${is}`);
}

/** Annotations that list who may come in. */
const LISTS = /(?:whitelist|allow-?list|inbound-cidrs|source-range)/;

/** Those that list who may not. */
const DENIED = /deny/;

const widens = (message: string): Consequence => ({ sort: 'widens-access', message });

const annotations = ({ metadata }: KubeObject): Readonly<Record<string, string>> =>
  Object.fromEntries(stringsOf(metadata.annotations));

/** Hosts with TLS; `*` for a certificate that names none. */
function tlsHosts(ingress: KubeObject): Set<string> {
  const all = [...entries(at(ingress, 'spec', 'tls'))].flatMap(([tls]) => {
    const named = list(tls.hosts).map(String);
    return named.length > 0 ? named : ['*'];
  });
  return new Set(all);
}

function hosts(ingress: KubeObject): Set<string> {
  return new Set([...entries(at(ingress, 'spec', 'rules'))].flatMap(([rule]) => text(rule.host) ?? []));
}
