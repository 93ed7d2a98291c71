import type { Outlet } from '../sockets/outlet';
import { isIdempotent } from '../wire/methods';

/** While no upstream is connected, this much of a body is taken before the client has to wait. */
const WAITING_OCTETS = 65_536;

/** Copies of a request body's octets: until there is an upstream to write them to, and for a retry of a small body. */
export class HeldBody {
  private readonly octets: Buffer[] = [];
  private length = 0;
  /** Everything that was sent is still here, so that it can be sent again. */
  isWhole = true;
  private readonly keeps: boolean;

  constructor(
    method: string,
    private readonly retries: { readonly attempts: number; readonly bodyBytes: number },
  ) {
    this.keeps = retries.attempts > 0 && isIdempotent(method);
  }

  /**
   * @param sent whether the octets are on their way to an upstream already
   * @returns whether no more should be read for now
   */
  keep(buffer: Buffer, start: number, end: number, sent: boolean): boolean {
    if (sent && !(this.keeps && this.isWhole && this.length + end - start <= this.retries.bodyBytes)) {
      this.isWhole = false;
      this.octets.length = 0;
      return false;
    }
    this.octets.push(Buffer.from(buffer.subarray(start, end)));
    this.length += end - start;
    return !sent && this.length >= WAITING_OCTETS;
  }

  /** Writes all of it, and forgets it when it could not be sent a second time anyway. */
  writeTo(outlet: Outlet): void {
    if (this.octets.length === 0) return;
    for (const octets of this.octets) outlet.span(octets, 0, octets.length);
    if (this.keeps && this.length <= this.retries.bodyBytes) return;
    this.isWhole = false;
    this.octets.length = 0;
  }
}
