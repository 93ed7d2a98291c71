import formbody from '@fastify/formbody';
import { createHttpApp } from '@chartwright/kit/http/http-app';
import type { Logger } from '@chartwright/kit/process/logging';
import { LoginLimit } from '@chartwright/kit/security/login-limit';
import type { Metrics } from '@chartwright/kit/metrics/metrics';
import type { FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { Counter } from 'prom-client';
import { AdminLog } from './data/admin-log';
import { Polls } from './data/polls';
import { Questions } from './data/questions';
import type { PollsSchema } from './data/schema';
import { Sessions } from './data/sessions';
import { Staff } from './data/staff';
import { problemPage } from './pages/problem';
import { adminRoutes } from './routes/admin';
import { pollsRoutes } from './routes/polls';
import { sendPage } from './routes/respond';
import { staticRoutes } from './routes/static';
import { Cookies } from './security/cookies';
import { Csrf } from './security/csrf';
import { httpsOnlyHeaders, securityHeaders } from './security/headers';
import { loginLimits } from './security/login-limits';

export interface PollsAppOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** For the busy queries. */
  readonly pool: Pool;
  /** Over the same pool, for all others. */
  readonly database: Kysely<PollsSchema>;
  /** Text that all replicas share and nobody else knows; signs the tokens of forms. */
  readonly secretKey: string;
  /** Every browser comes by HTTPS, whatever a request looks like from here. @default false */
  readonly httpsOnly?: boolean;
  /** Addresses whose X-Forwarded-* headers are believed. @default - none */
  readonly trustedProxies?: string;
  /** One line per request. @default true */
  readonly accessLog?: boolean;
}

/** When a browser or crawler may ask again, once the database was away: a failover takes about so long. */
const retryAfterSeconds = 10;

/** The whole site, without port or process. */
export async function createPollsApp(options: PollsAppOptions): Promise<FastifyInstance<Server>> {
  const { logger, metrics, pool, database, secretKey, httpsOnly = false, trustedProxies, accessLog = true } = options;
  const cookies = new Cookies(httpsOnly);
  const csrf = new Csrf(cookies, secretKey);
  const registers = [metrics.registry];
  const votes = new Counter({ name: 'polls_votes_total', help: 'Votes counted by this process.', registers });
  const logins = new Counter({
    name: 'polls_logins_total',
    help: 'Logins to the admin by result.',
    labelNames: ['result'] as const,
    registers,
  });

  const app = createHttpApp({
    logger,
    metrics,
    accessLog: accessLog ? 'info' : 'off',
    limits: { bodyBytes: 64 * 1024 },
    errors: {
      csrf: {
        status: 403,
        message: 'This form has expired or came from elsewhere. Go back, reload the page and send it again.',
      },
    },
    sendProblem: (problem, request, reply) => {
      if (problem.status === 503) void reply.header('retry-after', retryAfterSeconds);
      return sendPage(reply.headers(headers), problemPage(problem, request.id));
    },
    fastify: { trustProxy: trustedProxies ?? false },
  });
  const headers = httpsOnly ? httpsOnlyHeaders : securityHeaders;
  app.addHook('onRequest', (_, reply, done) => {
    void reply.headers(headers);
    done();
  });
  // On the route itself, so that none can be added without it and reading requests do not pay for it.
  app.addHook('onRoute', (route) => {
    if (route.method === 'POST') route.preHandler = csrf.check;
  });
  await app.register(formbody);

  staticRoutes(app);
  pollsRoutes(app, { polls: new Polls(pool), csrf, voted: () => votes.inc() });
  await adminRoutes(app, {
    questions: new Questions(database),
    staff: new Staff(database),
    sessions: new Sessions(database),
    log: new AdminLog(database),
    limit: new LoginLimit(database, loginLimits),
    cookies,
    csrf,
    loggedIn: (result) => logins.inc({ result }),
  });
  return app;
}
