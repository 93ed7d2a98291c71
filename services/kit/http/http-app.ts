import Fastify, { LogController } from 'fastify';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import { AskerGone } from '../database/asker-gone';
import { hasManyHosts, watchAnswer } from './answered';
import type { Ended } from './answered';
import { clientErrors } from './client-error';
import { errorTable, HttpError, toProblem } from './errors';
import type { ErrorKind, Problem } from './errors';
import { requestId, requestIdHeader } from './request-id';
import type { Logger } from '../process/logging';
import type { Metrics } from '../metrics/metrics';
import { proxyTrust } from './trusted-proxies';

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
  /**
   * Whose X-Forwarded-* is believed, see {@link proxyTrust}.
   * @default - nobody's
   */
  readonly trustedProxies?: string;
  /** Anything else of Fastify's own (routerOptions …). */
  readonly fastify?: Omit<
    FastifyHttpOptions<Server>,
    'logger' | 'loggerInstance' | 'bodyLimit' | 'genReqId' | 'trustProxy'
  >;
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
    trustProxy: options.trustedProxies ? proxyTrust(options.trustedProxies) : false,
    clientErrorHandler: clientErrors(logger, metrics),
    http: {
      ...options.fastify?.http,
      maxHeaderSize: limits.headerBytes ?? 16 * 1024,
      headersTimeout: limits.headersMs ?? 10_000,
    },
    frameworkErrors: (error, request, reply) => {
      watch(request, reply);
      return answerProblem(error, request, reply);
    },
  });

  function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
    const problem = toProblem(error, table);
    if (problem.status >= 500 && !(error instanceof AskerGone))
      request.log.error({ err: error, requestId: request.id }, 'failed');
    void reply.code(problem.status).header(requestIdHeader, request.id);
    return send(problem, request, reply);
  }

  function watch(request: FastifyRequest, reply: FastifyReply): void {
    // A connection that has been closed has no address any more.
    const client = request.ip;
    const log =
      accessLog === 'off'
        ? undefined
        : (ended: Ended, route: string) => {
            // The path without its query, which may carry what no log should hold.
            const path = request.url.split('?', 1)[0];
            request.log[accessLog]({ client, path, route, ...ended }, 'answered');
          };
    watchAnswer(request.raw, reply.raw, metrics, () => request.routeOptions?.url ?? 'unmatched', log);
  }

  app.addHook('onRequest', (request, reply, done) => {
    watch(request, reply);
    void reply.header(requestIdHeader, request.id);
    done(hasManyHosts(request.raw) ? new HttpError('bad_request') : undefined);
  });
  app.server.on('checkExpectation', (request, response) => {
    const client = request.socket.remoteAddress;
    const log = (ended: Ended, route: string) =>
      accessLog === 'off' ? undefined : logger[accessLog]({ client, route, ...ended }, 'answered');
    watchAnswer(request, response, metrics, () => 'unmatched', log);
    const { status, message } = errorTable.expectation_failed;
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', connection: 'close' });
    response.end(JSON.stringify({ error: { code: 'expectation_failed', message } }));
  });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler((request, reply) => answerProblem(new HttpError('not_found'), request, reply));
  return app;
}

function sendJson({ code, message, details }: Problem, request: FastifyRequest, reply: FastifyReply): unknown {
  return reply.send({ error: { code, message, ...(details === undefined ? {} : { details }), requestId: request.id } });
}
