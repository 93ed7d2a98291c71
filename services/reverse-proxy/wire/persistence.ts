import type { Head } from './head';
import { CLOSE, KEEP_ALIVE } from './head';

/**
 * Tells whether the connection goes on after this message, as far as its sender is concerned (RFC 9112 9.3): `close` ends
 * it; else HTTP/1.1 goes on, and HTTP/1.0 only when it says `keep-alive`.
 */
export const isPersistent = (head: Head): boolean =>
  (head.connection & CLOSE) === 0 && (head.minor === 1 || (head.connection & KEEP_ALIVE) !== 0);

/** Returns the Connection line that tells a client of this minor version whether its connection goes on; none where that is understood. */
export const connectionLines = (minor: number, goesOn: boolean): readonly string[] =>
  goesOn ? (minor === 0 ? ['Connection: keep-alive'] : []) : ['Connection: close'];
