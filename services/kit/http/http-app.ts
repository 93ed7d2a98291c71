import Fastify, { LogController } from 'fastify';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import { answerClientError } from './client-error';
import { errorTable, HttpError, toProblem } from './errors';
import type { ErrorKind, Problem } from './errors';
import { requestId, requestIdHeader } from './request-id';
import type { Logger } from '../process/logging';
import type { Metrics } from '../metrics/metrics';

/** Bounds on what one client may take. */
export interface HttpLimits {
  /** @default 1 MiB */
  readonly bodyBytes?: number;
  /** All headers together. @default 16 KiB */
  readonly headerBytes?: number;
  /** Until the headers have arrived. @default 10 s */
  readonly headersMs?: number;
  /** Until the whole request has arrived. @default 30 s */
  readonly requestMs?: number;
  /**
   * A connection without traffic between requests. Longer than the idle time of the proxies in front (60 s is usual), which
   * must be the side that closes, or a request may meet a connection that is just ending.
   * @default 72 s
   */
  readonly keepAliveMs?: number;
}

export interface HttpAppOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly limits?: HttpLimits;
  /**
   * Rows beyond the common ones: `{ slug_taken: { status: 409, message: '…' } }`.
   * @default - only the common table
   */
  readonly errors?: Readonly<Record<string, ErrorKind>>;
  /**
   * How a problem is answered. The status and the request id header are already set.
   * @default - JSON `{"error":{"code","message","details"?,"requestId"}}`
   */
  readonly sendProblem?: (problem: Problem, request: FastifyRequest, reply: FastifyReply) => unknown;
  /**
   * The level of the one line that each answered request gets.
   * @default 'info'
   */
  readonly accessLog?: 'info' | 'debug' | 'off';
  /** Anything else of Fastify's own (trustProxy, routerOptions …). */
  readonly fastify?: Omit<FastifyHttpOptions<Server>, 'logger' | 'loggerInstance' | 'bodyLimit' | 'genReqId'>;
}

/** A Fastify app without port or process, with limits, request ids, access log, metrics and the error table. */
export function createHttpApp(options: HttpAppOptions): FastifyInstance<Server> {
  const { logger, metrics, limits = {}, accessLog = 'info' } = options;
  const table = { ...errorTable, ...options.errors };
  const send = options.sendProblem ?? sendJson;
  const app = Fastify<Server>({
    routerOptions: { ignoreTrailingSlash: true },
    ...options.fastify,
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes ?? 1024 * 1024,
    requestTimeout: limits.requestMs ?? 30_000,
    keepAliveTimeout: limits.keepAliveMs ?? 72_000,
    genReqId: (request) => requestId(request.headers),
    clientErrorHandler: answerClientError,
    http: {
      ...options.fastify?.http,
      maxHeaderSize: limits.headerBytes ?? 16 * 1024,
      headersTimeout: limits.headersMs ?? 10_000,
    },
    frameworkErrors: (error, request, reply) => answerProblem(error, request, reply),
  });

  function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    const problem = toProblem(error, table);
    if (problem.status >= 500) request.log.error({ err: error, requestId: request.id }, 'failed');
    void reply.code(problem.status).header(requestIdHeader, request.id);
    return send(problem, request, reply);
  }

  app.addHook('onRequest', async (request, reply) => {
    // Not at onResponse, which does not come when the client has left.
    reply.raw.once('close', metrics.arrived());
    void reply.header(requestIdHeader, request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const { statusCode: status, elapsedTime } = reply;
    metrics.answered({ method: request.method, route, status, seconds: elapsedTime / 1000 });
    if (accessLog === 'off') return;
    // The path without its query, which may carry what no log should hold.
    const path = request.url.split('?', 1)[0];
    request.log[accessLog](
      { method: request.method, path, route, status, ms: Math.round(elapsedTime * 100) / 100 },
      'answered',
    );
  });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler((request, reply) => answerProblem(new HttpError('not_found'), request, reply));
  return app;
}

function sendJson({ code, message, details }: Problem, request: FastifyRequest, reply: FastifyReply): unknown {
  return reply.send({ error: { code, message, ...(details === undefined ? {} : { details }), requestId: request.id } });
}
