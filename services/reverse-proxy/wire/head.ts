import { latin1 } from './latin1';
import type { Refusal } from './refusals';

/** More octets are needed. */
export const INCOMPLETE = -1;
/** The message is refused; `head.refusal` says why. */
export const REFUSED = -2;

/** Connection options that the proxy understands (RFC 9110 7.6.1), as bits of `Head.connection`. */
export const CLOSE = 1;
export const KEEP_ALIVE = 2;
export const UPGRADE = 4;
export const TE = 8;

/** No Content-Length field. */
export const NO_LENGTH = -1;

const MOST_FIELDS = 1001;

/**
 * One parsed start line and header section. Offsets are into the buffer that was parsed, so a head is only meaningful
 * until that buffer is read into again. One object is reused for all messages of a direction: parsing allocates nothing.
 */
export class Head {
  readonly nameStart = new Uint32Array(MOST_FIELDS);
  readonly nameEnd = new Uint32Array(MOST_FIELDS);
  readonly valueStart = new Uint32Array(MOST_FIELDS);
  readonly valueEnd = new Uint32Array(MOST_FIELDS);
  readonly lineEnd = new Uint32Array(MOST_FIELDS);
  readonly field = new Uint8Array(MOST_FIELDS);
  count = 0;

  /** Where the message began. */
  start = 0;
  refusal: Refusal = 'bad_request_line';

  /** 0 for HTTP/1.0, 1 for HTTP/1.1 and above (RFC 9110 2.5: a higher minor version is treated as the one we know). */
  minor = 1;

  // request line
  method = '';
  targetStart = 0;
  targetEnd = 0;
  /** The target's path has `%`, `//` or a segment that begins with a dot: to be normalised before it is routed. */
  targetNeedsCare = false;

  // status line
  status = 0;
  reasonStart = 0;
  reasonEnd = 0;

  // what the fields say
  hosts = 0;
  /** Index of the Host field. */
  host = 0;
  contentLength = NO_LENGTH;
  /** Number of Transfer-Encoding fields. */
  codings = 0;
  /** The only transfer coding is `chunked`. */
  chunked = false;
  connection = 0;
  /** Names of fields that Connection declares hop-by-hop, in lower case. */
  nominated: string[] | null = null;
  teTrailers = false;
  /** Index of the Upgrade field; several of them are joined by a list, so one is enough to refuse. */
  upgrade = -1;
  upgrades = 0;
  expectContinue = false;
  expectOther = false;
  hasDate = false;
  /** Seconds from the response's `Keep-Alive: timeout=`, or -1. */
  keepAliveSeconds = -1;

  reset(start: number): void {
    this.start = start;
    this.count = 0;
    this.minor = 1;
    this.targetNeedsCare = false;
    this.hosts = 0;
    this.contentLength = NO_LENGTH;
    this.codings = 0;
    this.chunked = false;
    this.connection = 0;
    this.nominated = null;
    this.teTrailers = false;
    this.upgrade = -1;
    this.upgrades = 0;
    this.expectContinue = false;
    this.expectOther = false;
    this.hasDate = false;
    this.keepAliveSeconds = -1;
  }

  refuse(refusal: Refusal): typeof REFUSED {
    this.refusal = refusal;
    return REFUSED;
  }

  /** Index of the first field of this kind, or -1. */
  indexOf(field: number): number {
    for (let i = 0; i < this.count; i++) if (this.field[i] === field) return i;
    return -1;
  }

  value(buffer: Buffer, index: number): string {
    return latin1(buffer, this.valueStart[index]!, this.valueEnd[index]!);
  }
}
