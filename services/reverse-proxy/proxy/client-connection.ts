import type { Socket } from 'node:net';
import { Head, INCOMPLETE, REFUSED } from '../wire/head';
import { parseRequestHead } from '../wire/request-head';
import { failureAnswer } from './answers';
import { clock } from './clock';
import type { Exchange } from './exchange';
import type { FailureCode } from './failures';
import { statusOf } from './failures';
import type { ForwardedRequest, Peer } from './forwarded-request';
import { newRequestId } from './forwarded-request';
import type { Outcome } from './outcome';
import { Outlet } from './outlet';
import { begin } from './request';
import type { ProxyContext } from './settings';
import { readBlocks } from './shared-block';
import type { OctetSink } from './shared-block';
import { plainAddress } from './trusted-proxies';

/** Pipelined requests that wait for the current one, in octets; more are left in the kernel. */
const MOST_HELD = 65_536;
/** After the last answer the connection is read and emptied so long, so that a reset does not destroy the answer. */
const LINGER_MS = 1000;
/** While stopping, a connection without a request for so long is taken to be idle. */
const QUIET_MS = 300;

const Phase = { idle: 0, head: 1, exchange: 2, lingering: 3, closed: 4 } as const;
type Phase = (typeof Phase)[keyof typeof Phase];

const head = new Head();

/** One connection from a client: its requests, one after another. */
export class ClientConnection implements OctetSink {
  readonly socket: Socket;
  readonly outlet: Outlet;
  readonly peer: Peer;
  private phase: Phase = Phase.idle;
  private exchange: Exchange | null = null;
  /** An incomplete head, or requests that were sent before the answer to the current one. */
  private held: Buffer | null = null;
  private deadline: number;
  private reading = false;
  private idleSince = clock.coarse;
  private requests = 0;
  /** When the client closed its sending side. */
  endedAt: number | null = null;

  constructor(
    accepted: Socket,
    readonly context: ProxyContext,
    scheme: 'http' | 'https',
    private readonly onClosed: (connection: ClientConnection) => void,
  ) {
    const address = plainAddress(accepted.remoteAddress ?? '');
    const isTrusted = context.settings.trusted.includes(address);
    this.peer = { address, isTrusted, scheme, linesHost: '\n', lines: '' };
    this.deadline = clock.coarse + context.settings.config.timeouts.headers;
    this.socket = readBlocks(accepted, this);
    this.outlet = new Outlet(this.socket);
    this.socket.on('drain', () => this.exchange?.onClientDrain());
    this.socket.on('end', () => this.onEnd());
    this.socket.on('error', () => this.socket.destroy());
    this.socket.on('close', () => this.onClose());
  }

  onOctets(buffer: Buffer, start: number, end: number): void {
    if (this.phase === Phase.exchange) {
      const at = this.exchange!.requestOctets(buffer, start, end);
      if (at < end && this.phase < Phase.lingering) {
        this.hold(buffer, at, end);
        this.next();
      }
      return;
    }
    if (this.phase >= Phase.lingering) return;
    if (this.held === null) this.readRequests(buffer, start, end);
    else {
      const all = Buffer.concat([this.held, buffer.subarray(start, end)]);
      this.held = null;
      this.readRequests(all, 0, all.length);
    }
  }

  /** Reads requests until one has to wait for its answer, or more octets are needed. */
  private readRequests(buffer: Buffer, start: number, end: number): void {
    let at = start;
    this.reading = true;
    const { limits, timeouts } = this.context.settings.config;
    while (at < end && this.phase <= Phase.head) {
      const after = parseRequestHead(buffer, at, end, head, limits);
      if (after === INCOMPLETE) {
        this.held = Buffer.from(buffer.subarray(at, end));
        if (this.phase === Phase.idle) {
          this.phase = Phase.head;
          this.deadline = clock.coarse + timeouts.headers;
        }
        break;
      }
      if (after === REFUSED) {
        this.refuse(head.refusal);
        break;
      }
      this.requests++;
      this.phase = Phase.exchange;
      at = begin(this, head, buffer, after, end);
    }
    if (at < end && this.phase === Phase.exchange) this.hold(buffer, at, end);
    this.reading = false;
  }

  /** The request has been routed: this exchange serves it. */
  serve(exchange: Exchange): void {
    this.exchange = exchange;
  }

  private hold(buffer: Buffer, start: number, end: number): void {
    const octets = buffer.subarray(start, end);
    this.held = this.held === null ? Buffer.from(octets) : Buffer.concat([this.held, octets]);
    if (this.held.length >= MOST_HELD) this.pause();
  }

  /** Goes on with requests that were received during the last exchange. */
  private next(): void {
    if (this.reading || this.phase > Phase.head || this.held === null) return;
    const held = this.held;
    this.held = null;
    this.readRequests(held, 0, held.length);
  }

  /** Whether the connection may serve another request after this one. */
  get mayGoOn(): boolean {
    const most = this.context.settings.config.limits.requestsPerConnection;
    return !this.context.draining && this.endedAt === null && (most === 0 || this.requests < most);
  }

  onExchangeEnd(keepAlive: boolean): void {
    this.exchange = null;
    if (!keepAlive) return this.linger();
    this.phase = Phase.idle;
    this.idleSince = clock.coarse;
    this.deadline = clock.coarse + this.context.settings.config.timeouts.keepAlive;
    this.resume();
    if (this.held !== null) this.next();
  }

  /** From now on the octets that were held, and all later ones, belong to the tunnel. */
  onTunnel(): void {
    const held = this.held;
    this.held = null;
    if (held !== null) this.exchange!.requestOctets(held, 0, held.length);
    this.resume();
  }

  /** Writes a whole answer of the proxy's own. */
  answerText(text: string, keepAlive: boolean): void {
    this.socket.write(text, 'utf8');
    this.onExchangeEnd(keepAlive);
  }

  answerFailure(code: FailureCode, request: ForwardedRequest, keepAlive: boolean): void {
    const goesOn = keepAlive && this.mayGoOn;
    const fields = goesOn ? (request.minor === 0 ? ['Connection: keep-alive'] : []) : ['Connection: close'];
    this.answerText(failureAnswer(code, request.requestId, fields, request.method === 'HEAD'), goesOn);
  }

  /** A request that cannot be understood: there is no telling where the next one would begin. */
  refuse(code: FailureCode): void {
    const requestId = newRequestId();
    this.countRefused(code);
    this.context.log({
      ...{ client: this.peer.address, method: '', host: '', target: '', status: statusOf(code), service: '' },
      ...{ upstream: '', failure: code, tries: 0, milliseconds: 0, bytesOut: 0, requestId },
    });
    this.socket.write(failureAnswer(code, requestId, ['Connection: close'], false));
    this.linger();
  }

  countRefused(code: FailureCode): void {
    const { refused } = this.context;
    refused.set(code, (refused.get(code) ?? 0) + 1);
  }

  logAnswered(exchange: Exchange, { status, failure, milliseconds, octets }: Outcome): void {
    const { accessLog } = this.context.settings.config;
    if (accessLog === 'off' || (accessLog === 'errors' && status < 500 && failure === null)) return;
    const { request, service, tried } = exchange;
    this.context.log({
      ...{ client: request.client, method: request.method, host: request.host, target: request.target, status },
      ...{ service: service.name, upstream: tried[tried.length - 1]?.authority ?? '', failure: failure ?? '' },
      ...{ tries: tried.length, milliseconds, bytesOut: octets, requestId: request.requestId },
    });
  }

  private linger(): void {
    this.exchange = null;
    this.held = null;
    this.phase = Phase.lingering;
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

  destroy(): void {
    this.socket.destroy();
  }

  /** The client sends no more. An exchange may still get its answer; with none there is nothing to wait for. */
  private onEnd(): void {
    this.endedAt = clock.coarse;
    if (this.phase === Phase.exchange) this.exchange?.onClientEnd();
    else this.socket.destroySoon();
  }

  private onClose(): void {
    this.phase = Phase.closed;
    const { exchange } = this;
    this.exchange = null;
    exchange?.onClientGone('client_abort');
    this.onClosed(this);
  }

  /** Looks at the deadlines. */
  check(now: number): void {
    if (this.phase === Phase.exchange) this.exchange?.check(now);
    else if (now < this.deadline) return;
    else if (this.phase === Phase.head) this.refuse('headers_timeout');
    else this.destroy();
  }

  /**
   * The proxy is stopping: a busy connection ends with its answer, an idle one once it has been quiet for a moment. At
   * once would meet the next request of a busy client half-way.
   */
  drain(): void {
    if (this.phase === Phase.idle && this.held === null && clock.coarse - this.idleSince > QUIET_MS) this.linger();
  }

  get isBusy(): boolean {
    return this.phase === Phase.exchange || this.phase === Phase.head;
  }
}
