import { parseFields } from './fields';
import type { Head } from './head';
import { INCOMPLETE, REFUSED } from './head';
import { CR, FIELD_VALUE, LF, SP } from './octets';
import { isHttpSlash } from './request-head';

/**
 * Parses one response head (RFC 9112 4, 5) at `buffer[start, end)`.
 *
 * @returns the offset after the empty line, INCOMPLETE, or REFUSED with `head.refusal`
 */
export function parseResponseHead(
  buffer: Buffer,
  start: number,
  end: number,
  head: Head,
  limits: { readonly headerBytes: number; readonly headerCount: number },
): number {
  head.reset(start);
  const line = statusLine(buffer, start, end, head);
  const done = line < 0 ? line : parseFields(buffer, line, end, head, limits.headerCount);
  if (done === REFUSED) return REFUSED;
  const size = (done === INCOMPLETE ? end : done) - start;
  return size > limits.headerBytes ? head.refuse('head_too_large') : done;
}

/**
 * status-line = HTTP-version SP status-code SP [ reason-phrase ] CRLF. The second SP is often left out when there is no
 * reason; what is sent on has it.
 */
function statusLine(buffer: Buffer, start: number, end: number, head: Head): number {
  if (end - start < 14) {
    const seen = Math.min(end - start, 5);
    for (let i = 0; i < seen; i++)
      if (buffer[start + i] !== 'HTTP/'.charCodeAt(i)) return head.refuse('bad_status_line');
    return INCOMPLETE;
  }
  if (!isHttpSlash(buffer, start) || buffer[start + 6] !== 0x2e || buffer[start + 8] !== SP) {
    return head.refuse('bad_status_line');
  }
  const minor = buffer[start + 7]! - 0x30;
  if (buffer[start + 5] !== 0x31 || minor < 0 || minor > 9) return head.refuse('bad_version');
  head.minor = minor === 0 ? 0 : 1;
  let status = 0;
  for (let i = start + 9; i < start + 12; i++) {
    const digit = buffer[i]! - 0x30;
    if (digit < 0 || digit > 9) return head.refuse('bad_status_line');
    status = status * 10 + digit;
  }
  // RFC 9110 15: status codes are from 100 to 599.
  if (status < 100 || status > 599) return head.refuse('bad_status_line');
  head.status = status;
  let at = start + 12;
  if (buffer[at] === SP) at++;
  else if (buffer[at] !== CR) return head.refuse('bad_status_line');
  head.reasonStart = at;
  while (at < end && FIELD_VALUE[buffer[at]!] === 1) at++;
  if (at + 1 >= end) return INCOMPLETE;
  if (buffer[at] !== CR || buffer[at + 1] !== LF) return head.refuse('bad_status_line');
  head.reasonEnd = at;
  return at + 2;
}
