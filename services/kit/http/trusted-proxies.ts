import { compile } from '@fastify/proxy-addr';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** How long an answer of DNS is good, in milliseconds: pods of a proxy come and go. */
const freshMs = 5_000;

/** A name whose addresses are trusted: of a headless Service, the pods behind it. */
const byName = /^dns:([a-z0-9]([a-z0-9.-]*[a-z0-9])?)$/i;
const words = new Set(['loopback', 'linklocal', 'uniquelocal']);

const itemsOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    // A deployment that names nobody says so.
    .filter((one) => one !== '' && one !== 'none');

/** What is allowed among trusted proxies, in words. */
export const trustedProxiesForm =
  'addresses (10.0.0.7), networks (10.42.0.0/16), names (dns:proxy.shop.svc), or loopback, linklocal, uniquelocal; with commas; or none';

/** Whether text can be given to {@link proxyTrust}. */
export const isProxyTrust = (text: string): boolean =>
  itemsOf(text).every((one) => words.has(one) || byName.test(one) || isNetwork(one));

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/**
 * Whose X-Forwarded-* is believed, by the address of a connection: addresses, networks, names of DNS, or words for private ones.
 * @param text see {@link trustedProxiesForm}
 */
export function proxyTrust(text: string): (address: string) => boolean {
  const items = itemsOf(text);
  const names = items.flatMap((one) => byName.exec(one)?.[1] ?? []);
  const networks = compile(items.filter((one) => !byName.test(one)));
  if (names.length === 0) return (address) => networks(address, 0);
  const resolved = resolvedNames(names);
  return (address) => networks(address, 0) || resolved(address.replace(/^::ffff:/i, ''));
}

/** Asks DNS when its last answer is old; the answer at hand is used meanwhile, and when there is no new one. */
function resolvedNames(names: readonly string[]): (address: string) => boolean {
  let addresses: ReadonlySet<string> = new Set();
  let askedAt = -Infinity;
  const ask = async () => {
    const found = await Promise.allSettled(names.map((name) => lookup(name, { all: true })));
    if (found.every(({ status }) => status === 'rejected')) return;
    addresses = new Set(
      found.flatMap((one) => (one.status === 'fulfilled' ? one.value.map(({ address }) => address) : [])),
    );
  };
  const refresh = () => {
    if (performance.now() - askedAt < freshMs) return;
    askedAt = performance.now();
    void ask();
  };
  refresh();
  return (address) => {
    refresh();
    return addresses.has(address);
  };
}
