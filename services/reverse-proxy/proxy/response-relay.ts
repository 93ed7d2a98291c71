import { Body } from '../wire/framing';
import type { Head } from '../wire/head';
import type { ForwardedRequest } from '../forwarding/forwarded-request';
import { forwardedResponse, goesChunked } from '../forwarding/forwarded-response';
import type { RequestRecord } from './request-record';
import type { Outlet } from '../sockets/outlet';

/** The response of one exchange on its way to the client: framed for its version of HTTP, and counted. */
export class ResponseRelay {
  /** The connection to the client goes on afterwards, as far as the response is concerned. */
  keepAlive = false;
  /** A body without a length is put into chunks here. */
  private wraps = false;

  constructor(
    private readonly request: ForwardedRequest,
    private readonly outlet: Outlet,
    private readonly via: string,
    private readonly record: RequestRecord,
  ) {}

  /** RFC 9110 15.2: 1xx goes on to the client, except to one of HTTP/1.0. */
  interim(head: Head, buffer: Buffer, end: number): void {
    if (this.request.minor === 0) return;
    const shape = { chunked: false, close: false, sayKeepAlive: false, via: this.via };
    this.outlet.text(forwardedResponse(buffer, end, head, shape));
    this.outlet.flush();
  }

  /** @param mayGoOn whether the client's connection may serve another request */
  begin(head: Head, buffer: Buffer, end: number, body: Body, mayGoOn: boolean): void {
    const { minor, method, keepAlive } = this.request;
    this.record.status = head.status;
    const old = minor === 0;
    const chunked = !old && goesChunked(head, body, method);
    this.wraps = chunked && body === Body.untilClose;
    const delimited = !old || body === Body.none || body === Body.length;
    this.keepAlive = keepAlive && delimited && mayGoOn;
    const shape = { chunked, close: !this.keepAlive, sayKeepAlive: old && this.keepAlive, via: this.via };
    this.outlet.text(forwardedResponse(buffer, end, head, shape));
  }

  span(buffer: Buffer, start: number, end: number): void {
    this.record.bytesOut += end - start;
    if (this.wraps) this.outlet.text(`${(end - start).toString(16)}\r\n`);
    this.outlet.span(buffer, start, end);
    if (this.wraps) this.outlet.text('\r\n');
  }

  end(): void {
    if (this.wraps) this.outlet.text('0\r\n\r\n');
    this.outlet.flush();
  }
}
