import type { Exposure } from '../parts/exposure';
import { isRange } from './config-text';

/** What stands between the clients and the proxy, as engines see it. */
export interface Front {
  /** Address ranges of proxies whose `X-Forwarded-*` and `Forwarded` are believed. */
  readonly trustedProxies: readonly string[];
  /** Address ranges of balancers that begin each connection with a PROXY header. */
  readonly proxyProtocol: readonly string[];
}

/** Clients connect themselves. */
export const NOTHING_IN_FRONT: Front = { trustedProxies: [], proxyProtocol: [] };

/**
 * Fields, beside those that an engine writes itself, that tell of the client or of the URL it asked for: only a trusted
 * proxy may say so. An engine that can name fields alone drops these; ours goes by prefix.
 */
export const CLAIMS = [
  ...['Forwarded', 'X-Forwarded-Port', 'X-Forwarded-Prefix', 'X-Forwarded-Ssl', 'X-Forwarded-Scheme'],
  ...['X-Forwarded-Server', 'X-Real-IP', 'X-Client-IP', 'True-Client-IP', 'Front-End-Https', 'X-Url-Scheme'],
  ...['X-Scheme', 'X-Script-Name', 'X-Original-Host', 'X-Original-URL', 'X-Rewrite-URL', 'Proxy'],
];

/** Where the pods of ingress controllers and gateways have their addresses: the private ranges (RFC 1918, 6598, 4193). */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

/**
 * Returns whom to believe. Behind an Ingress or Gateway only pods can connect, so whoever has a private address is taken
 * for the controller; with every other exposure clients connect themselves, and nobody is believed.
 *
 * @param path of the construct, for errors
 * @throws when a range is none
 */
export function resolveFront(path: string, exposure: Exposure, given: Partial<Front>): Front {
  const { trustedProxies = exposure._isBehindController ? PRIVATE_RANGES : [], proxyProtocol = [] } = given;
  for (const [prop, ranges] of Object.entries({ trustedProxies, proxyProtocol })) {
    for (const range of ranges) {
      if (!isRange(range)) {
        throw new Error(
          `[${path}] ${prop}: '${range}' is no address range. Write e.g. 10.0.0.0/8, fd00::/8 or 192.0.2.7.`,
        );
      }
    }
  }
  return { trustedProxies, proxyProtocol };
}

/**
 * Fails for an engine that cannot tell by the address who sends a PROXY header.
 *
 * @param engine its factory, for the error
 */
export function refuseProxyProtocol(engine: string, { proxyProtocol }: Front): void {
  if (proxyProtocol.length === 0) return;
  throw new Error(
    `${engine} reads PROXY headers from everybody or from nobody, so probes and other pods could not connect. Remove proxyProtocol, or use ProxyEngine.chartwright().`,
  );
}
