import { ChunkedBody } from '../wire/chunked';
import type { ChunkSink } from '../wire/chunked';
import { Body } from '../wire/framing';
import { REFUSED } from '../wire/head';
import { clock } from '../sockets/clock';
import type { FailureCode } from '../answers/failures';
import type { ForwardedRequest } from '../forwarding/forwarded-request';
import { HeldBody } from './held-body';
import type { Outlet } from '../sockets/outlet';

interface Limits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly headerCount: number;
}

/** The body of one request: reads how far it goes, sends it on, and keeps what may be needed later or once more. */
export class RequestBody {
  /** What was received of it, framing included. */
  octets = 0;
  isDone: boolean;
  /** When its last octet was received. */
  doneAt = clock.coarse;
  /** Why `feed` refused. */
  refusal: FailureCode = 'bad_chunk';
  private remaining: number;
  private readonly chunked: ChunkedBody | null;
  private readonly held: HeldBody;
  /** The upstream that has the request's head. */
  private outlet: Outlet | null = null;
  private isHeldFull = false;

  constructor(
    request: ForwardedRequest,
    private readonly limits: Limits,
    retries: { readonly attempts: number; readonly bodyBytes: number },
  ) {
    this.isDone = request.body === Body.none;
    this.remaining = request.body === Body.length ? request.contentLength : 0;
    this.chunked = request.body === Body.chunked ? new ChunkedBody(this.sink, false, limits) : null;
    this.held = new HeldBody(request.method, retries);
  }

  private get sink(): ChunkSink {
    return {
      span: (buffer, start, end) => this.take(buffer, start, end),
      text: (octets) => this.take(Buffer.from(octets, 'latin1'), 0, octets.length),
    };
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

  /** Sends octets on as they are framed, or keeps a copy until there is somebody to send them to. */
  private take(buffer: Buffer, start: number, end: number): void {
    this.octets += end - start;
    if (this.held.keep(buffer, start, end, this.outlet !== null)) this.isHeldFull = true;
    this.outlet?.span(buffer, start, end);
  }

  /** From now on it goes there, after all that was kept. */
  sendTo(outlet: Outlet): void {
    this.held.writeTo(outlet);
    this.outlet = outlet;
    this.isHeldFull = false;
  }

  stopSending(): void {
    this.outlet = null;
  }

  /** Writes what is left. @returns whether no more should be read for now */
  flush(): boolean {
    this.outlet?.flush();
    return this.outlet === null ? this.isHeldFull : !this.isDone && this.outlet.isFull;
  }

  /** All of it that was received is at hand, so that it can be sent again. */
  get isWhole(): boolean {
    return this.held.isWhole;
  }
}
