import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../metrics/metrics';

/** The status of a request whose client left before its answer began, as nginx has it. */
const clientClosedRequest = 499;

/** One request at its end. */
export interface Ended {
  readonly method: string;
  readonly status: number;
  /** With two decimals. */
  readonly ms: number;
  /** The client left before it had its answer. @default - it has it */
  readonly aborted?: true;
}

/**
 * Counts a request when its answer has been sent or its client has left, whichever is first, and calls `log` with how it ended.
 * @param routeOf the pattern that it matched
 */
export function watchAnswer(
  { method = '' }: IncomingMessage,
  response: ServerResponse,
  metrics: Metrics,
  routeOf: () => string,
  log: ((ended: Ended, route: string) => void) | undefined,
): void {
  const start = performance.now();
  const left = metrics.arrived();
  response.once('close', () => {
    left();
    const ms = performance.now() - start;
    const aborted = !response.writableFinished;
    const status = aborted && !response.headersSent ? clientClosedRequest : response.statusCode;
    const route = routeOf();
    metrics.answered({ method, route, status, seconds: ms / 1000 });
    log?.({ method, status, ms: Math.round(ms * 100) / 100, ...(aborted && { aborted }) }, route);
  });
}

/** Whether a request names more than one host: nobody can tell for which it is (RFC 9112 3.2). */
export function hasManyHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1;
}
