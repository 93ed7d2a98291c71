import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import type { Socket } from 'node:net';
import { clock } from '../proxy/clock';
import type { FailureCode } from '../proxy/failures';
import { Outlet } from '../proxy/outlet';
import { blockSocket, readChunks } from '../proxy/shared-block';
import type { OctetSink } from '../proxy/shared-block';
import { ChunkedBody } from '../wire/chunked';
import type { ChunkSink } from '../wire/chunked';
import { Body, refuseResponseFraming, responseBody } from '../wire/framing';
import { CLOSE, Head, INCOMPLETE, KEEP_ALIVE, REFUSED } from '../wire/head';
import { parseResponseHead } from '../wire/response-head';
import type { Endpoint } from './endpoint';

const head = new Head();

/** What an exchange is told by the upstream connection that serves it. */
export interface ResponseTaker extends ChunkSink {
  readonly method: string;
  readonly wantsDechunked: boolean;
  /** The connection stands; the request may be written. */
  onConnected(): void;
  /** A 1xx response other than 101. The buffer holds its head until this returns. */
  onInterim(head: Head, buffer: Buffer, end: number): void;
  /** 101. @returns whether the connection is a tunnel now; octets after it follow by onTunnel */
  onSwitch(head: Head, buffer: Buffer, end: number): boolean;
  onTunnel(buffer: Buffer, start: number, end: number): void;
  onTunnelEnd(): void;
  onResponse(head: Head, buffer: Buffer, end: number, body: Body): void;
  /** All octets of this read have been given. */
  onRead(): void;
  /** The response is complete. */
  onResponseEnd(): void;
  /** Nothing more will come. `began`: some octet of a response had been received. */
  onUpstreamFailure(code: FailureCode, began: boolean): void;
  onUpstreamDrain(): void;
}

const State = { connecting: 0, idle: 1, head: 2, body: 3, tunnel: 4, closed: 5 } as const;
type State = (typeof State)[keyof typeof State];

export interface UpstreamOptions {
  readonly tls?: ConnectionOptions;
  readonly idleTime: number;
  readonly limits: { readonly headerBytes: number; readonly headerCount: number };
  /** The connection is gone: forget it. */
  readonly onClosed: (connection: UpstreamConnection) => void;
}

/** One connection to one host: writes requests one after another and reads their responses strictly. */
export class UpstreamConnection implements OctetSink {
  readonly outlet: Outlet;
  readonly socket: Socket;
  /** Exchanges that it has served before the current one. */
  served = 0;
  /** When an idle connection is given up. */
  idleUntil = Infinity;
  private state: State = State.connecting;
  private taker: ResponseTaker | null = null;
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
    this.socket.on('drain', () => this.taker?.onUpstreamDrain());
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

  get isConnecting(): boolean {
    return this.state === State.connecting;
  }

  get isUsable(): boolean {
    return this.state === State.idle && !this.socket.destroyed;
  }

  /** The connection now serves this exchange. Its request is written to `outlet`, at once or after onConnected. */
  serve(taker: ResponseTaker): void {
    this.taker = taker;
    this.began = false;
    if (this.state !== State.connecting) this.state = State.head;
  }

  /** Forgets an exchange that gave up; the connection cannot be used again. */
  abandon(): void {
    this.taker = null;
    this.destroy();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private onConnected(): void {
    if (this.state !== State.connecting) return;
    this.state = this.taker === null ? State.idle : State.head;
    this.taker?.onConnected();
  }

  onOctets(buffer: Buffer, start: number, end: number): void {
    const taker = this.taker;
    if (taker === null || this.state < State.head) {
      // RFC 9112 9.3: a response that nobody asked for means that the connection has lost its place.
      this.destroy();
      return;
    }
    if (this.state === State.tunnel) taker.onTunnel(buffer, start, end);
    else {
      this.began = true;
      let at = start;
      if (this.held !== null) {
        buffer = Buffer.concat([this.held, buffer.subarray(start, end)]);
        this.held = null;
        at = 0;
        end = buffer.length;
      }
      this.read(taker, buffer, at, end);
    }
    taker.onRead();
  }

  private read(taker: ResponseTaker, buffer: Buffer, at: number, end: number): void {
    while (this.state === State.head) {
      const after = parseResponseHead(buffer, at, end, head, this.options.limits);
      if (after === INCOMPLETE) {
        this.held = Buffer.from(buffer.subarray(at, end));
        return;
      }
      if (after === REFUSED || refuseResponseFraming(head) !== null) return this.fail('upstream_invalid');
      at = after;
      if (head.status === 101) {
        if (!taker.onSwitch(head, buffer, after)) return this.fail('upstream_invalid');
        this.state = State.tunnel;
        if (at < end) taker.onTunnel(buffer, at, end);
        return;
      }
      if (head.status < 200) taker.onInterim(head, buffer, after);
      else this.begin(taker, buffer, after);
      if (this.taker !== taker) return;
      if (at >= end && this.state === State.head) return;
    }
    this.readBody(taker, buffer, at, end);
  }

  private begin(taker: ResponseTaker, buffer: Buffer, after: number): void {
    this.body = responseBody(head, taker.method);
    this.remaining = this.body === Body.length ? head.contentLength : 0;
    this.chunked =
      this.body === Body.chunked ? new ChunkedBody(taker, taker.wantsDechunked, this.options.limits) : null;
    // RFC 9112 9.3: persistent unless told otherwise in 1.1, only when told in 1.0.
    this.reusable =
      this.body !== Body.untilClose &&
      (head.connection & CLOSE) === 0 &&
      (head.minor === 1 || (head.connection & KEEP_ALIVE) !== 0);
    // The upstream says how long it waits: leave a second before it, so that no request meets its closing.
    this.hintedIdle = head.keepAliveSeconds < 0 ? Infinity : Math.max(0, head.keepAliveSeconds * 1000 - 1000);
    this.state = State.body;
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
        if (after === REFUSED) return this.fail('upstream_invalid');
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
    this.state = State.idle;
    taker.onResponseEnd();
  }

  /** Whether the connection may serve another exchange; idleUntil is set then. */
  rest(): boolean {
    if (!this.reusable || this.state !== State.idle || this.socket.destroyed || this.outlet.isBehind) return false;
    this.idleUntil = clock.coarse + Math.min(this.options.idleTime, this.hintedIdle);
    if (this.socket.isPaused()) this.socket.resume();
    return this.hintedIdle > 0;
  }

  private fail(code: FailureCode): void {
    const taker = this.taker;
    this.taker = null;
    this.destroy();
    taker?.onUpstreamFailure(code, this.began);
  }

  private onEnd(): void {
    if (this.state === State.tunnel) return this.taker?.onTunnelEnd();
    if (this.state === State.body && this.body === Body.untilClose && this.taker !== null) {
      this.complete(this.taker, true);
      this.destroy();
      return;
    }
    this.fail(this.began ? 'upstream_truncated' : 'upstream_closed');
  }

  private onError(error: NodeJS.ErrnoException): void {
    if (this.state === State.connecting) {
      this.fail(error.code === 'ETIMEDOUT' ? 'connect_timeout' : 'connect_failed');
    } else this.fail(this.began ? 'upstream_truncated' : 'upstream_reset');
  }

  private onClose(): void {
    const wasConnecting = this.state === State.connecting;
    this.state = State.closed;
    this.options.onClosed(this);
    const taker = this.taker;
    this.taker = null;
    taker?.onUpstreamFailure(wasConnecting ? 'connect_failed' : 'upstream_closed', this.began);
  }
}
