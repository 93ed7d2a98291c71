import { isIP, isIPv4, isIPv6 } from 'node:net';
import { INCOMPLETE, REFUSED } from './head';

/** What a PROXY header says. @see https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt */
export interface ProxyHeader {
  /** The offset after it. */
  readonly after: number;
  /** Who connected to the balancer; null when it connects for itself (LOCAL, UNKNOWN), as for a health check. */
  readonly source: { readonly address: string; readonly isTls: boolean } | null;
}

/** Octets of the longest header of version 1, with its CRLF. */
const LONGEST_V1 = 107;
/** Octets of a header of version 2 that are read; the length field could say more, and nobody sends it. */
const LONGEST_V2 = 4096;

const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
const WORD = Buffer.from('PROXY ', 'latin1');

/** Reads the header of version 1 (a line) or 2 (binary) that a connection begins with. */
export function parseProxyHeader(
  buffer: Buffer,
  start: number,
  end: number,
): ProxyHeader | typeof INCOMPLETE | typeof REFUSED {
  if (begins(buffer, start, end, SIGNATURE))
    return end - start < SIGNATURE.length ? INCOMPLETE : version2(buffer, start, end);
  if (begins(buffer, start, end, WORD)) return version1(buffer, start, end);
  return REFUSED;
}

/** Tells whether what there is of `word` is there. */
function begins(buffer: Buffer, start: number, end: number, word: Buffer): boolean {
  const length = Math.min(end - start, word.length);
  return buffer.compare(word, 0, length, start, start + length) === 0;
}

/** `PROXY TCP4 192.0.2.1 198.51.100.1 56324 443` CRLF. */
function version1(buffer: Buffer, start: number, end: number): ProxyHeader | typeof INCOMPLETE | typeof REFUSED {
  const within = Math.min(end, start + LONGEST_V1);
  const lineEnd = buffer.subarray(start, within).indexOf('\r\n');
  if (lineEnd < 0) return within - start === LONGEST_V1 ? REFUSED : INCOMPLETE;
  const after = start + lineEnd + 2;
  const [, family, ...words] = buffer.toString('latin1', start, start + lineEnd).split(' ');
  if (family === 'UNKNOWN') return { after, source: null };
  const [from = '', to = '', fromPort = '', toPort = '', ...more] = words;
  const isFamily = family === 'TCP4' ? isIPv4 : family === 'TCP6' ? isIPv6 : undefined;
  const proper = isFamily?.(from) === true && isFamily(to) && isPort(fromPort) && isPort(toPort) && more.length === 0;
  return proper ? { after, source: { address: from, isTls: false } } : REFUSED;
}

const isPort = (text: string): boolean => /^(0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535;

/** Octets of the two addresses and ports, by address family. */
const SIZES: Readonly<Record<number, number>> = { 1: 12, 2: 36 };
/** Type of the field that tells of TLS, and the bit in it that says that the client used it. */
const TLS_FIELD = 0x20;
const CLIENT_TLS = 0x01;

/** Signature, version and command, family and transport, length, addresses, further fields. */
function version2(buffer: Buffer, start: number, end: number): ProxyHeader | typeof INCOMPLETE | typeof REFUSED {
  const fixed = start + 16;
  if (end < fixed) return INCOMPLETE;
  const command = buffer[start + 12]!;
  const family = buffer[start + 13]!;
  const after = fixed + buffer.readUInt16BE(start + 14);
  if (command !== 0x20 && command !== 0x21) return REFUSED;
  if (after - start > LONGEST_V2) return REFUSED;
  if (end < after) return INCOMPLETE;
  if (command === 0x20 || family === 0) return { after, source: null };
  const size = SIZES[family >> 4];
  if (size === undefined || (family & 0x0f) !== 1 || fixed + size > after) return REFUSED;
  const address = addressOf(buffer.subarray(fixed, fixed + (size === 12 ? 4 : 16)));
  return { after, source: { address, isTls: saysTls(buffer, fixed + size, after) } };
}

function addressOf(octets: Buffer): string {
  if (octets.length === 4) return octets.join('.');
  const groups = Array.from({ length: 8 }, (_, i) => octets.readUInt16BE(2 * i).toString(16));
  // The shortest spelling, as everybody else writes it.
  const text = new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
  return isIP(text) === 6 ? text : groups.join(':');
}

/** Tells whether the fields say that the client's own connection is encrypted. */
function saysTls(buffer: Buffer, from: number, end: number): boolean {
  for (let at = from; at + 3 <= end; at += 3 + buffer.readUInt16BE(at + 1)) {
    if (buffer[at] === TLS_FIELD && at + 3 < end) return (buffer[at + 3]! & CLIENT_TLS) !== 0;
  }
  return false;
}
