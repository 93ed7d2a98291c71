import type { ForwardedRequest } from '../forwarding/forwarded-request';
import { forwardedSwitch } from '../forwarding/forwarded-response';
import { clock } from '../sockets/clock';
import type { HostConnection } from '../upstream/endpoint';
import type { TunnelTaker } from '../upstream/response-taker';
import type { Service } from '../upstream/service';
import type { Head } from '../wire/head';
import type { ClientSide } from './client-side';
import type { RequestRecord } from './request-record';
import type { RequestServer } from './request-server';

/** Tells whether a server switches to a protocol that the client offered; to another one it may not (RFC 9110 7.8). */
export function isOffered(head: Head, buffer: Buffer, request: ForwardedRequest): boolean {
  const offered = request.upgrade.toLowerCase().split(', ');
  return head.upgrade >= 0 && offered.includes(head.value(buffer, head.upgrade).toLowerCase());
}

/**
 * Two connections after a 101 response: octets go both ways unread, and the end of one side reaches the other. It takes
 * the place of the exchange on both.
 */
export class Tunnel implements RequestServer, TunnelTaker {
  private lastProgress = clock.coarse;
  private isOver = false;

  constructor(
    private readonly client: ClientSide,
    private readonly upstream: HostConnection,
    private readonly service: Service,
    private readonly record: RequestRecord,
  ) {
    service.stats.tunnels++;
    record.status = 101;
  }

  /** Tells the client of the switch; `buffer` up to `end` holds the head of the 101 response. */
  begin(head: Head, buffer: Buffer, end: number, via: string): void {
    this.upstream.handOver(this);
    const { outlet } = this.client;
    outlet.text(forwardedSwitch(buffer, end, head, via));
    outlet.flush();
    this.client.handOver(this);
  }

  requestOctets(buffer: Buffer, start: number, end: number): number {
    this.lastProgress = clock.coarse;
    this.record.bytesIn += end - start;
    const { outlet } = this.upstream;
    if (start < end) outlet.span(buffer, start, end);
    if (outlet.isFull) this.client.pause();
    return end;
  }

  onTunnel(buffer: Buffer, start: number, end: number): void {
    this.record.bytesOut += end - start;
    this.client.outlet.span(buffer, start, end);
  }

  onRead(): void {
    this.lastProgress = clock.coarse;
    if (this.client.outlet.isFull) this.upstream.socket.pause();
  }

  onClientDrain(): void {
    this.lastProgress = clock.coarse;
    this.upstream.socket.resume();
  }

  onUpstreamDrain(): void {
    this.lastProgress = clock.coarse;
    this.client.resume();
  }

  onClientEnd(): void {
    this.upstream.socket.end();
  }

  onTunnelEnd(): void {
    this.client.endSending();
  }

  onClientGone(): void {
    this.end();
  }

  onUpstreamFailure(): void {
    this.end();
  }

  check(now: number): void {
    if (now - this.lastProgress > this.service.config.timeouts.tunnelIdle) this.end();
  }

  /** Closes both; what one side sent before it went still reaches the other. */
  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.service.stats.tunnels--;
    this.record.end(null);
    this.upstream.socket.end();
    this.upstream.socket.destroySoon();
    this.client.closeWhenSent();
    this.service.release(this.upstream, false);
  }
}
