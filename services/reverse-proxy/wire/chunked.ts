import { REFUSED } from './head';
import { CR, FIELD_VALUE, HEX, HTAB, LF, SEMICOLON, SP } from './octets';
import type { Refusal } from './refusals';
import { TrailerSection } from './trailers';

/** Where a chunked body goes while it is read. */
export interface ChunkSink {
  /** `buffer[start, end)` is to be sent on as it is. */
  span(buffer: Buffer, start: number, end: number): void;
  /** Octets that were not sent as they were received. */
  text(octets: string): void;
}

const Step = { size: 0, extension: 1, sizeLf: 2, data: 3, dataCr: 4, dataLf: 5, trailers: 6, done: 7 } as const;
type Step = (typeof Step)[keyof typeof Step];

/** More digits than any length has; leading zeros count. */
const MOST_DIGITS = 16;
/** Chunk extensions of one body, in octets; nobody has a use for them. */
const MOST_EXTENSION = 4096;

/**
 * Reads chunked coding (RFC 9112 7.1) strictly and passes on what is left of it without extensions: spans of the input
 * wherever it is already in the plainest form, so that a large body is not copied. With `dechunk` only the data passes.
 */
export class ChunkedBody {
  /** Octets of content seen so far. */
  length = 0;
  refusal: Refusal = 'bad_chunk';
  private step: Step = Step.size;
  private remaining = 0;
  private digits = 0;
  private blankSeen = false;
  private extensionOctets = 0;
  private readonly trailers: TrailerSection;

  constructor(
    private readonly sink: ChunkSink,
    private readonly dechunk: boolean,
    limits: { readonly headerBytes: number; readonly headerCount: number },
  ) {
    this.trailers = new TrailerSection(limits);
  }

  get isDone(): boolean {
    return this.step === Step.done;
  }

  /**
   * Takes `buffer[start, end)`.
   *
   * @returns the offset after the body's last octet when it ends here, `end` when it goes on, or REFUSED
   */
  feed(buffer: Buffer, start: number, end: number): number {
    let at = start;
    // Everything from `kept` on still has to be passed on as it is; -1 while nothing does.
    let kept = -1;
    // The size line being read began in this buffer, at lineStart, and is in its plainest form so far.
    let lineStart = start;
    let plain = this.step === Step.size && this.digits === 0;
    while (at < end) {
      switch (this.step) {
        case Step.size: {
          const octet = buffer[at++]!;
          const value = HEX[octet]!;
          if (value !== 0 && !this.blankSeen) {
            if (this.digits > 0 && this.remaining === 0) plain = false; // leading zeros are not sent on
            this.remaining = this.remaining * 16 + value - 1;
            if (++this.digits > MOST_DIGITS || this.remaining > Number.MAX_SAFE_INTEGER) return REFUSED;
          } else if (this.digits === 0) return REFUSED;
          else if (octet === CR && !this.blankSeen) this.step = Step.sizeLf;
          else if (octet === SEMICOLON) {
            plain = false;
            this.step = Step.extension;
          } else if ((octet === SP || octet === HTAB) && ++this.extensionOctets < MOST_EXTENSION) {
            // BWS before an extension (RFC 9112 7.1.1), and only there.
            this.blankSeen = true;
          } else return REFUSED;
          break;
        }
        case Step.extension: {
          const octet = buffer[at++]!;
          if (octet === CR) this.step = Step.sizeLf;
          else if (FIELD_VALUE[octet] === 0 || ++this.extensionOctets > MOST_EXTENSION) return REFUSED;
          break;
        }
        case Step.sizeLf: {
          if (buffer[at++] !== LF) return REFUSED;
          plain &&= !this.dechunk;
          const last = this.remaining === 0;
          if (last && plain && at + 1 < end && buffer[at] === CR && buffer[at + 1] === LF) {
            this.sink.span(buffer, kept < 0 ? lineStart : kept, at + 2);
            this.step = Step.done;
            return at + 2;
          }
          if (plain && !last) {
            if (kept < 0) kept = lineStart;
          } else {
            if (kept >= 0 && lineStart > kept) this.sink.span(buffer, kept, lineStart);
            kept = last ? -1 : at;
            if (!last && !this.dechunk) this.sink.text(`${this.remaining.toString(16)}\r\n`);
          }
          this.digits = 0;
          this.blankSeen = false;
          this.length += this.remaining;
          this.step = last ? Step.trailers : Step.data;
          break;
        }
        case Step.data: {
          if (kept < 0) kept = at;
          const take = Math.min(this.remaining, end - at);
          at += take;
          this.remaining -= take;
          if (this.remaining === 0) this.step = Step.dataCr;
          break;
        }
        case Step.dataCr:
          if (buffer[at] !== CR) return REFUSED;
          if (this.dechunk) {
            if (kept >= 0 && at > kept) this.sink.span(buffer, kept, at);
            kept = -1;
          } else if (kept < 0) kept = at;
          at++;
          this.step = Step.dataLf;
          break;
        case Step.dataLf:
          if (buffer[at] !== LF) return REFUSED;
          if (!this.dechunk && kept < 0) kept = at;
          at++;
          this.step = Step.size;
          lineStart = at;
          plain = true;
          break;
        case Step.trailers: {
          const after = this.trailers.feed(buffer, at, end);
          if (after === REFUSED) {
            this.refusal = this.trailers.refusal;
            return REFUSED;
          }
          at = after;
          if (this.trailers.isDone) {
            this.step = Step.done;
            if (!this.dechunk) this.sink.text(`0\r\n${this.trailers.text}\r\n`);
            return at;
          }
          break;
        }
        default:
          return at;
      }
    }
    // A size line that the end of the input cuts is written anew later, so the span ends before it.
    const cut = this.step === Step.size || this.step === Step.extension || this.step === Step.sizeLf ? lineStart : end;
    if (kept >= 0 && cut > kept) this.sink.span(buffer, kept, cut);
    return end;
  }
}
