import { at, entries, fields, list, text } from '../../fields';
import type { KubeObject } from '../../manifest';
import type { Consequence } from '../change';

/** Annotations of ingress controllers that keep people out: without one, or with another value, more may come in. */
const GUARDS =
  /(?:whitelist|allow-?list|denylist|auth-|satisfy|ssl-redirect|force-ssl|router\.middlewares|scheme$|inbound-cidrs|security-groups|waf)/;

/** What kept people out of an Ingress and does not any more: TLS of a host, an allow-list, a login. */
export function* ingressDoors(before: KubeObject, after: KubeObject): Generator<Consequence> {
  const [was, is] = [tlsHosts(before), tlsHosts(after)];
  const served = hosts(after);
  for (const host of was) {
    if (!is.has(host) && !is.has('*') && (served.has(host) || host === '*')) {
      yield widens(`serves ${host === '*' ? 'its hosts' : host} without TLS`);
    }
  }
  const [old, now] = [annotations(before), annotations(after)];
  for (const [key, value] of Object.entries(old)) {
    if (!GUARDS.test(key) || now[key] === value) continue;
    yield widens(
      now[key] === undefined ? `annotation ${key} is gone` : `annotation ${key}: ${value} → ${String(now[key])}`,
    );
  }
  for (const key of Object.keys(now)) {
    if (GUARDS.test(key) && old[key] === undefined)
      yield { sort: 'narrows-access', message: `annotation ${key} is new` };
  }
}

const widens = (message: string): Consequence => ({ sort: 'widens-access', message });

const annotations = ({ metadata }: KubeObject): Readonly<Record<string, string>> =>
  fields(metadata.annotations) as Record<string, string>;

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
