import { ChunkedBody } from '../wire/chunked';
import type { ChunkSink } from '../wire/chunked';
import { Body } from '../wire/framing';
import { REFUSED } from '../wire/head';
import { clock } from './clock';
import type { FailureCode } from './failures';
import type { ForwardedRequest } from './forwarded-request';
import { HeldBody } from './held-body';
import type { Outlet } from './outlet';

/** Takes octets of a body, framed as they go on. */
type Take = (buffer: Buffer, start: number, end: number) => void;

interface Limits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly headerCount: number;
}

/** The body of one request: reads how far it goes, and keeps what may be needed later or once more. */
export class RequestBody {
  isDone: boolean;
  /** When its last octet was received. */
  doneAt = clock.coarse;
  /** Why `feed` refused. */
  refusal: FailureCode = 'bad_chunk';
  private remaining: number;
  private readonly chunked: ChunkedBody | null;
  private readonly held: HeldBody;

  constructor(
    request: ForwardedRequest,
    private readonly limits: Limits,
    retries: { readonly attempts: number; readonly bodyBytes: number },
    private readonly take: Take,
  ) {
    this.isDone = request.body === Body.none;
    this.remaining = request.body === Body.length ? request.contentLength : 0;
    this.chunked = request.body === Body.chunked ? new ChunkedBody(sinkOf(take), false, limits) : null;
    this.held = new HeldBody(request.method, retries);
  }

  /** @returns the offset after the last octet that belongs to the body, or REFUSED */
  feed(buffer: Buffer, at: number, end: number): number {
    if (this.isDone || at === end) return at;
    let after: number;
    if (this.chunked === null) {
      after = at + Math.min(this.remaining, end - at);
      this.take(buffer, at, after);
      this.remaining -= after - at;
      this.isDone = this.remaining === 0;
    } else {
      after = this.chunked.feed(buffer, at, end);
      if (after === REFUSED) return this.refuse(this.chunked.refusal);
      if (this.limits.bodyBytes > 0 && this.chunked.length > this.limits.bodyBytes)
        return this.refuse('body_too_large');
      this.isDone = this.chunked.isDone;
    }
    if (this.isDone) this.doneAt = clock.coarse;
    return after;
  }

  private refuse(code: FailureCode): number {
    this.refusal = code;
    return REFUSED;
  }

  /**
   * Keeps a copy of octets that were taken, if it may be needed.
   *
   * @param sent whether they are on their way to an upstream already
   * @returns whether no more should be read for now
   */
  keep(buffer: Buffer, start: number, end: number, sent: boolean): boolean {
    return this.held.keep(buffer, start, end, sent);
  }

  /** Writes all that was kept. */
  writeTo(outlet: Outlet): void {
    this.held.writeTo(outlet);
  }

  /** All of it that was received is at hand, so that it can be sent again. */
  get isWhole(): boolean {
    return this.held.isWhole;
  }
}

const sinkOf = (take: Take): ChunkSink => ({
  span: take,
  text: (octets) => take(Buffer.from(octets, 'latin1'), 0, octets.length),
});
