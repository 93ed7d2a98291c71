import type { Config } from '../config/schema';
import { Field } from '../wire/field-names';
import { Body, requestBody } from '../wire/framing';
import type { Head } from '../wire/head';
import { TE, UPGRADE } from '../wire/head';
import { dropped } from '../wire/hop-by-hop';
import { keptFields } from '../wire/kept-fields';
import { latin1 } from '../wire/latin1';
import { isPersistent } from '../wire/persistence';
import type { Target } from '../wire/target';
import type { Peer } from './peer';
import { newRequestId } from './request-id';
import type { TrustedProxies } from './trusted-proxies';

/** Fields that only the access log looks at; '' where there is none. */
export interface Said {
  readonly userAgent: string;
  readonly referer: string;
  readonly traceparent: string;
}

/** A request as it goes to an upstream. */
export interface ForwardedRequest {
  readonly method: string;
  readonly host: string;
  readonly target: string;
  /** Request line with its CRLF. */
  readonly line: string;
  /** All fields but Host, with the empty line. */
  readonly fields: string;
  readonly body: Body;
  readonly contentLength: number;
  readonly minor: number;
  /** The client would have the connection go on. */
  readonly keepAlive: boolean;
  /** Protocols that the client offers to switch to; '' for none. */
  readonly upgrade: string;
  readonly requestId: string;
  readonly client: string;
  /** What the client says of itself, for the log. */
  readonly said: Said;
}

/** Besides the hop-by-hop fields: framing, which is written anew, and what tells of the client, which only a trusted proxy may say. */
const REWRITTEN = [
  ...[Field.host, Field.contentLength, Field.http2Settings],
  ...[Field.xForwardedFor, Field.xForwardedProto, Field.xForwardedHost, Field.forwarded, Field.xRequestId],
];
const DROP_TRUSTED = dropped(...REWRITTEN);
/** What else only a trusted proxy may say. */
const CLAIMS = [Field.xForwardedPort, Field.xRealIp, Field.claim];
const DROP_UNTRUSTED = dropped(...REWRITTEN, ...CLAIMS);
// RFC 9110 10.1.1: a 100-continue expectation in an HTTP/1.0 request is ignored.
const DROP_TRUSTED_10 = dropped(...REWRITTEN, Field.expect);
const DROP_UNTRUSTED_10 = dropped(...REWRITTEN, ...CLAIMS, Field.expect);

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The part of the settings that it goes by. */
interface Forwarding {
  readonly config: Pick<Config, 'forwarded' | 'accessLog'>;
  readonly trusted: TrustedProxies;
}

/** Writes the request for the next hop. `host` is the authority that the request is for. */
export function forwardedRequest(
  buffer: Buffer,
  end: number,
  head: Head,
  target: Target,
  host: string,
  peer: Peer,
  settings: Forwarding,
): ForwardedRequest {
  const { forwarded } = settings.config;
  const text = latin1(buffer, head.start, end);
  const old = head.minor === 0;
  const drop = peer.isTrusted ? (old ? DROP_TRUSTED_10 : DROP_TRUSTED) : old ? DROP_UNTRUSTED_10 : DROP_UNTRUSTED;
  const body = requestBody(head);
  const upgrade = upgradeOf(buffer, head);
  const requestId = peer.isTrusted ? givenId(buffer, head) : newRequestId();
  const client = peer.isTrusted
    ? settings.trusted.clientOf(listOf(buffer, head, Field.xForwardedFor), peer.address)
    : peer.address;

  let fields = keptFields(text, buffer, head, drop);
  if (peer.isTrusted) fields += forwardedLines(buffer, head, host, peer, settings);
  else {
    if (peer.linesHost !== host) {
      peer.lines = forwardedLines(buffer, head, host, peer, settings);
      peer.linesHost = host;
    }
    fields += peer.lines;
  }
  // RFC 9110 7.6.2: counted down where it means something; elsewhere it goes on as it is.
  const hops = head.method === 'OPTIONS' ? Number(given(buffer, head, Field.maxForwards)) : 0;
  if (hops > 0) fields = fields.replace(/^max-forwards:.*\r\n/im, `Max-Forwards: ${hops - 1}\r\n`);
  if (forwarded.requestId) fields += `X-Request-Id: ${requestId}\r\n`;
  // RFC 9110 7.6.3: the version is the one received.
  fields += head.minor === 0 ? `Via: 1.0 ${forwarded.via}\r\n` : `Via: 1.1 ${forwarded.via}\r\n`;
  if (body === Body.chunked) fields += 'Transfer-Encoding: chunked\r\n';
  else if (head.contentLength >= 0) fields += `Content-Length: ${head.contentLength}\r\n`;
  // RFC 9110 10.1.4: TE is for one hop; trailers do pass here, so the next hop may be asked for them.
  const te = head.teTrailers && (head.connection & TE) !== 0;
  if (te) fields += 'TE: trailers\r\n';
  if (upgrade !== '')
    fields += te
      ? `Connection: TE, Upgrade\r\nUpgrade: ${upgrade}\r\n`
      : `Connection: Upgrade\r\nUpgrade: ${upgrade}\r\n`;
  else if (te) fields += 'Connection: TE\r\n';

  return {
    method: head.method,
    host,
    target: target.origin,
    line: `${head.method} ${target.origin} HTTP/1.1\r\n`,
    fields: `${fields}\r\n`,
    body,
    contentLength: head.contentLength,
    minor: head.minor,
    keepAlive: isPersistent(head),
    upgrade,
    requestId,
    client,
    said: settings.config.accessLog === 'off' ? NOTHING_SAID : saidIn(buffer, head),
  };
}

/**
 * The protocols that an Upgrade field offers (RFC 9110 7.8), only when Connection names it and never in HTTP/1.0. HTTP
 * itself is not among them: an upgrade to h2c would carry requests past every check here, so it is left out.
 */
function upgradeOf(buffer: Buffer, head: Head): string {
  if (head.upgrade < 0 || (head.connection & UPGRADE) === 0 || head.minor === 0) return '';
  return listOf(buffer, head, Field.upgrade)
    .split(',')
    .map((protocol) => protocol.trim())
    .filter(
      (protocol) =>
        /^[!#$%&'*+.^_`|~0-9A-Za-z-]+(\/[!#$%&'*+.^_`|~0-9A-Za-z-]+)?$/.test(protocol) &&
        !/^(h2c?|http|tls)(\/|$)/i.test(protocol),
    )
    .join(', ');
}

function givenId(buffer: Buffer, head: Head): string {
  const index = head.indexOf(Field.xRequestId);
  const given = index < 0 ? '' : head.value(buffer, index);
  return REQUEST_ID.test(given) ? given : newRequestId();
}

/** All values of a field that is a list, as one (RFC 9110 5.3). */
function listOf(buffer: Buffer, head: Head, field: number): string {
  const values: string[] = [];
  for (let i = 0; i < head.count; i++) if (head.field[i] === field) values.push(head.value(buffer, i));
  return values.join(', ');
}

const NOTHING_SAID: Said = { userAgent: '', referer: '', traceparent: '' };

const saidIn = (buffer: Buffer, head: Head): Said => ({
  userAgent: given(buffer, head, Field.userAgent),
  referer: given(buffer, head, Field.referer),
  traceparent: given(buffer, head, Field.traceparent),
});

const given = (buffer: Buffer, head: Head, field: number): string => {
  const index = head.indexOf(field);
  return index < 0 ? '' : head.value(buffer, index);
};

const join = (chain: string, own: string): string => (chain === '' ? own : `${chain}, ${own}`);

/** `X-Forwarded-*` and `Forwarded` (RFC 7239): a trusted proxy's are continued, anybody else's replaced. */
function forwardedLines(buffer: Buffer, head: Head, host: string, peer: Peer, { config }: Forwarding): string {
  const trusted = peer.isTrusted;
  let lines = '';
  if (config.forwarded.xForwarded) {
    const chain = trusted ? listOf(buffer, head, Field.xForwardedFor) : '';
    const proto = (trusted && given(buffer, head, Field.xForwardedProto)) || peer.scheme;
    const outerHost = (trusted && given(buffer, head, Field.xForwardedHost)) || host;
    lines += `X-Forwarded-For: ${join(chain, peer.address)}\r\nX-Forwarded-Proto: ${proto}\r\n`;
    if (outerHost !== '') lines += `X-Forwarded-Host: ${outerHost}\r\n`;
  }
  const chain = trusted ? listOf(buffer, head, Field.forwarded) : '';
  if (config.forwarded.forwarded) {
    const node = peer.address.includes(':') ? `"[${peer.address}]"` : peer.address;
    const own = `for=${node};proto=${peer.scheme}${host === '' ? '' : `;host="${host}"`}`;
    lines += `Forwarded: ${join(chain, own)}\r\n`;
  } else if (chain !== '') lines += `Forwarded: ${chain}\r\n`;
  return lines;
}
