import type { Socket } from 'node:net';
import { Head, INCOMPLETE, REFUSED } from '../wire/head';
import { connectionLines } from '../wire/persistence';
import { after as phaseAfter } from '../wire/phases';
import { parseProxyHeader } from '../wire/proxy-protocol';
import { parseRequestHead } from '../wire/request-head';
import { failureAnswer } from '../answers/answer';
import { clock } from '../sockets/clock';
import type { FailureCode } from '../answers/failures';
import { statusOf } from '../answers/failures';
import type { ForwardedRequest } from '../forwarding/forwarded-request';
import type { Peer } from '../forwarding/peer';
import { newRequestId } from '../forwarding/request-id';
import { Outlet } from '../sockets/outlet';
import { CLIENT_PHASES, readsHeads } from './client-phase';
import type { ClientEvent, ClientPhase } from './client-phase';
import type { RequestClient } from './client-side';
import { begin } from './request';
import type { Accepted } from './listeners';
import type { RequestServer } from './request-server';
import { UNKNOWN } from './settings';
import type { ProxyContext } from './settings';
import { readBlocks } from '../sockets/shared-block';
import type { OctetSink } from '../sockets/shared-block';
import { plainAddress } from '../forwarding/trusted-proxies';

/** Pipelined requests that wait for the current one, in octets; more are left in the kernel. */
const MOST_HELD = 65_536;
/** After the last answer the connection is read and emptied so long, so that a reset does not destroy the answer. */
const LINGER_MS = 1000;
/** While stopping, a connection without a request for so long is taken to be idle. */
const QUIET_MS = 300;

const head = new Head();

/** One connection from a client: its requests, one after another. */
export class ClientConnection implements OctetSink, RequestClient {
  readonly socket: Socket;
  readonly outlet: Outlet;
  peer: Peer;
  private phase: ClientPhase;
  /** Who serves the current request. */
  private server: RequestServer | null = null;
  /** An incomplete head, or requests that were sent before the answer to the current one. */
  private held: Buffer | null = null;
  private deadline: number;
  private reading = false;
  private idleSince = clock.coarse;
  private requests = 0;
  /** When the client closed its sending side. */
  endedAt: number | null = null;

  constructor(
    { socket, scheme, source, expectsHeader }: Accepted,
    readonly context: ProxyContext,
    private readonly onClosed: (connection: ClientConnection) => void,
  ) {
    this.phase = expectsHeader ? 'greeting' : 'idle';
    this.peer = this.peerAt(source?.address ?? plainAddress(socket.remoteAddress ?? ''), scheme);
    this.deadline = clock.coarse + context.settings.config.timeouts.headers;
    this.socket = readBlocks(socket, this);
    this.outlet = new Outlet(this.socket);
    this.socket.on('drain', () => this.server?.onClientDrain());
    this.socket.on('end', () => this.onEnd());
    this.socket.on('error', () => this.socket.destroy());
    this.socket.on('close', () => this.onClose());
  }

  private peerAt(address: string, scheme: 'http' | 'https'): Peer {
    const isTrusted = this.context.settings.trusted.includes(address);
    return { address, isTrusted, scheme, linesHost: '\n', lines: '' };
  }

  onOctets(buffer: Buffer, start: number, end: number): void {
    if (this.phase === 'exchange') {
      const at = this.server!.requestOctets(buffer, start, end);
      if (at < end && !this.isEnding) {
        this.hold(buffer, at, end);
        this.next();
      }
      return;
    }
    if (this.isEnding) return;
    if (this.held !== null) {
      buffer = Buffer.concat([this.held, buffer.subarray(start, end)]);
      this.held = null;
      [start, end] = [0, buffer.length];
    }
    if (this.phase === 'greeting') this.readGreeting(buffer, start, end);
    else this.readRequests(buffer, start, end);
  }

  /** A balancer says first who connected to it; who does not is no balancer, and gets no answer. */
  private readGreeting(buffer: Buffer, start: number, end: number): void {
    const header = parseProxyHeader(buffer, start, end);
    if (header === INCOMPLETE) this.held = Buffer.from(buffer.subarray(start, end));
    else if (header === REFUSED) {
      this.countRefused('bad_proxy_header');
      this.logRefused('bad_proxy_header', newRequestId());
      this.destroy();
    } else {
      if (header.source !== null)
        this.peer = this.peerAt(header.source.address, header.source.isTls ? 'https' : this.peer.scheme);
      this.enter('greet');
      if (header.after < end) this.readRequests(buffer, header.after, end);
    }
  }

  private enter(event: ClientEvent): void {
    this.phase = phaseAfter(CLIENT_PHASES, this.phase, event);
  }

  /** No further request is read. */
  private get isEnding(): boolean {
    return this.phase === 'lingering' || this.phase === 'closed';
  }

  /** Reads requests until one has to wait for its answer, or more octets are needed. */
  private readRequests(buffer: Buffer, start: number, end: number): void {
    let at = start;
    this.reading = true;
    const { limits, timeouts } = this.context.settings.config;
    while (at < end && readsHeads(this.phase)) {
      const after = parseRequestHead(buffer, at, end, head, limits);
      if (after === INCOMPLETE) {
        this.held = Buffer.from(buffer.subarray(at, end));
        if (this.phase === 'idle') this.deadline = clock.coarse + timeouts.headers;
        this.enter('part');
        break;
      }
      if (after === REFUSED) {
        this.refuse(head.refusal);
        break;
      }
      this.requests++;
      this.enter('request');
      at = begin(this, head, buffer, after, end);
    }
    if (at < end && this.phase === 'exchange') this.hold(buffer, at, end);
    this.reading = false;
  }

  handOver(server: RequestServer): void {
    const isTunnel = this.server !== null;
    this.server = server;
    if (!isTunnel) return;
    const held = this.held;
    this.held = null;
    if (held !== null) server.requestOctets(held, 0, held.length);
    this.resume();
  }

  private hold(buffer: Buffer, start: number, end: number): void {
    const octets = buffer.subarray(start, end);
    this.held = this.held === null ? Buffer.from(octets) : Buffer.concat([this.held, octets]);
    if (this.held.length >= MOST_HELD) this.pause();
  }

  /** Goes on with requests that were received during the last exchange. */
  private next(): void {
    if (this.reading || !readsHeads(this.phase) || this.held === null) return;
    const held = this.held;
    this.held = null;
    this.readRequests(held, 0, held.length);
  }

  get mayGoOn(): boolean {
    const most = this.context.settings.config.limits.requestsPerConnection;
    return !this.context.draining && this.endedAt === null && (most === 0 || this.requests < most);
  }

  onExchangeEnd(keepAlive: boolean): void {
    this.server = null;
    if (!keepAlive) return this.linger();
    this.enter('answered');
    this.idleSince = clock.coarse;
    this.deadline = clock.coarse + this.context.settings.config.timeouts.keepAlive;
    this.resume();
    if (this.held !== null) this.next();
  }

  answerText(text: string, keepAlive: boolean): void {
    this.socket.write(text, 'utf8');
    this.onExchangeEnd(keepAlive);
  }

  answerFailure(code: FailureCode, request: ForwardedRequest, keepAlive: boolean): void {
    const goesOn = keepAlive && this.mayGoOn;
    const fields = connectionLines(request.minor, goesOn);
    this.answerText(failureAnswer(code, request.requestId, fields, request.method === 'HEAD'), goesOn);
  }

  refuse(code: FailureCode): void {
    const requestId = newRequestId();
    this.countRefused(code);
    this.logRefused(code, requestId);
    this.socket.write(failureAnswer(code, requestId, ['Connection: close'], false));
    this.linger();
  }

  private logRefused(code: FailureCode, requestId: string): void {
    this.context.log({ ...UNKNOWN, client: this.peer.address, status: statusOf(code), failure: code, requestId });
  }

  countRefused(code: FailureCode): void {
    const { refused } = this.context;
    refused.set(code, (refused.get(code) ?? 0) + 1);
  }

  private linger(): void {
    this.server = null;
    this.held = null;
    this.enter('last');
    this.deadline = clock.coarse + LINGER_MS;
    this.socket.end();
    this.resume();
    if (this.endedAt !== null) this.socket.destroySoon();
  }

  get isPaused(): boolean {
    return this.socket.isPaused();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    if (this.socket.isPaused()) this.socket.resume();
  }

  endSending(): void {
    this.socket.end();
  }

  closeWhenSent(): void {
    this.socket.destroySoon();
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** The client sends no more. An exchange may still get its answer; with none there is nothing to wait for. */
  private onEnd(): void {
    this.endedAt = clock.coarse;
    if (this.phase === 'exchange') this.server?.onClientEnd();
    else this.socket.destroySoon();
  }

  private onClose(): void {
    this.enter('close');
    const { server } = this;
    this.server = null;
    server?.onClientGone();
    this.onClosed(this);
  }

  /** Looks at the deadlines. */
  check(now: number): void {
    if (this.phase === 'exchange') this.server?.check(now);
    else if (now < this.deadline) return;
    else if (this.phase === 'head') this.refuse('headers_timeout');
    else this.destroy();
  }

  /**
   * The proxy is stopping: a busy connection ends with its answer, an idle one once it has been quiet for a moment. At
   * once would meet the next request of a busy client half-way.
   */
  drain(): void {
    if (this.phase === 'idle' && this.held === null && clock.coarse - this.idleSince > QUIET_MS) this.linger();
  }

  get isBusy(): boolean {
    return this.phase === 'exchange' || this.phase === 'head';
  }
}
