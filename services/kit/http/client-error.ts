import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../process/logging';
import type { Metrics } from '../metrics/metrics';
import { errorTable } from './errors';
import type { ErrorCode } from './errors';

const rows: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** The route, for metrics, of what could not be read as a request. */
const malformed = 'malformed';

/**
 * Answers what could not be read as HTTP from the error table, and closes the connection: where the next request begins is unknown.
 * It is counted, and logged with what the parser says.
 */
export const clientErrors =
  (logger: Logger, metrics: Metrics) =>
  (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const code = rows[error.code ?? ''] ?? 'bad_request';
    const { status, message } = errorTable[code];
    metrics.answered({ method: 'other', route: malformed, status, seconds: 0 });
    logger.info(
      { client: socket.remoteAddress, route: malformed, status, reason: error.code, message: error.message },
      'refused',
    );
    const body = JSON.stringify({ error: { code, message } });
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'content-type: application/json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  };
