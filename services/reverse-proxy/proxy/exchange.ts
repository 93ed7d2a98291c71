import type { FailureCode } from '../answers/failures';
import type { Config } from '../config/schema';
import type { ForwardedRequest } from '../forwarding/forwarded-request';
import type { Endpoint, HostConnection } from '../upstream/endpoint';
import type { ResponseTaker } from '../upstream/response-taker';
import type { Service, Waiting } from '../upstream/service';
import type { Body } from '../wire/framing';
import type { Head } from '../wire/head';
import { REFUSED } from '../wire/head';
import type { ClientSide } from './client-side';
import { overdue } from './overdue';
import { Progress } from './progress';
import { RequestBody } from './request-body';
import { isBadStatus, RequestRecord } from './request-record';
import type { RequestServer } from './request-server';
import { ResponseRelay } from './response-relay';
import { Tries } from './tries';
import { isOffered, Tunnel } from './tunnel';

/** One request and its response, over one upstream connection or, after a retry, several. */
export class Exchange implements ResponseTaker, RequestServer, Waiting {
  readonly method: string;
  /** The hosts it went to, the last one last. */
  readonly tried: readonly Endpoint[];
  private readonly settings: Config;
  private readonly progress = new Progress();
  private upstream: HostConnection | null = null;
  private readonly body: RequestBody;
  private readonly tries: Tries;
  private readonly relay: ResponseRelay;
  private readonly record: RequestRecord;
  private starting = false;

  constructor(
    private readonly client: ClientSide,
    private readonly service: Service,
    private readonly request: ForwardedRequest,
    readonly hashKey: string,
  ) {
    this.method = request.method;
    this.settings = client.context.settings.config;
    this.body = new RequestBody(request, this.settings.limits, service.config.retries);
    this.tries = new Tries(service, request.method, this.body);
    this.tried = this.tries.hosts;
    this.record = new RequestRecord(client.context, service, request, this.tried);
    this.relay = new ResponseRelay(request, client.outlet, this.settings.forwarded.via, this.record);
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

  requestOctets(buffer: Buffer, at: number, end: number): number {
    if (this.isOver) return this.body.isDone ? at : end;
    if (!this.body.isDone && at < end) {
      this.progress.moved();
      const after = this.body.feed(buffer, at, end);
      if (after === REFUSED) {
        this.dropUpstream();
        this.fail(this.body.refusal);
        return end;
      }
      at = after;
    }
    if (this.body.flush()) this.client.pause();
    return at;
  }

  private get isOver(): boolean {
    return this.progress.phase === 'done';
  }

  onClientDrain(): void {
    this.progress.moved();
    this.progress.stalledSince = null;
    this.upstream?.socket.resume();
  }

  /** The client closed its side; it may still wait for an answer. */
  onClientEnd(): void {
    if (!this.body.isDone) this.giveUpOnClient('client_abort');
  }

  onClientGone(): void {
    this.giveUpOnClient('client_abort');
  }

  private giveUpOnClient(code: FailureCode): void {
    if (this.isOver) return;
    this.dropUpstream();
    this.finish(code);
    this.client.destroy();
  }

  // ---- to the upstream

  private attempt(): void {
    const next = this.tries.next(this.hashKey);
    if (next === 'queue') {
      this.progress.enter('queue');
      this.service.queue.push(this);
    } else if ('failure' in next) this.fail(next.failure);
    else this.onTurn(next);
  }

  onTurn(endpoint: Endpoint): void {
    this.tries.hosts.push(endpoint);
    const upstream = this.service.connectionTo(endpoint);
    this.upstream = upstream;
    upstream.serve(this);
    if (upstream.isConnecting) this.progress.enter('dial');
    else this.send(upstream);
  }

  /** Writes what there is of the request. At the start, the body that was received with the head follows right away. */
  private send(upstream: HostConnection): void {
    this.progress.enter('send');
    const { line, host, fields } = this.request;
    const authority = this.service.config.preserveHost && host !== '' ? host : upstream.endpoint.authority;
    upstream.outlet.text(`${line}Host: ${authority}\r\n${fields}`);
    this.body.sendTo(upstream.outlet);
    if (this.starting) return;
    upstream.outlet.flush();
    // The client may have been paused while there was nobody to write its body to.
    if (!upstream.outlet.isFull) this.client.resume();
  }

  onConnected(): void {
    this.send(this.upstream!);
  }

  onUpstreamDrain(): void {
    this.progress.moved();
    this.client.resume();
  }

  private dropUpstream(): void {
    const { upstream } = this;
    this.upstream = null;
    this.body.stopSending();
    if (upstream === null) return this.service.leaveQueue(this);
    upstream.abandon();
    this.service.release(upstream, false);
  }

  /** This try has failed: another one if that is safe, else the client is told. */
  onUpstreamFailure(code: FailureCode, began: boolean, reason = ''): void {
    const { upstream } = this;
    const { phase } = this.progress;
    if (upstream === null || this.isOver) return;
    this.record.reason = reason;
    const neverSent = phase === 'connecting';
    const stale = upstream.served > 0 && !began;
    this.dropUpstream();
    // An idle connection that the upstream closed while the request was on its way says nothing about its health.
    if (!stale) this.service.failed(upstream.endpoint, code);
    if (phase === 'responding') {
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
    this.progress.enter('respond');
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
    if (this.isOver) return;
    this.progress.moved();
    this.client.outlet.flush();
    if (this.client.outlet.isFull) this.upstream?.socket.pause();
  }

  onResponseEnd(): void {
    this.relay.end();
    const upstream = this.upstream!;
    this.upstream = null;
    if (isBadStatus(this.record.status)) this.service.failed(upstream.endpoint, 'upstream_invalid');
    else this.service.succeeded(upstream.endpoint);
    this.finish(null);
    this.service.release(upstream, this.body.isDone);
    this.client.onExchangeEnd(this.relay.keepAlive && this.body.isDone);
  }

  onSwitch(head: Head, buffer: Buffer, end: number): boolean {
    const upstream = this.upstream!;
    // RFC 9110 7.8: after the whole request.
    if (!this.body.isDone || !isOffered(head, buffer, this.request)) return false;
    this.progress.enter('switch');
    this.upstream = null;
    this.service.succeeded(upstream.endpoint);
    const tunnel = new Tunnel(this.client, upstream, this.service, this.record);
    tunnel.begin(head, buffer, end, this.settings.forwarded.via);
    return true;
  }

  // ---- ends

  /** The proxy answers in place of the service. */
  private fail(code: FailureCode): void {
    this.finish(code);
    this.client.answerFailure(code, this.request, this.body.isDone && this.request.keepAlive);
  }

  private finish(failure: FailureCode | null): void {
    this.progress.enter('finish');
    this.body.stopSending();
    this.record.bytesIn = this.body.octets;
    this.record.end(failure);
  }

  check(now: number): void {
    const { progress, client, body } = this;
    if (progress.phase === 'responding') progress.waitsForClient(client.outlet.isBehind, now);
    const situation = {
      ...progress,
      isClientPaused: client.isPaused,
      requestDoneAt: body.isDone ? body.doneAt : null,
      clientEndedAt: client.endedAt,
    };
    const passed = overdue(situation, now, this.service.config, this.settings.timeouts);
    switch (passed) {
      case null:
        return;
      case 'client_abort':
      case 'client_stalled':
        return this.giveUpOnClient(passed);
      case 'connect_timeout':
      case 'upstream_timeout':
        return this.onUpstreamFailure(passed, false);
      case 'upstream_stalled':
        return this.onUpstreamFailure(passed, true);
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
