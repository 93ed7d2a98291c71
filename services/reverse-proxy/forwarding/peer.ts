/** Who sends the requests of one connection. */
export interface Peer {
  readonly address: string;
  readonly isTrusted: boolean;
  readonly scheme: 'http' | 'https';
  /** What the `X-Forwarded-*` lines were for the last Host, since it is mostly the same again. */
  linesHost: string;
  lines: string;
}
