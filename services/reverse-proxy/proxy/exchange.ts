import type { UpstreamConnection, ResponseTaker } from '../upstream/connection';
import type { Endpoint } from '../upstream/endpoint';
import type { Service, Waiting } from '../upstream/service';
import { ChunkedBody } from '../wire/chunked';
import { Body } from '../wire/framing';
import type { Head } from '../wire/head';
import { REFUSED } from '../wire/head';
import type { ClientConnection } from './client-connection';
import { clock } from './clock';
import type { FailureCode } from './failures';
import { isUpstreamFailure, statusOf } from './failures';
import type { ForwardedRequest } from './forwarded-request';
import { forwardedResponse, forwardedSwitch, goesChunked } from './forwarded-response';
import { HeldBody } from './held-body';
import { mayRetry } from './retry';

const Phase = { waiting: 0, connecting: 1, sent: 2, responding: 3, tunnel: 4, done: 5 } as const;
type Phase = (typeof Phase)[keyof typeof Phase];

/** One request and its response, over one upstream connection or, after a retry, several. */
export class Exchange implements ResponseTaker, Waiting {
  readonly method: string;
  readonly tried: Endpoint[] = [];
  private phase: Phase = Phase.waiting;
  private upstream: UpstreamConnection | null = null;
  private readonly held: HeldBody;
  private readonly chunked: ChunkedBody | null;
  private remaining: number;
  private requestDone: boolean;
  private starting = false;
  private wraps = false;
  private keepAlive = false;
  private status = 0;
  private readonly started = clock.read();
  private requestDoneAt = clock.coarse;
  private lastProgress = clock.coarse;
  private phaseSince = clock.coarse;
  private stalledSince = 0;
  private bytesOut = 0;

  constructor(
    private readonly client: ClientConnection,
    readonly service: Service,
    readonly request: ForwardedRequest,
    readonly hashKey: string,
  ) {
    this.method = request.method;
    this.remaining = request.body === Body.length ? request.contentLength : 0;
    this.requestDone = request.body === Body.none;
    this.held = new HeldBody(request.method, service.config.retries);
    this.chunked = request.body === Body.chunked ? this.chunkedRequest() : null;
    service.stats.inFlight++;
    service.budget.request();
  }

  private chunkedRequest(): ChunkedBody {
    const sink = {
      span: (buffer: Buffer, start: number, end: number) => this.requestSpan(buffer, start, end),
      text: (octets: string) => this.requestSpan(Buffer.from(octets, 'latin1'), 0, octets.length),
    };
    return new ChunkedBody(sink, false, this.client.context.settings.config.limits);
  }

  /**
   * Begins, with what has been received of the body.
   *
   * @returns the offset up to which octets belong to this request
   */
  start(buffer: Buffer, at: number, end: number): number {
    this.starting = true;
    this.attempt();
    this.starting = false;
    return this.requestOctets(buffer, at, end);
  }

  // ---- from the client

  /** @returns the offset after the last octet of this request */
  requestOctets(buffer: Buffer, at: number, end: number): number {
    if (this.phase === Phase.done) return this.requestDone ? at : end;
    if (this.phase === Phase.tunnel) {
      this.tunnelOctets(buffer, at, end);
      return end;
    }
    if (!this.requestDone && at < end) {
      this.lastProgress = clock.coarse;
      if (this.chunked !== null) {
        const after = this.chunked.feed(buffer, at, end);
        const most = this.client.context.settings.config.limits.bodyBytes;
        if (after === REFUSED) return this.refuseBody(this.chunked.refusal, end);
        if (most > 0 && this.chunked.length > most) return this.refuseBody('body_too_large', end);
        if (this.chunked.isDone) this.endRequest();
        at = after;
      } else {
        const take = Math.min(this.remaining, end - at);
        this.requestSpan(buffer, at, at + take);
        this.remaining -= take;
        if (this.remaining === 0) this.endRequest();
        at += take;
      }
    }
    if (this.upstream !== null && this.phase >= Phase.sent) {
      this.upstream.outlet.flush();
      if (!this.requestDone && this.upstream.outlet.isFull) this.client.pause();
    }
    return at;
  }

  private endRequest(): void {
    this.requestDone = true;
    this.requestDoneAt = clock.coarse;
  }

  private requestSpan(buffer: Buffer, start: number, end: number): void {
    this.service.stats.bytesIn += end - start;
    const ready = this.upstream !== null && this.phase >= Phase.sent;
    if (this.held.keep(buffer, start, end, ready)) this.client.pause();
    if (ready) this.upstream!.outlet.span(buffer, start, end);
  }

  private refuseBody(code: FailureCode, end: number): number {
    this.dropUpstream();
    this.fail(code);
    return end;
  }

  onClientDrain(): void {
    this.lastProgress = clock.coarse;
    this.stalledSince = 0;
    this.upstream?.socket.resume();
  }

  /** The client closed its side: of a tunnel it is passed on; else it may still wait for an answer. */
  onClientEnd(): void {
    if (this.phase === Phase.tunnel) this.upstream?.socket.end();
    else if (!this.requestDone) this.onClientGone('client_abort');
  }

  onClientGone(code: FailureCode): void {
    if (this.phase === Phase.done) return;
    if (this.phase === Phase.tunnel) return this.endTunnel();
    this.dropUpstream();
    this.finish(code);
    this.client.destroy();
  }

  // ---- to the upstream

  private attempt(): void {
    const now = clock.coarse;
    if (!this.service.circuit.allows(now)) return this.fail('circuit_open');
    const choice = this.service.choose(this.hashKey, this.tried);
    if (choice === null) return this.fail('no_healthy_host');
    if (choice !== 'full') return this.onTurn(choice);
    if (this.service.queue.length >= this.service.config.limits.queue) return this.fail('queue_full');
    this.phase = Phase.waiting;
    this.phaseSince = now;
    this.service.queue.push(this);
  }

  onTurn(endpoint: Endpoint): void {
    this.tried.push(endpoint);
    const upstream = this.service.connectionTo(endpoint);
    this.upstream = upstream;
    this.phaseSince = this.lastProgress = clock.coarse;
    upstream.serve(this);
    if (upstream.isConnecting) this.phase = Phase.connecting;
    else this.send(upstream);
  }

  /** Writes what there is of the request. At the start, the body that was received with the head follows right away. */
  private send(upstream: UpstreamConnection): void {
    this.phase = Phase.sent;
    const { line, host, fields } = this.request;
    const authority = this.service.config.preserveHost && host !== '' ? host : upstream.endpoint.authority;
    upstream.outlet.text(`${line}Host: ${authority}\r\n${fields}`);
    this.held.writeTo(upstream.outlet);
    if (this.starting) return;
    upstream.outlet.flush();
    // The client may have been paused while there was nobody to write its body to.
    if (!upstream.outlet.isFull) this.client.resume();
  }

  onConnected(): void {
    this.phaseSince = this.lastProgress = clock.coarse;
    this.send(this.upstream!);
  }

  onUpstreamDrain(): void {
    this.lastProgress = clock.coarse;
    this.client.resume();
  }

  private dropUpstream(): void {
    const upstream = this.upstream;
    if (upstream === null) {
      const at = this.service.queue.indexOf(this);
      if (at >= 0) this.service.queue.splice(at, 1);
      return;
    }
    this.upstream = null;
    upstream.abandon();
    this.service.release(upstream, false);
  }

  /** This try has failed: another one if that is safe, else the client is told. */
  onUpstreamFailure(code: FailureCode, began: boolean): void {
    const upstream = this.upstream;
    if (upstream === null || this.phase === Phase.done) return;
    if (this.phase === Phase.tunnel) return this.endTunnel();
    const neverSent = this.phase === Phase.connecting;
    const stale = upstream.served > 0 && !began;
    const responding = this.phase === Phase.responding;
    this.dropUpstream();
    // An idle connection that the upstream closed while the request was on its way says nothing about its health.
    if (!stale) this.service.failed(upstream.endpoint, code);
    if (responding) {
      this.finish(code);
      this.client.destroy();
    } else this.tryAgain(code, neverSent, stale);
  }

  /** An answer that the config says to try again; the connection is given up, as its body is not waited for. */
  private retriesStatus(status: number): boolean {
    const { statuses, attempts } = this.service.config.retries;
    if (!statuses.includes(status) || this.tried.length > attempts) return false;
    if (!this.requestDone || !mayRetry(this.method, false, this.held.isWhole)) return false;
    if (!this.service.budget.take()) return false;
    const { endpoint } = this.upstream!;
    this.dropUpstream();
    this.service.failed(endpoint, 'upstream_invalid');
    this.retry();
    return true;
  }

  private tryAgain(code: FailureCode, neverSent: boolean, stale: boolean): void {
    const { attempts } = this.service.config.retries;
    const spent = clock.coarse - this.requestDoneAt >= this.service.config.timeouts.total;
    const allowed = !spent && mayRetry(this.method, neverSent, this.held.isWhole) && this.tried.length <= attempts;
    // What never reached a host adds no load there, so it is not counted.
    if (allowed && (stale || neverSent || this.service.budget.take())) this.retry();
    else this.fail(code);
  }

  private retry(): void {
    this.service.stats.retries++;
    this.tried[this.tried.length - 1]!.stats.retries++;
    this.attempt();
  }

  // ---- from the upstream

  get wantsDechunked(): boolean {
    return this.request.minor === 0;
  }

  onInterim(head: Head, buffer: Buffer, end: number): void {
    // RFC 9110 15.2: 1xx goes on to the client, except to one of HTTP/1.0.
    if (this.request.minor === 0) return;
    const { via } = this.client.context.settings.config.forwarded;
    this.client.outlet.text(
      forwardedResponse(buffer, end, head, { chunked: false, close: false, sayKeepAlive: false, via }),
    );
    this.client.outlet.flush();
  }

  onResponse(head: Head, buffer: Buffer, end: number, body: Body): void {
    const { request, client } = this;
    if (head.status >= 500 && this.retriesStatus(head.status)) return;
    this.status = head.status;
    this.lastProgress = clock.coarse;
    this.phase = Phase.responding;
    const old = request.minor === 0;
    const chunked = !old && goesChunked(head, body, this.method);
    this.wraps = chunked && body === Body.untilClose;
    const delimited = !old || body === Body.none || body === Body.length;
    // A client that is still sending when the answer comes is not waited for (RFC 9112 9.3, 9.6).
    this.keepAlive = request.keepAlive && this.requestDone && delimited && client.mayGoOn;
    client.outlet.text(
      forwardedResponse(buffer, end, head, {
        chunked,
        close: !this.keepAlive,
        sayKeepAlive: old && this.keepAlive,
        via: client.context.settings.config.forwarded.via,
      }),
    );
  }

  span(buffer: Buffer, start: number, end: number): void {
    const { outlet } = this.client;
    this.bytesOut += end - start;
    if (this.wraps) {
      outlet.text(`${(end - start).toString(16)}\r\n`);
      outlet.span(buffer, start, end);
      outlet.text('\r\n');
    } else outlet.span(buffer, start, end);
  }

  text(octets: string): void {
    this.client.outlet.text(octets);
  }

  onRead(): void {
    if (this.phase === Phase.done) return;
    this.lastProgress = clock.coarse;
    this.client.outlet.flush();
    if (this.client.outlet.isFull) this.upstream?.socket.pause();
  }

  onResponseEnd(): void {
    if (this.wraps) this.client.outlet.text('0\r\n\r\n');
    this.client.outlet.flush();
    const upstream = this.upstream!;
    this.upstream = null;
    const failed = this.status === 502 || this.status === 503 || this.status === 504;
    if (failed) this.service.failed(upstream.endpoint, 'upstream_invalid');
    else this.service.succeeded(upstream.endpoint);
    this.finish(null);
    this.service.release(upstream, this.requestDone);
    this.client.onExchangeEnd(this.keepAlive && this.requestDone);
  }

  // ---- tunnel

  onSwitch(head: Head, buffer: Buffer, end: number): boolean {
    const offered = this.request.upgrade.toLowerCase().split(', ');
    // RFC 9110 7.8: only to a protocol that the client offered, after the whole request.
    if (!this.requestDone || head.upgrade < 0 || !offered.includes(head.value(buffer, head.upgrade).toLowerCase()))
      return false;
    this.status = 101;
    this.phase = Phase.tunnel;
    this.service.stats.tunnels++;
    this.service.succeeded(this.upstream!.endpoint);
    const { outlet } = this.client;
    outlet.text(forwardedSwitch(buffer, end, head, this.client.context.settings.config.forwarded.via));
    outlet.flush();
    this.client.onTunnel();
    return true;
  }

  onTunnel(buffer: Buffer, start: number, end: number): void {
    this.bytesOut += end - start;
    this.client.outlet.span(buffer, start, end);
  }

  private tunnelOctets(buffer: Buffer, at: number, end: number): void {
    this.lastProgress = clock.coarse;
    const { outlet } = this.upstream!;
    if (at < end) outlet.span(buffer, at, end);
    if (outlet.isFull) this.client.pause();
  }

  onTunnelEnd(): void {
    this.client.socket.end();
  }

  private endTunnel(): void {
    const upstream = this.upstream;
    this.upstream = null;
    this.service.stats.tunnels--;
    this.finish(null);
    if (upstream !== null) {
      // What one side sent before it went still reaches the other.
      upstream.socket.end();
      upstream.socket.destroySoon();
      this.service.release(upstream, false);
    }
    this.client.socket.destroySoon();
  }

  // ---- ends

  /** The proxy answers in place of the service. */
  private fail(code: FailureCode): void {
    this.finish(code);
    this.client.answerFailure(code, this.request, this.requestDone && this.request.keepAlive);
  }

  private finish(failure: FailureCode | null): void {
    this.phase = Phase.done;
    const { stats } = this.service;
    const elapsed = clock.read() - this.started;
    const status = failure !== null && this.status === 0 ? statusOf(failure) : this.status;
    stats.inFlight--;
    stats.byClass[Math.floor(status / 100)]!++;
    stats.latency.observe(elapsed / 1000);
    stats.bytesOut += this.bytesOut;
    if (failure !== null) stats.failed(failure);
    const bad = failure === null ? status >= 502 && status <= 504 : isUpstreamFailure(failure);
    if (bad || failure === null) this.service.circuit.report(!bad, clock.coarse);
    this.client.logAnswered(this, status, failure, elapsed, this.bytesOut);
  }

  /** Looks at the deadlines. */
  check(now: number): void {
    const { timeouts, limits } = this.service.config;
    const { config } = this.client.context.settings;
    const since = now - this.phaseSince;
    const idle = now - this.lastProgress;
    switch (this.phase) {
      case Phase.waiting:
        if (since > limits.queueTime) this.giveUp('queue_timeout');
        else if (this.client.isHalfClosedFor(now, config.timeouts.halfClosed)) this.onClientGone('client_abort');
        return;
      case Phase.connecting:
        if (since > timeouts.connect) this.onUpstreamFailure('connect_timeout', false);
        return;
      case Phase.sent:
        if (!this.requestDone && !this.client.isPaused && idle > config.timeouts.body) this.giveUp('body_timeout');
        else if (this.requestDone && now - this.requestDoneAt > timeouts.total) this.giveUp('total_timeout');
        else if ((this.requestDone || this.client.isPaused) && idle > timeouts.perTry)
          this.onUpstreamFailure('upstream_timeout', false);
        else if (this.client.isHalfClosedFor(now, config.timeouts.halfClosed)) this.onClientGone('client_abort');
        return;
      case Phase.responding:
        if (this.client.outlet.isBehind) {
          if (this.stalledSince === 0) this.stalledSince = now;
          else if (now - this.stalledSince > config.timeouts.write) this.onClientGone('client_stalled');
        } else {
          this.stalledSince = 0;
          if (idle > timeouts.idle) this.onUpstreamFailure('upstream_stalled', true);
        }
        return;
      case Phase.tunnel:
        if (idle > timeouts.tunnelIdle) this.endTunnel();
    }
  }

  private giveUp(code: FailureCode): void {
    const endpoint = this.upstream?.endpoint;
    this.dropUpstream();
    if (endpoint !== undefined && code === 'total_timeout') this.service.failed(endpoint, code);
    this.fail(code);
  }
}
