import type { Config } from '../config/schema';
import type { UpstreamConnection, ResponseTaker } from '../upstream/connection';
import type { Endpoint } from '../upstream/endpoint';
import type { Service, Waiting } from '../upstream/service';
import type { Body } from '../wire/framing';
import type { Head } from '../wire/head';
import { REFUSED } from '../wire/head';
import type { ClientConnection } from './client-connection';
import { clock } from './clock';
import type { FailureCode } from './failures';
import type { ForwardedRequest } from './forwarded-request';
import { isBadStatus, outcomeOf, record } from './outcome';
import { overdue, Phase } from './overdue';
import { RequestBody } from './request-body';
import { ResponseRelay } from './response-relay';
import { Tries } from './tries';
import { isOffered, Tunnel } from './tunnel';

/** One request and its response, over one upstream connection or, after a retry, several. */
export class Exchange implements ResponseTaker, Waiting {
  readonly method: string;
  /** The hosts it went to, the last one last. */
  readonly tried: readonly Endpoint[];
  private readonly settings: Config;
  private phase: Phase = Phase.waiting;
  private upstream: UpstreamConnection | null = null;
  private tunnel: Tunnel | null = null;
  private readonly body: RequestBody;
  private readonly tries: Tries;
  private readonly relay: ResponseRelay;
  private starting = false;
  private readonly started = clock.read();
  private lastProgress = clock.coarse;
  private phaseSince = clock.coarse;
  private stalledSince: number | null = null;

  constructor(
    private readonly client: ClientConnection,
    readonly service: Service,
    readonly request: ForwardedRequest,
    readonly hashKey: string,
  ) {
    this.method = request.method;
    this.settings = client.context.settings.config;
    this.body = new RequestBody(request, this.settings.limits, service.config.retries, this.takeBody);
    this.tries = new Tries(service, request.method, this.body);
    this.tried = this.tries.hosts;
    this.relay = new ResponseRelay(request, client.outlet, this.settings.forwarded.via);
    service.stats.inFlight++;
    service.budget.request();
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
    if (this.phase === Phase.done) return this.body.isDone ? at : end;
    if (this.tunnel !== null) {
      this.lastProgress = clock.coarse;
      this.tunnel.toUpstream(buffer, at, end);
      return end;
    }
    if (!this.body.isDone && at < end) {
      this.lastProgress = clock.coarse;
      const after = this.body.feed(buffer, at, end);
      if (after === REFUSED) {
        this.dropUpstream();
        this.fail(this.body.refusal);
        return end;
      }
      at = after;
    }
    if (this.upstream !== null && this.phase >= Phase.sent) {
      this.upstream.outlet.flush();
      if (!this.body.isDone && this.upstream.outlet.isFull) this.client.pause();
    }
    return at;
  }

  private readonly takeBody = (buffer: Buffer, start: number, end: number): void => {
    this.service.stats.bytesIn += end - start;
    const isSending = this.upstream !== null && this.phase >= Phase.sent;
    if (this.body.keep(buffer, start, end, isSending)) this.client.pause();
    if (isSending) this.upstream!.outlet.span(buffer, start, end);
  };

  onClientDrain(): void {
    this.lastProgress = clock.coarse;
    this.stalledSince = null;
    this.upstream?.socket.resume();
  }

  /** The client closed its side: of a tunnel it is passed on; else it may still wait for an answer. */
  onClientEnd(): void {
    if (this.tunnel !== null) this.tunnel.clientEnded();
    else if (!this.body.isDone) this.onClientGone('client_abort');
  }

  onClientGone(code: FailureCode): void {
    if (this.phase === Phase.done) return;
    if (this.tunnel !== null) return this.endTunnel(this.tunnel);
    this.dropUpstream();
    this.finish(code);
    this.client.destroy();
  }

  // ---- to the upstream

  private attempt(): void {
    const next = this.tries.next(this.hashKey);
    if (next === 'queue') {
      this.phase = Phase.waiting;
      this.phaseSince = clock.coarse;
      this.service.queue.push(this);
    } else if ('failure' in next) this.fail(next.failure);
    else this.onTurn(next);
  }

  onTurn(endpoint: Endpoint): void {
    this.tries.hosts.push(endpoint);
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
    this.body.writeTo(upstream.outlet);
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
    if (this.tunnel !== null) return this.endTunnel(this.tunnel);
    const neverSent = this.phase === Phase.connecting;
    const stale = upstream.served > 0 && !began;
    const responding = this.phase === Phase.responding;
    this.dropUpstream();
    // An idle connection that the upstream closed while the request was on its way says nothing about its health.
    if (!stale) this.service.failed(upstream.endpoint, code);
    if (responding) {
      this.finish(code);
      this.client.destroy();
    } else if (this.tries.mayFollowFailure(neverSent, stale)) this.retry();
    else this.fail(code);
  }

  /** An answer that the config says to try again; the connection is given up, as its body is not waited for. */
  private retriesStatus(status: number): boolean {
    if (!this.tries.mayFollowStatus(status)) return false;
    const { endpoint } = this.upstream!;
    this.dropUpstream();
    this.service.failed(endpoint, 'upstream_invalid');
    this.retry();
    return true;
  }

  private retry(): void {
    this.tries.count();
    this.attempt();
  }

  // ---- from the upstream

  get wantsDechunked(): boolean {
    return this.request.minor === 0;
  }

  onInterim(head: Head, buffer: Buffer, end: number): void {
    this.relay.interim(head, buffer, end);
  }

  onResponse(head: Head, buffer: Buffer, end: number, body: Body): void {
    if (head.status >= 500 && this.retriesStatus(head.status)) return;
    this.lastProgress = clock.coarse;
    this.phase = Phase.responding;
    // A client that is still sending when the answer comes is not waited for (RFC 9112 9.3, 9.6).
    this.relay.begin(head, buffer, end, body, this.body.isDone && this.client.mayGoOn);
  }

  span(buffer: Buffer, start: number, end: number): void {
    this.relay.span(buffer, start, end);
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
    this.relay.end();
    const upstream = this.upstream!;
    this.upstream = null;
    const { status, keepAlive } = this.relay;
    if (isBadStatus(status)) this.service.failed(upstream.endpoint, 'upstream_invalid');
    else this.service.succeeded(upstream.endpoint);
    this.finish(null);
    this.service.release(upstream, this.body.isDone);
    this.client.onExchangeEnd(keepAlive && this.body.isDone);
  }

  onSwitch(head: Head, buffer: Buffer, end: number): boolean {
    const upstream = this.upstream!;
    // RFC 9110 7.8: after the whole request.
    if (!this.body.isDone || !isOffered(head, buffer, this.request)) return false;
    this.relay.status = 101;
    this.phase = Phase.tunnel;
    this.tunnel = new Tunnel(this.client, upstream);
    this.service.stats.tunnels++;
    this.service.succeeded(upstream.endpoint);
    this.tunnel.begin(head, buffer, end, this.settings.forwarded.via);
    return true;
  }

  onTunnel(buffer: Buffer, start: number, end: number): void {
    this.relay.octets += end - start;
    this.tunnel?.toClient(buffer, start, end);
  }

  onTunnelEnd(): void {
    this.tunnel?.upstreamEnded();
  }

  // ---- ends

  private endTunnel(tunnel: Tunnel): void {
    const upstream = this.upstream!;
    this.upstream = null;
    this.tunnel = null;
    this.service.stats.tunnels--;
    this.finish(null);
    tunnel.end();
    this.service.release(upstream, false);
  }

  /** The proxy answers in place of the service. */
  private fail(code: FailureCode): void {
    this.finish(code);
    this.client.answerFailure(code, this.request, this.body.isDone && this.request.keepAlive);
  }

  private finish(failure: FailureCode | null): void {
    this.phase = Phase.done;
    const outcome = outcomeOf(this.relay.status, failure, clock.read() - this.started, this.relay.octets);
    record(this.service, outcome);
    this.client.logAnswered(this, outcome);
  }

  /** Looks at the deadlines. */
  check(now: number): void {
    if (this.phase === Phase.responding)
      this.stalledSince = this.client.outlet.isBehind ? (this.stalledSince ?? now) : null;
    const { phase, phaseSince, lastProgress, stalledSince, client } = this;
    const passed = overdue(
      {
        ...{ phase, phaseSince, lastProgress, stalledSince, isClientPaused: client.isPaused },
        ...{ requestDoneAt: this.body.isDone ? this.body.doneAt : null, clientEndedAt: client.endedAt },
      },
      now,
      this.service.config,
      this.settings.timeouts,
    );
    switch (passed) {
      case null:
        return;
      case 'client_abort':
      case 'client_stalled':
        return this.onClientGone(passed);
      case 'connect_timeout':
      case 'upstream_timeout':
        return this.onUpstreamFailure(passed, false);
      case 'upstream_stalled':
        return this.onUpstreamFailure(passed, true);
      case 'tunnel_idle':
        return this.endTunnel(this.tunnel!);
      default:
        return this.giveUp(passed);
    }
  }

  private giveUp(code: FailureCode): void {
    const endpoint = this.upstream?.endpoint;
    this.dropUpstream();
    if (endpoint !== undefined && code === 'total_timeout') this.service.failed(endpoint, code);
    this.fail(code);
  }
}
