import { fieldOf, hashStep } from './field-names';
import { noteField } from './field-meaning';
import type { Head } from './head';
import { INCOMPLETE, REFUSED } from './head';
import { COLON, CR, FIELD_VALUE, HTAB, LF, SP, TOKEN } from './octets';

/**
 * Reads field lines up to and including the empty line (RFC 9112 5) into `head`.
 *
 * @returns the offset after the empty line, INCOMPLETE or REFUSED
 */
export function parseFields(buffer: Uint8Array, from: number, end: number, head: Head, mostFields: number): number {
  let at = from;
  for (;;) {
    if (at >= end) return INCOMPLETE;
    const nameStart = at;
    let octet = buffer[at]!;
    if (octet === CR) {
      if (at + 1 >= end) return INCOMPLETE;
      return buffer[at + 1] === LF ? at + 2 : head.refuse('bare_cr');
    }
    let hash = 0;
    for (let lower = TOKEN[octet]!; lower !== 0; lower = TOKEN[octet]!) {
      hash = hashStep(hash, lower);
      if (++at >= end) return INCOMPLETE;
      octet = buffer[at]!;
    }
    if (octet !== COLON || at === nameStart) return refuseName(head, octet, at === nameStart);
    const nameEnd = at++;

    // OWS (RFC 9110 5.6.3) around the value is not part of it.
    while (at < end && (buffer[at] === SP || buffer[at] === HTAB)) at++;
    const valueStart = at;
    while (at < end && FIELD_VALUE[buffer[at]!] === 1) at++;
    if (at >= end) return INCOMPLETE;
    if (buffer[at] !== CR) return head.refuse(buffer[at] === LF ? 'bare_lf' : 'bad_field_value');
    if (at + 1 >= end) return INCOMPLETE;
    // RFC 9112 2.2: a bare CR is invalid, also inside a field line.
    if (buffer[at + 1] !== LF) return head.refuse('bare_cr');
    let valueEnd = at;
    while (valueEnd > valueStart && (buffer[valueEnd - 1] === SP || buffer[valueEnd - 1] === HTAB)) valueEnd--;
    at += 2;

    const index = head.count;
    if (index >= mostFields) return head.refuse('too_many_fields');
    head.count = index + 1;
    head.nameStart[index] = nameStart;
    head.nameEnd[index] = nameEnd;
    head.valueStart[index] = valueStart;
    head.valueEnd[index] = valueEnd;
    head.lineEnd[index] = at;
    const field = fieldOf(buffer, nameStart, nameEnd, hash);
    head.field[index] = field;
    if (field !== 0 && !noteField(buffer as Buffer, head, index, field)) return REFUSED;
  }
}

/** RFC 9112 5.1: no whitespace between name and colon. RFC 9112 5.2: a line that begins with whitespace is obs-fold. */
function refuseName(head: Head, octet: number, empty: boolean): typeof REFUSED {
  const space = octet === SP || octet === HTAB;
  if (empty && space) return head.refuse('obs_fold');
  if (space) return head.refuse('space_before_colon');
  if (octet === LF) return head.refuse('bare_lf');
  return head.refuse('bad_field_name');
}
