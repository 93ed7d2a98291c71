import type { FailureCode } from '../answers/failures';
import { isUpstreamFailure, statusOf } from '../answers/failures';
import type { ForwardedRequest } from '../forwarding/forwarded-request';
import { clock } from '../sockets/clock';
import type { Endpoint } from '../upstream/endpoint';
import type { Service } from '../upstream/service';
import { UNKNOWN } from './settings';
import type { ProxyContext } from './settings';

/** The books of one request that has a service: counted while it is on its way, and written down at its end. */
export class RequestRecord {
  /** Of the response that was passed on; 0 for none. */
  status = 0;
  /** Octets of the request's body, or those that a tunnel took from the client. */
  bytesIn = 0;
  /** Octets of the response's body, or those that a tunnel gave to the client. */
  bytesOut = 0;
  /** Why an answer of the service is no valid HTTP. */
  reason = '';
  private readonly started = clock.read();

  constructor(
    private readonly context: ProxyContext,
    private readonly service: Service,
    private readonly request: ForwardedRequest,
    /** The hosts it went to, the last one last. */
    private readonly tried: readonly Endpoint[],
  ) {
    service.stats.inFlight++;
    service.budget.request();
  }

  /** Counts it, tells the circuit what it says of the service, and logs it. */
  end(failure: FailureCode | null): void {
    const { stats, circuit } = this.service;
    const status = failure !== null && this.status === 0 ? statusOf(failure) : this.status;
    const milliseconds = clock.read() - this.started;
    stats.inFlight--;
    stats.byClass[Math.floor(status / 100)]!++;
    stats.latency.observe(milliseconds / 1000);
    stats.bytesIn += this.bytesIn;
    stats.bytesOut += this.bytesOut;
    if (failure !== null) stats.failed(failure);
    const bad = failure === null ? isBadStatus(status) : isUpstreamFailure(failure);
    if (bad || failure === null) circuit.report(!bad, clock.coarse);
    this.log(status, failure, milliseconds);
  }

  private log(status: number, failure: FailureCode | null, milliseconds: number): void {
    const { accessLog } = this.context.settings.config;
    if (accessLog === 'off' || (accessLog === 'errors' && status < 500 && failure === null)) return;
    const { request, service, tried } = this;
    this.context.log({
      ...UNKNOWN,
      ...request.said,
      ...{ protocol: `HTTP/1.${request.minor}`, bytesIn: this.bytesIn, reason: this.reason },
      ...{ client: request.client, method: request.method, host: request.host, target: request.target, status },
      ...{ service: service.name, upstream: tried[tried.length - 1]?.authority ?? '', failure: failure ?? '' },
      ...{ tries: tried.length, milliseconds, bytesOut: this.bytesOut, requestId: request.requestId },
    });
  }
}

/** Tells whether an answer of the service speaks against its health. */
export const isBadStatus = (status: number): boolean => status >= 502 && status <= 504;
