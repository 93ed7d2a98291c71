import type { Endpoint } from '../upstream/endpoint';
import type { Service } from '../upstream/service';
import { clock } from '../sockets/clock';
import type { FailureCode } from '../answers/failures';
import type { RequestBody } from './request-body';
import { isIdempotent } from '../wire/methods';

/** The tries of one request: which hosts they went to, and whether there may be another. */
export class Tries {
  readonly hosts: Endpoint[] = [];
  private unreached = 0;

  constructor(
    private readonly service: Service,
    private readonly method: string,
    private readonly body: RequestBody,
  ) {}

  /** Where the next try goes: a host, the queue when all are busy, or nowhere and why. */
  next(hashKey: string): Endpoint | 'queue' | { readonly failure: FailureCode } {
    const { service } = this;
    if (!service.circuit.allows(clock.coarse)) return { failure: 'circuit_open' };
    const choice = service.choose(hashKey, this.hosts);
    if (choice === null) return { failure: 'no_healthy_host' };
    if (choice !== 'full') return choice;
    return service.queue.length < service.config.limits.queue ? 'queue' : { failure: 'queue_full' };
  }

  /**
   * Whether another try may follow one that failed.
   *
   * @param neverSent no octet of the request had left
   * @param stale a kept connection was closed by the upstream before it saw the request
   */
  mayFollowFailure(neverSent: boolean, stale: boolean): boolean {
    const { retries, timeouts } = this.service.config;
    const waited = clock.coarse - this.body.doneAt;
    if (retries.attempts === 0 || waited >= timeouts.total) return false;
    if (!mayRetry(this.method, neverSent, this.body.isWhole)) return false;
    // A host that cannot be reached takes none of the attempts, as long as there are others and it is soon known: with a
    // node, half of the hosts may go at once. When all are gone, the client is to hear of it while it still listens.
    const others = this.unreached < this.service.endpoints.length - 1;
    if (neverSent && !stale && others && waited < 2 * timeouts.connect) this.unreached++;
    if (this.hosts.length - this.unreached > retries.attempts) return false;
    // What never reached a host adds no load there, so it is not counted.
    return stale || neverSent || this.service.budget.take();
  }

  /** Whether the config says to try again after an answer of this status. */
  mayFollowStatus(status: number): boolean {
    const { statuses, attempts } = this.service.config.retries;
    if (!statuses.includes(status) || this.hosts.length > attempts) return false;
    return this.body.isDone && mayRetry(this.method, false, this.body.isWhole) && this.service.budget.take();
  }

  /** Another try follows. */
  count(): void {
    this.service.stats.retries++;
    this.hosts[this.hosts.length - 1]!.stats.retries++;
  }
}

/**
 * Whether a failed try may be followed by another (RFC 9110 9.2.2): the request never left, or its method is idempotent
 * and all of its body is still at hand.
 */
const mayRetry = (method: string, neverSent: boolean, bodyIsWhole: boolean): boolean =>
  bodyIsWhole && (neverSent || isIdempotent(method));
