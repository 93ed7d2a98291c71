import type { UpstreamConnection } from '../upstream/connection';
import type { Head } from '../wire/head';
import type { ClientConnection } from './client-connection';
import type { ForwardedRequest } from './forwarded-request';
import { forwardedSwitch } from './forwarded-response';

/** RFC 9110 7.8: a server may only switch to a protocol that the client offered. */
export function isOffered(head: Head, buffer: Buffer, request: ForwardedRequest): boolean {
  const offered = request.upgrade.toLowerCase().split(', ');
  return head.upgrade >= 0 && offered.includes(head.value(buffer, head.upgrade).toLowerCase());
}

/** Two connections after a 101 response: octets go both ways unread, and the end of one side reaches the other. */
export class Tunnel {
  constructor(
    private readonly client: ClientConnection,
    private readonly upstream: UpstreamConnection,
  ) {}

  /** Tells the client of the switch; `buffer` up to `end` holds the head of the 101 response. */
  begin(head: Head, buffer: Buffer, end: number, via: string): void {
    const { outlet } = this.client;
    outlet.text(forwardedSwitch(buffer, end, head, via));
    outlet.flush();
    this.client.onTunnel();
  }

  toUpstream(buffer: Buffer, start: number, end: number): void {
    const { outlet } = this.upstream;
    if (start < end) outlet.span(buffer, start, end);
    if (outlet.isFull) this.client.pause();
  }

  toClient(buffer: Buffer, start: number, end: number): void {
    this.client.outlet.span(buffer, start, end);
  }

  clientEnded(): void {
    this.upstream.socket.end();
  }

  upstreamEnded(): void {
    this.client.socket.end();
  }

  /** Closes both; what one side sent before it went still reaches the other. */
  end(): void {
    this.upstream.socket.end();
    this.upstream.socket.destroySoon();
    this.client.socket.destroySoon();
  }
}
