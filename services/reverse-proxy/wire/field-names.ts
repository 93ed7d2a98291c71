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
  /** Says for whom, by which way or for which URL the request is: a thing that only a trusted proxy may say. */
  claim: 25,
  userAgent: 26,
  referer: 27,
  traceparent: 28,
} as const;

const NAMES: Readonly<Record<Exclude<keyof typeof Field, 'other' | 'claim'>, string>> = {
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
  userAgent: 'user-agent',
  referer: 'referer',
  traceparent: 'traceparent',
};

/** Fields by which proxies tell applications of the client and of its URL, beside those that begin like `CLAIM_PREFIXES`. */
const CLAIMS = [
  ...['client-ip', 'true-client-ip', 'x-client-ip', 'x-cluster-client-ip', 'cf-connecting-ip', 'fastly-client-ip'],
  ...['front-end-https', 'x-url-scheme', 'x-scheme', 'x-proto', 'x-http-host-override', 'x-host', 'x-script-name'],
  ...['ssl-client-cert', 'x-client-cert', 'x-ssl-client-cert', 'x-ssl-client-verify', 'x-ssl-client-s-dn'],
  // A CGI program would take it for its own proxy (CVE-2016-5385).
  'proxy',
];

/** `X-Forwarded-Prefix`, `-Ssl`, `-Server` …: whatever a framework makes of them. */
const CLAIM_PREFIXES = ['x-forwarded', 'x-original-', 'x-rewrite-', 'x-envoy-', 'x-ms-forwarded-'].map((prefix) =>
  Buffer.from(prefix, 'latin1'),
);

const SLOTS = 4096;

/** One step of the hash that the parser keeps while it reads a name; `_` counts as `-`, see `fieldOf`. */
export const hashStep = (hash: number, lower: number): number =>
  (Math.imul(hash, 33) + (lower === 0x5f ? 0x2d : lower)) | 0;

const slot = (hash: number): number => (hash ^ (hash >>> 12)) & (SLOTS - 1);

const names: (Uint8Array | undefined)[] = new Array<Uint8Array | undefined>(SLOTS).fill(undefined);
const fields = new Uint8Array(SLOTS);
for (const [key, name] of [...Object.entries(NAMES), ...CLAIMS.map((name) => ['claim', name] as const)]) {
  const octets = Buffer.from(name, 'latin1');
  const at = slot(octets.reduce(hashStep, 0));
  if (names[at] !== undefined) throw new Error(`the hash of "${name}" collides: change hashStep or SLOTS`);
  names[at] = octets;
  fields[at] = Field[key as keyof typeof Field];
}

/** A name that differs from a known one by `_` for `-`: CGI-like servers cannot tell them apart, so it is never forwarded. */
export const ALIAS = 0x80;

/** The field whose name is in `buffer[start, end)` with this hash; `ALIAS` is added when it is spelled with `_`. */
export function fieldOf(buffer: Uint8Array, start: number, end: number, hash: number): number {
  const at = slot(hash);
  const name = names[at];
  if (name !== undefined && name.length === end - start) {
    const alias = beginsWith(buffer, start, name);
    if (alias >= 0) return fields[at]! | alias;
  }
  return (buffer[start]! | 0x20) === X ? claimOf(buffer, start, end) : Field.other;
}

const X = 0x78;

function claimOf(buffer: Uint8Array, start: number, end: number): number {
  for (const prefix of CLAIM_PREFIXES) {
    if (end - start < prefix.length) continue;
    const alias = beginsWith(buffer, start, prefix);
    if (alias >= 0) return Field.claim | alias;
  }
  return Field.other;
}

/** Returns 0 when the octets are those of the name, in any case, ALIAS when some `_` stands for `-`, or else -1. */
function beginsWith(buffer: Uint8Array, start: number, name: Uint8Array): number {
  let alias = 0;
  for (let i = 0; i < name.length; i++) {
    const lower = TOKEN[buffer[start + i]!]!;
    if (lower === name[i]) continue;
    if (lower !== 0x5f || name[i] !== 0x2d) return -1;
    alias = ALIAS;
  }
  return alias;
}
