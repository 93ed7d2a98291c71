import { clock } from '../sockets/clock';
import { after } from '../wire/phases';
import { EXCHANGE_PHASES } from './exchange-phase';
import type { ExchangeEvent, ExchangePhase } from './exchange-phase';

/** How far an exchange is, and since when: what its deadlines go by. */
export class Progress {
  phase: ExchangePhase = 'waiting';
  phaseSince = clock.coarse;
  lastProgress = clock.coarse;
  stalledSince: number | null = null;

  enter(event: ExchangeEvent): void {
    this.phase = after(EXCHANGE_PHASES, this.phase, event);
    this.phaseSince = this.lastProgress = clock.coarse;
  }

  /** Octets went one way or the other. */
  moved(): void {
    this.lastProgress = clock.coarse;
  }

  /** Notes whether something waits for the client to take it. */
  waitsForClient(waits: boolean, now: number): void {
    this.stalledSince = waits ? (this.stalledSince ?? now) : null;
  }
}
