import { parseFields } from './fields';
import type { Head } from './head';
import { INCOMPLETE, REFUSED } from './head';
import { latin1 } from './latin1';
import { CR, LF, PERCENT, QUESTION, SLASH, SP, TARGET, TOKEN } from './octets';

/** Bounds of a request head. */
export interface HeadLimits {
  readonly headerBytes: number;
  readonly headerCount: number;
  readonly targetBytes: number;
}

/** A method longer than this is no method that anybody uses. */
const LONGEST_METHOD = 32;

const DOT = 0x2e;

/**
 * Parses one request head (RFC 9112 3, 5) at `buffer[start, end)`.
 *
 * @returns the offset after the empty line, INCOMPLETE, or REFUSED with `head.refusal`
 */
export function parseRequestHead(buffer: Buffer, start: number, end: number, head: Head, limits: HeadLimits): number {
  let at = start;
  // RFC 9112 2.2: an empty line before the request line is ignored, in the interest of robustness. One.
  if (buffer[at] === CR) {
    if (at + 1 >= end) return INCOMPLETE;
    if (buffer[at + 1] !== LF) return refuse(head, start, 'bare_cr');
    at += 2;
  }
  head.reset(at);
  const line = requestLine(buffer, at, end, head, limits);
  const done = line < 0 ? line : parseFields(buffer, line, end, head, limits.headerCount);
  if (done === REFUSED) return REFUSED;
  const size = (done === INCOMPLETE ? end : done) - start;
  return size > limits.headerBytes ? head.refuse('head_too_large') : done;
}

function refuse(head: Head, start: number, why: Parameters<Head['refuse']>[0]): typeof REFUSED {
  head.reset(start);
  return head.refuse(why);
}

/** request-line = method SP request-target SP HTTP-version CRLF, with exactly these spaces (RFC 9112 3). */
function requestLine(buffer: Buffer, start: number, end: number, head: Head, limits: HeadLimits): number {
  let at = start;
  while (at < end && TOKEN[buffer[at]!] !== 0) at++;
  if (at - start > LONGEST_METHOD) return head.refuse('bad_method');
  if (at >= end) return INCOMPLETE;
  if (buffer[at] !== SP || at === start) return head.refuse(buffer[at] === LF ? 'bare_lf' : 'bad_method');
  head.method = methodAt(buffer, start, at);

  const targetStart = ++at;
  let care = false;
  let query = false;
  for (; at < end; at++) {
    const octet = buffer[at]!;
    const allowed = TARGET[octet]!;
    if (allowed === 0 || (allowed === 2 && !query)) break;
    if (octet === QUESTION) query = true;
    else if (!query && (octet === PERCENT || ((octet === SLASH || octet === DOT) && buffer[at - 1] === SLASH)))
      care = true;
  }
  if (at - targetStart > limits.targetBytes) return head.refuse('target_too_large');
  if (at >= end) return INCOMPLETE;
  if (buffer[at] !== SP || at === targetStart) return head.refuse(buffer[at] === LF ? 'bare_lf' : 'bad_target');
  head.targetStart = targetStart;
  head.targetEnd = at;
  head.targetNeedsCare = care;
  return version(buffer, at + 1, end, head);
}

/** HTTP-version = "HTTP/" DIGIT "." DIGIT, case-sensitive (RFC 9112 2.3), and the CRLF after it. */
function version(buffer: Buffer, at: number, end: number, head: Head): number {
  if (at + 10 > end) {
    // Say no as soon as it is certain, so that a line which ends early is not waited for.
    for (let i = at; i < end; i++) if (buffer[i] === LF) return head.refuse('bad_version');
    return INCOMPLETE;
  }
  if (!isHttpSlash(buffer, at) || buffer[at + 6] !== DOT) return head.refuse('bad_version');
  const major = buffer[at + 5]! - 0x30;
  const minor = buffer[at + 7]! - 0x30;
  if (major < 0 || major > 9 || minor < 0 || minor > 9) return head.refuse('bad_version');
  if (buffer[at + 8] !== CR || buffer[at + 9] !== LF)
    return head.refuse(buffer[at + 8] === LF ? 'bare_lf' : 'bad_version');
  if (major !== 1) return head.refuse('version_not_supported');
  head.minor = minor === 0 ? 0 : 1;
  return at + 10;
}

/** Whether `buffer` has "HTTP/" at `at`. */
export function isHttpSlash(buffer: Uint8Array, at: number): boolean {
  return (
    buffer[at] === 0x48 &&
    buffer[at + 1] === 0x54 &&
    buffer[at + 2] === 0x54 &&
    buffer[at + 3] === 0x50 &&
    buffer[at + 4] === SLASH
  );
}

/** The usual methods without making a string of each. */
function methodAt(buffer: Buffer, start: number, end: number): string {
  if (end - start === 3 && buffer[start] === 0x47 && buffer[start + 1] === 0x45 && buffer[start + 2] === 0x54)
    return 'GET';
  if (
    end - start === 4 &&
    buffer[start] === 0x50 &&
    buffer[start + 1] === 0x4f &&
    buffer[start + 2] === 0x53 &&
    buffer[start + 3] === 0x54
  ) {
    return 'POST';
  }
  return latin1(buffer, start, end);
}
