import type { ServiceConfig } from '../config/service';
import type { Config } from '../config/schema';
import type { FailureCode } from './failures';

/** What an exchange is at. */
export const Phase = { waiting: 0, connecting: 1, sent: 2, responding: 3, tunnel: 4, done: 5 } as const;
export type Phase = (typeof Phase)[keyof typeof Phase];

/** What an exchange's deadlines depend on; all times in milliseconds of the same clock. */
export interface Progress {
  readonly phase: Phase;
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
  at: Progress,
  now: number,
  service: Pick<ServiceConfig, 'timeouts' | 'limits'>,
  client: Config['timeouts'],
): FailureCode | 'tunnel_idle' | null {
  const { timeouts, limits } = service;
  const since = now - at.phaseSince;
  const idle = now - at.lastProgress;
  const isClientGone = at.clientEndedAt !== null && now - at.clientEndedAt > client.halfClosed;
  switch (at.phase) {
    case Phase.waiting:
      return since > limits.queueTime ? 'queue_timeout' : isClientGone ? 'client_abort' : null;
    case Phase.connecting:
      return since > timeouts.connect ? 'connect_timeout' : null;
    case Phase.sent:
      if (at.requestDoneAt === null && !at.isClientPaused && idle > client.body) return 'body_timeout';
      if (at.requestDoneAt !== null && now - at.requestDoneAt > timeouts.total) return 'total_timeout';
      if ((at.requestDoneAt !== null || at.isClientPaused) && idle > timeouts.perTry) return 'upstream_timeout';
      return isClientGone ? 'client_abort' : null;
    case Phase.responding:
      if (at.stalledSince !== null) return now - at.stalledSince > client.write ? 'client_stalled' : null;
      return idle > timeouts.idle ? 'upstream_stalled' : null;
    case Phase.tunnel:
      return idle > timeouts.tunnelIdle ? 'tunnel_idle' : null;
    case Phase.done:
      return null;
  }
}
