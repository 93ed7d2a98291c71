import type { ServiceConfig } from '../config/service';
import type { Config } from '../config/schema';
import type { FailureCode } from '../answers/failures';
import type { ExchangePhase } from './exchange-phase';

/** What an exchange's deadlines depend on; all times in milliseconds of the same clock. */
export interface Situation {
  readonly phase: ExchangePhase;
  /** When the phase, or the try in it, began. */
  readonly phaseSince: number;
  /** When octets last went either way. */
  readonly lastProgress: number;
  /** When the last octet of the request was received; null while more is expected. */
  readonly requestDoneAt: number | null;
  /** Nothing is read from the client, since the upstream takes no more. */
  readonly isClientPaused: boolean;
  /** When the client closed its sending side; null while it has not. */
  readonly clientEndedAt: number | null;
  /** Since when the client has not taken what waits for it; null while nothing waits. */
  readonly stalledSince: number | null;
}

/** The deadline that has passed, by the failure that it means; null when none has. */
export function overdue(
  at: Situation,
  now: number,
  service: Pick<ServiceConfig, 'timeouts' | 'limits'>,
  client: Config['timeouts'],
): FailureCode | null {
  const { timeouts, limits } = service;
  const since = now - at.phaseSince;
  const idle = now - at.lastProgress;
  const isClientGone = at.clientEndedAt !== null && now - at.clientEndedAt > client.halfClosed;
  switch (at.phase) {
    case 'waiting':
      return since > limits.queueTime ? 'queue_timeout' : isClientGone ? 'client_abort' : null;
    case 'connecting':
      return since > timeouts.connect ? 'connect_timeout' : null;
    case 'sent':
      if (at.requestDoneAt === null && !at.isClientPaused && idle > client.body) return 'body_timeout';
      if (at.requestDoneAt !== null && now - at.requestDoneAt > timeouts.total) return 'total_timeout';
      if ((at.requestDoneAt !== null || at.isClientPaused) && idle > timeouts.perTry) return 'upstream_timeout';
      return isClientGone ? 'client_abort' : null;
    case 'responding':
      if (at.stalledSince !== null) return now - at.stalledSince > client.write ? 'client_stalled' : null;
      return idle > timeouts.idle ? 'upstream_stalled' : null;
    case 'tunnel': // has its own
    case 'done':
      return null;
  }
}
