import { TOKEN } from './octets';

/** The fields that the proxy itself has to understand, as small integers; every other one is `Field.other`. */
export const Field = {
  other: 0,
  host: 1,
  contentLength: 2,
  transferEncoding: 3,
  connection: 4,
  keepAlive: 5,
  proxyConnection: 6,
  te: 7,
  upgrade: 8,
  expect: 9,
  xForwardedFor: 10,
  xForwardedProto: 11,
  xForwardedHost: 12,
  xForwardedPort: 13,
  forwarded: 14,
  via: 15,
  date: 16,
  xRequestId: 17,
  maxForwards: 18,
  proxyAuthenticate: 19,
  proxyAuthorization: 20,
  http2Settings: 21,
  trailer: 22,
  cookie: 23,
  xRealIp: 24,
} as const;

const NAMES: Readonly<Record<Exclude<keyof typeof Field, 'other'>, string>> = {
  host: 'host',
  contentLength: 'content-length',
  transferEncoding: 'transfer-encoding',
  connection: 'connection',
  keepAlive: 'keep-alive',
  proxyConnection: 'proxy-connection',
  te: 'te',
  upgrade: 'upgrade',
  expect: 'expect',
  xForwardedFor: 'x-forwarded-for',
  xForwardedProto: 'x-forwarded-proto',
  xForwardedHost: 'x-forwarded-host',
  xForwardedPort: 'x-forwarded-port',
  forwarded: 'forwarded',
  via: 'via',
  date: 'date',
  xRequestId: 'x-request-id',
  maxForwards: 'max-forwards',
  proxyAuthenticate: 'proxy-authenticate',
  proxyAuthorization: 'proxy-authorization',
  http2Settings: 'http2-settings',
  trailer: 'trailer',
  cookie: 'cookie',
  xRealIp: 'x-real-ip',
};

const SLOTS = 1024;

/** One step of the hash that the parser keeps while it reads a name; `_` counts as `-`, see `fieldOf`. */
export const hashStep = (hash: number, lower: number): number =>
  (Math.imul(hash, 33) + (lower === 0x5f ? 0x2d : lower)) | 0;

const slot = (hash: number): number => (hash ^ (hash >>> 10)) & (SLOTS - 1);

const names: (Uint8Array | undefined)[] = new Array<Uint8Array | undefined>(SLOTS).fill(undefined);
const fields = new Uint8Array(SLOTS);
for (const [key, name] of Object.entries(NAMES)) {
  const octets = Buffer.from(name, 'latin1');
  const at = slot(octets.reduce(hashStep, 0));
  if (names[at] !== undefined) throw new Error(`the hash of "${name}" collides: change hashStep or SLOTS`);
  names[at] = octets;
  fields[at] = Field[key as keyof typeof NAMES];
}

/** A name that differs from a known one by `_` for `-`: CGI-like servers cannot tell them apart, so it is never forwarded. */
export const ALIAS = 0x80;

/** The field whose name is in `buffer[start, end)` with this hash; `ALIAS` is added when it is spelled with `_`. */
export function fieldOf(buffer: Uint8Array, start: number, end: number, hash: number): number {
  const at = slot(hash);
  const name = names[at];
  if (name === undefined || name.length !== end - start) return Field.other;
  let alias = 0;
  for (let i = 0; i < name.length; i++) {
    const lower = TOKEN[buffer[start + i]!]!;
    if (lower === name[i]) continue;
    if (lower !== 0x5f || name[i] !== 0x2d) return Field.other;
    alias = ALIAS;
  }
  return fields[at]! | alias;
}
