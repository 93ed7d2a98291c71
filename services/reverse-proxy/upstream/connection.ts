import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import type { Socket } from 'node:net';
import { clock } from '../sockets/clock';
import type { FailureCode } from '../answers/failures';
import { Outlet } from '../sockets/outlet';
import { blockSocket, readChunks } from '../sockets/shared-block';
import type { OctetSink } from '../sockets/shared-block';
import { ChunkedBody } from '../wire/chunked';
import { Body, refuseResponseFraming, responseBody } from '../wire/framing';
import { Head, INCOMPLETE, REFUSED } from '../wire/head';
import { isPersistent } from '../wire/persistence';
import { after as phaseAfter } from '../wire/phases';
import { parseResponseHead } from '../wire/response-head';
import { CONNECTION_PHASES } from './connection-phase';
import type { ConnectionEvent, ConnectionPhase } from './connection-phase';
import type { Endpoint, HostConnection } from './endpoint';
import type { ConnectionUser, ResponseTaker, TunnelTaker } from './response-taker';

const head = new Head();

export interface UpstreamOptions {
  readonly tls?: ConnectionOptions;
  readonly idleTime: number;
  readonly limits: { readonly headerBytes: number; readonly headerCount: number };
  /** The connection is gone: forget it. */
  readonly onClosed: (connection: HostConnection) => void;
}

/** One connection to one host: writes requests one after another and reads their responses strictly. */
export class UpstreamConnection implements OctetSink, HostConnection {
  readonly outlet: Outlet;
  readonly socket: Socket;
  /** Exchanges that it has served before the current one. */
  served = 0;
  /** When an idle connection is given up. */
  idleUntil = Infinity;
  private phase: ConnectionPhase = 'connecting';
  private taker: ResponseTaker | null = null;
  private tunnel: TunnelTaker | null = null;
  private held: Buffer | null = null;
  private body: Body = Body.none;
  private remaining = 0;
  private chunked: ChunkedBody | null = null;
  private began = false;
  private reusable = false;
  private hintedIdle = Infinity;

  constructor(
    readonly endpoint: Endpoint,
    private readonly options: UpstreamOptions,
  ) {
    this.socket = options.tls === undefined ? this.dial() : this.dialTls(options.tls);
    this.outlet = new Outlet(this.socket);
    this.socket.on('drain', () => this.user?.onUpstreamDrain());
    this.socket.on('end', () => this.onEnd());
    this.socket.on('error', (error: NodeJS.ErrnoException) => this.onError(error));
    this.socket.on('close', () => this.onClose());
  }

  private dial(): Socket {
    const socket = blockSocket(this);
    // Before connecting, and here: connect() takes no such option. A body in two writes would else wait for an ACK.
    socket.setNoDelay(true);
    socket.connect({ host: this.endpoint.address, port: this.endpoint.port });
    socket.once('connect', () => this.onConnected());
    return socket;
  }

  private dialTls(tls: ConnectionOptions): Socket {
    const socket = connectTls({
      ...tls,
      host: this.endpoint.address,
      port: this.endpoint.port,
      ALPNProtocols: ['http/1.1'],
    });
    socket.setNoDelay(true);
    socket.once('secureConnect', () => this.onConnected());
    readChunks(socket, this);
    return socket;
  }

  private enter(event: ConnectionEvent): void {
    this.phase = phaseAfter(CONNECTION_PHASES, this.phase, event);
  }

  get isConnecting(): boolean {
    return this.phase === 'connecting';
  }

  private get isExpecting(): boolean {
    return this.phase === 'head';
  }

  get isUsable(): boolean {
    return this.phase === 'idle' && !this.socket.destroyed;
  }

  serve(taker: ResponseTaker): void {
    this.taker = taker;
    this.began = false;
    this.enter('serve');
  }

  handOver(tunnel: TunnelTaker): void {
    this.taker = null;
    this.tunnel = tunnel;
  }

  private get user(): ConnectionUser | null {
    return this.tunnel ?? this.taker;
  }

  /** Tells its user of the end, once. */
  private leave(code: FailureCode, reason?: string): void {
    const { user } = this;
    this.taker = this.tunnel = null;
    user?.onUpstreamFailure(code, this.began, reason);
  }

  abandon(): void {
    this.taker = this.tunnel = null;
    this.destroy();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private onConnected(): void {
    if (this.phase !== 'connecting') return;
    this.enter('connect');
    if (this.taker === null) return;
    this.enter('serve');
    this.taker.onConnected();
  }

  onOctets(buffer: Buffer, start: number, end: number): void {
    if (this.tunnel !== null) {
      this.tunnel.onTunnel(buffer, start, end);
      this.tunnel?.onRead();
      return;
    }
    const taker = this.taker;
    if (taker === null) {
      // RFC 9112 9.3: a response that nobody asked for means that the connection has lost its place.
      this.destroy();
      return;
    }
    this.began = true;
    let at = start;
    if (this.held !== null) {
      buffer = Buffer.concat([this.held, buffer.subarray(start, end)]);
      this.held = null;
      at = 0;
      end = buffer.length;
    }
    this.read(taker, buffer, at, end);
    // By now a tunnel may have taken over from the exchange.
    (this.tunnel ?? taker).onRead();
  }

  private read(taker: ResponseTaker, buffer: Buffer, at: number, end: number): void {
    while (this.phase === 'head') {
      const after = parseResponseHead(buffer, at, end, head, this.options.limits);
      if (after === INCOMPLETE) {
        this.held = Buffer.from(buffer.subarray(at, end));
        return;
      }
      const refusal = after === REFUSED ? head.refusal : refuseResponseFraming(head);
      if (refusal !== null) return this.fail('upstream_invalid', refusal);
      at = after;
      if (head.status === 101) {
        if (!taker.onSwitch(head, buffer, after)) return this.fail('upstream_invalid', 'switch_not_offered');
        this.enter('switch');
        if (at < end) this.tunnel?.onTunnel(buffer, at, end);
        return;
      }
      if (head.status < 200) taker.onInterim(head, buffer, after);
      else this.begin(taker, buffer, after);
      if (this.taker !== taker) return;
      if (at >= end && this.isExpecting) return;
    }
    this.readBody(taker, buffer, at, end);
  }

  private begin(taker: ResponseTaker, buffer: Buffer, after: number): void {
    this.body = responseBody(head, taker.method);
    this.remaining = this.body === Body.length ? head.contentLength : 0;
    this.chunked =
      this.body === Body.chunked ? new ChunkedBody(taker, taker.wantsDechunked, this.options.limits) : null;
    this.reusable = this.body !== Body.untilClose && isPersistent(head);
    // The upstream says how long it waits: leave a second before it, so that no request meets its closing.
    this.hintedIdle = head.keepAliveSeconds < 0 ? Infinity : Math.max(0, head.keepAliveSeconds * 1000 - 1000);
    this.enter('respond');
    taker.onResponse(head, buffer, after, this.body);
  }

  private readBody(taker: ResponseTaker, buffer: Buffer, at: number, end: number): void {
    switch (this.body) {
      case Body.length: {
        const take = Math.min(this.remaining, end - at);
        if (take > 0) taker.span(buffer, at, at + take);
        this.remaining -= take;
        at += take;
        if (this.remaining === 0) this.complete(taker, at === end);
        return;
      }
      case Body.chunked: {
        if (at === end) return;
        const after = this.chunked!.feed(buffer, at, end);
        if (after === REFUSED) return this.fail('upstream_invalid', this.chunked!.refusal);
        if (this.chunked!.isDone) this.complete(taker, after === end);
        return;
      }
      case Body.untilClose:
        if (at < end) taker.span(buffer, at, end);
        return;
      case Body.none:
        this.complete(taker, at === end);
    }
  }

  /** @param clean nothing was received after the response */
  private complete(taker: ResponseTaker, clean: boolean): void {
    this.taker = null;
    this.chunked = null;
    this.served++;
    this.reusable &&= clean;
    this.enter('complete');
    taker.onResponseEnd();
  }

  rest(): boolean {
    if (!this.reusable || this.phase !== 'idle' || this.socket.destroyed || this.outlet.isBehind) return false;
    this.idleUntil = clock.coarse + Math.min(this.options.idleTime, this.hintedIdle);
    if (this.socket.isPaused()) this.socket.resume();
    return this.hintedIdle > 0;
  }

  private fail(code: FailureCode, reason?: string): void {
    this.destroy();
    this.leave(code, reason);
  }

  private onEnd(): void {
    if (this.phase === 'tunnel') return this.tunnel?.onTunnelEnd();
    if (this.phase === 'body' && this.body === Body.untilClose && this.taker !== null) {
      this.complete(this.taker, true);
      this.destroy();
      return;
    }
    this.fail(this.began ? 'upstream_truncated' : 'upstream_closed');
  }

  private onError(error: NodeJS.ErrnoException): void {
    if (this.phase === 'connecting') {
      this.fail(error.code === 'ETIMEDOUT' ? 'connect_timeout' : 'connect_failed');
    } else this.fail(this.began ? 'upstream_truncated' : 'upstream_reset');
  }

  private onClose(): void {
    const wasConnecting = this.isConnecting;
    this.enter('close');
    this.options.onClosed(this);
    this.leave(wasConnecting ? 'connect_failed' : 'upstream_closed');
  }
}
