import type { Service } from '../upstream/service';
import { clock } from './clock';
import type { FailureCode } from './failures';
import { isUpstreamFailure, statusOf } from './failures';

/** How an exchange ended. */
export interface Outcome {
  /** What the client was answered; 499 and the like when it was not. */
  readonly status: number;
  readonly failure: FailureCode | null;
  readonly milliseconds: number;
  /** Octets of the response's body. */
  readonly octets: number;
}

/** @param answered status of the response that was passed on; 0 for none */
export const outcomeOf = (
  answered: number,
  failure: FailureCode | null,
  milliseconds: number,
  octets: number,
): Outcome => ({
  status: failure !== null && answered === 0 ? statusOf(failure) : answered,
  failure,
  milliseconds,
  octets,
});

/** Counts it, and tells the circuit what it says of the service. */
export function record(service: Service, { status, failure, milliseconds, octets }: Outcome): void {
  const { stats } = service;
  stats.inFlight--;
  stats.byClass[Math.floor(status / 100)]!++;
  stats.latency.observe(milliseconds / 1000);
  stats.bytesOut += octets;
  if (failure !== null) stats.failed(failure);
  const bad = failure === null ? isBadStatus(status) : isUpstreamFailure(failure);
  if (bad || failure === null) service.circuit.report(!bad, clock.coarse);
}

/** An answer of the service that speaks against its health. */
export const isBadStatus = (status: number): boolean => status >= 502 && status <= 504;
