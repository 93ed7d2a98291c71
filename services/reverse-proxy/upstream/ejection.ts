import type { Endpoint } from './endpoint';

export interface EjectionSettings {
  readonly enabled: boolean;
  /** Bad answers in a row. */
  readonly consecutiveFailures: number;
  /** Connections that could not be made, or bad answers, in a row, the last of them a connection. */
  readonly unreachableFailures: number;
  readonly baseTime: number;
  readonly maxTime: number;
  readonly maxPercent: number;
  readonly slowStart: number;
}

/** Passive health: counts a request that went well. */
export function reportSuccess(endpoint: Endpoint, now: number, settings: EjectionSettings): void {
  endpoint.failuresInRow = 0;
  // Having been back for a whole ejection time, it starts afresh.
  if (endpoint.ejectionsInRow > 0 && now - endpoint.returnedAt > settings.baseTime) endpoint.ejectionsInRow = 0;
}

/**
 * Passive health: counts a failure, and ejects the host after so many in a row, each time for twice as long. Never the
 * last host, and never more than `maxPercent` of them (but one may always go). That bound is for hosts that answer badly,
 * since under too much load all do; one that cannot be connected to is left out whatever the others are like.
 *
 * @param unreachable no connection could be made
 * @returns whether the host has been ejected now
 */
export function reportFailure(
  endpoint: Endpoint,
  all: readonly Endpoint[],
  now: number,
  settings: EjectionSettings,
  unreachable: boolean,
): boolean {
  endpoint.failuresInRow++;
  const most = unreachable
    ? Math.min(settings.unreachableFailures, settings.consecutiveFailures)
    : settings.consecutiveFailures;
  if (!settings.enabled || endpoint.failuresInRow < most || endpoint.ejectedUntil > now) return false;
  const ejected = all.filter((one) => one.ejectedUntil > now).length;
  const left = all.filter((one) => one.ejectedUntil <= now && one.healthy).length;
  if (left <= 1) return false;
  if (!unreachable && ejected >= Math.max(1, Math.floor((all.length * settings.maxPercent) / 100))) return false;
  const time = Math.min(settings.maxTime, settings.baseTime * 2 ** endpoint.ejectionsInRow);
  endpoint.ejectedUntil = now + time;
  endpoint.returnedAt = endpoint.ejectedUntil;
  endpoint.ejectionsInRow++;
  endpoint.failuresInRow = 0;
  endpoint.stats.ejections++;
  return true;
}

/** Slow return: the share, above 0 up to 1, of its due that a host gets. */
export function returnShare(endpoint: Endpoint, now: number, settings: EjectionSettings): number {
  const back = now - endpoint.returnedAt;
  return back >= settings.slowStart ? 1 : Math.max(0.1, back / settings.slowStart);
}
