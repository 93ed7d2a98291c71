import { Field } from './field-names';
import type { Head } from './head';
import { CLOSE, KEEP_ALIVE, NO_LENGTH, TE, UPGRADE } from './head';
import { HTAB, NINE, SP, TOKEN, ZERO } from './octets';
import type { Refusal } from './refusals';

/** Takes in what a field means for the message's framing and the connection. False when it refuses the message. */
export function noteField(buffer: Buffer, head: Head, index: number, field: number): boolean {
  switch (field) {
    case Field.host:
      // RFC 9112 3.2: more than one Host field is answered 400.
      head.host = index;
      return ++head.hosts === 1 || refuse(head, 'duplicate_host');
    case Field.contentLength:
      return noteLength(buffer, head, index);
    case Field.transferEncoding:
      return noteCoding(buffer, head, index);
    case Field.connection:
      return noteConnection(head, head.value(buffer, index));
    case Field.te:
      // RFC 9110 10.1.4: only `trailers` matters to a proxy that decodes no other coding.
      head.teTrailers ||= /(^|[\s,])trailers([\s,;]|$)/i.test(head.value(buffer, index));
      return true;
    case Field.upgrade:
      head.upgrade = index;
      head.upgrades++;
      return true;
    case Field.expect:
      if (head.value(buffer, index).toLowerCase() === '100-continue') head.expectContinue = true;
      else head.expectOther = true;
      return true;
    case Field.date:
      head.hasDate = true;
      return true;
    case Field.keepAlive: {
      const seconds = /(?:^|[\s,])timeout\s*=\s*"?(\d{1,6})/i.exec(head.value(buffer, index));
      if (seconds !== null) head.keepAliveSeconds = Number(seconds[1]);
      return true;
    }
    default:
      return true;
  }
}

function refuse(head: Head, refusal: Refusal): false {
  head.refuse(refusal);
  return false;
}

/**
 * Content-Length = 1*DIGIT (RFC 9110 8.6). A list or a second field is invalid (RFC 9112 6.3 allows to refuse it even
 * when the values agree), and so is a number past what can be counted exactly.
 */
function noteLength(buffer: Buffer, head: Head, index: number): boolean {
  if (head.contentLength !== NO_LENGTH) return refuse(head, 'duplicate_content_length');
  const end = head.valueEnd[index]!;
  let at = head.valueStart[index]!;
  if (at === end) return refuse(head, 'bad_content_length');
  let length = 0;
  for (; at < end; at++) {
    const octet = buffer[at]!;
    if (octet < ZERO || octet > NINE) return refuse(head, 'bad_content_length');
    length = length * 10 + (octet - ZERO);
    if (length > Number.MAX_SAFE_INTEGER) return refuse(head, 'bad_content_length');
  }
  head.contentLength = length;
  return true;
}

const CHUNKED = Buffer.from('chunked', 'latin1');

/**
 * Transfer-Encoding (RFC 9112 6.1): `chunked` once and nothing else. A list with other codings that ends in chunked is
 * valid HTTP that this proxy does not implement; everything else is a framing error.
 */
function noteCoding(buffer: Buffer, head: Head, index: number): boolean {
  if (++head.codings > 1) return refuse(head, 'bad_transfer_encoding');
  const start = head.valueStart[index]!;
  let same = head.valueEnd[index]! - start === CHUNKED.length;
  for (let i = 0; same && i < CHUNKED.length; i++) same = TOKEN[buffer[start + i]!] === CHUNKED[i];
  if (same) {
    head.chunked = true;
    return true;
  }
  const codings = head
    .value(buffer, index)
    .toLowerCase()
    .split(/[ \t]*,[ \t]*/);
  const last = codings.pop();
  const proper = last === 'chunked' && codings.length > 0;
  const known = codings.every((coding) => /^(x-)?(gzip|compress)$|^deflate$/.test(coding));
  return refuse(head, proper && known ? 'unknown_transfer_coding' : 'bad_transfer_encoding');
}

/** Connection = #connection-option (RFC 9110 7.6.1). */
function noteConnection(head: Head, value: string): boolean {
  const text = value.toLowerCase();
  if (text === 'keep-alive') head.connection |= KEEP_ALIVE;
  else if (text === 'close') head.connection |= CLOSE;
  else {
    for (const option of text.split(',')) {
      const name = trim(option);
      if (name === 'close') head.connection |= CLOSE;
      else if (name === 'keep-alive') head.connection |= KEEP_ALIVE;
      else if (name === 'upgrade') head.connection |= UPGRADE;
      else if (name === 'te') head.connection |= TE;
      else if (name !== '') {
        for (let i = 0; i < name.length; i++) {
          if (TOKEN[name.charCodeAt(i)] === 0) return refuse(head, 'bad_connection');
        }
        (head.nominated ??= []).push(name);
      }
    }
  }
  return true;
}

/** Takes off OWS, which is less than what String.prototype.trim does. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  const blank = (octet: number): boolean => octet === SP || octet === HTAB;
  while (start < end && blank(text.charCodeAt(start))) start++;
  while (end > start && blank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}
