import { parseFields } from './fields';
import { Head, INCOMPLETE, REFUSED } from './head';
import { latin1 } from './latin1';
import type { Refusal } from './refusals';

/**
 * Fields that never go into a trailer section, besides all that the proxy itself understands: framing, routing,
 * authentication, request modifiers, response control and content handling (RFC 9110 6.5.1, RFC 7230 4.1.2).
 */
const NEVER_TRAILERS = new Set(
  (
    'authorization set-cookie www-authenticate authentication-info content-encoding content-type content-range ' +
    'cache-control age expires location retry-after vary warning pragma range if-match if-none-match ' +
    'if-modified-since if-unmodified-since if-range accept-encoding'
  ).split(' '),
);

const head = new Head();

/** Collects one trailer section (RFC 9112 7.1.2), checks it like a header section and keeps what may be sent on. */
export class TrailerSection {
  /** Field lines to send on, each with its CRLF, once `isDone`. */
  text = '';
  isDone = false;
  refusal: Refusal = 'bad_trailer';
  private held: Buffer | null = null;

  constructor(private readonly limits: { readonly headerBytes: number; readonly headerCount: number }) {}

  /** @returns the offset after the section's empty line, `end` when it goes on, or REFUSED */
  feed(buffer: Buffer, start: number, end: number): number {
    const heldBefore = this.held?.length ?? 0;
    const section = this.held === null ? buffer : Buffer.concat([this.held, buffer.subarray(start, end)]);
    const from = this.held === null ? start : 0;
    head.reset(from);
    const after = parseFields(section, from, section === buffer ? end : section.length, head, this.limits.headerCount);
    if (after === REFUSED) {
      this.refusal = head.refusal === 'too_many_fields' ? head.refusal : 'bad_trailer';
      return REFUSED;
    }
    if (after === INCOMPLETE) {
      this.held = section === buffer ? Buffer.from(buffer.subarray(start, end)) : section;
      return this.held.length > this.limits.headerBytes ? REFUSED : end;
    }
    for (let i = 0; i < head.count; i++) {
      if (head.field[i] !== 0) continue;
      const name = latin1(section, head.nameStart[i]!, head.nameEnd[i]!);
      if (!NEVER_TRAILERS.has(name.toLowerCase())) this.text += `${name}: ${head.value(section, i)}\r\n`;
    }
    this.held = null;
    this.isDone = true;
    return section === buffer ? after : start + after - heldBefore;
  }
}
