import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { hasManyHosts, watchAnswer } from './answered';
import type { Ended } from './answered';
import { clientErrors } from './client-error';
import { errorTable } from './errors';
import type { ErrorCode } from './errors';
import type { HttpLimits } from './http-app';
import { requestId, requestIdHeader } from './request-id';
import type { Logger } from '../process/logging';
import type { Metrics } from '../metrics/metrics';

export interface PlainServerOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly limits?: Omit<HttpLimits, 'bodyBytes'>;
  /** The route's pattern for metrics: one of a few words, never the path itself. */
  readonly route: (request: IncomingMessage) => string;
  /**
   * One line per answered request, at level info.
   * @default true
   */
  readonly accessLog?: boolean;
  /** Answers. What it throws is logged and becomes a 500. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, id: string) => void | Promise<void>;
}

/** A node:http server with what `createHttpApp` has (limits, request id, access log, metrics, error table) and no router. */
export function createPlainServer({ logger, metrics, limits = {}, ...options }: PlainServerOptions): Server {
  const { route, accessLog = true, handle } = options;
  const watch = (request: IncomingMessage, response: ServerResponse, id: string) => {
    const client = request.socket.remoteAddress;
    const log = (ended: Ended, route: string) => logger.info({ reqId: id, client, route, ...ended }, 'answered');
    watchAnswer(request, response, metrics, () => route(request), accessLog ? log : undefined);
  };
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes ?? 16 * 1024,
      headersTimeout: limits.headersMs ?? 10_000,
      requestTimeout: limits.requestMs ?? 30_000,
      keepAliveTimeout: limits.keepAliveMs ?? 72_000,
    },
    (request, response) => {
      const id = requestId(request.headers);
      watch(request, response, id);
      response.setHeader(requestIdHeader, id);
      if (hasManyHosts(request)) return sendProblem(response, 'bad_request', id);
      const failed = (error: unknown) => {
        logger.error({ err: error, reqId: id }, 'failed');
        if (response.headersSent) response.destroy();
        else sendProblem(response, 'internal', id);
      };
      try {
        const pending = handle(request, response, id);
        if (pending !== undefined) pending.catch(failed);
      } catch (error) {
        failed(error);
      }
    },
  );
  server.on('clientError', clientErrors(logger, metrics));
  server.on('checkExpectation', (request, response) => {
    const id = requestId(request.headers);
    watch(request, response, id);
    response.setHeader('connection', 'close');
    sendProblem(response, 'expectation_failed', id);
  });
  return server;
}

/** Answers with a row of the error table. */
export function sendProblem(response: ServerResponse, code: ErrorCode, id: string): void {
  const { status, message } = errorTable[code];
  const body = JSON.stringify({ error: { code, message, requestId: id } });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
