import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The header that carries a request's id from the proxy to the last service and back. */
export const requestIdHeader = 'x-request-id';

/** The id that a request arrived with, if it is one that may be logged and echoed safely; otherwise a new one. */
export function requestId(headers: IncomingHttpHeaders): string {
  const given = headers[requestIdHeader];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}
