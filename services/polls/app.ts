import formbody from '@fastify/formbody';
import type { Queries } from '@chartwright/kit/database/queries';
import { allowedMethods } from '@chartwright/kit/http/allowed-methods';
import type { Problem } from '@chartwright/kit/http/errors';
import { createHttpApp } from '@chartwright/kit/http/http-app';
import type { Logger } from '@chartwright/kit/process/logging';
import { Attempts } from '@chartwright/kit/security/attempts';
import { LoginLimit } from '@chartwright/kit/security/login-limit';
import type { Metrics } from '@chartwright/kit/metrics/metrics';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import { parse } from 'node:querystring';
import { Counter } from 'prom-client';
import { keptForm } from './pages/kept';
import { problemPage } from './pages/problem';
import { adminRoutes } from './routes/admin';
import { trySessionOf, visitorOf } from './routes/context';
import type { SiteContext } from './routes/context';
import { tryKeptFields } from './routes/kept-form';
import { pollsRoutes } from './routes/polls';
import { sendPage } from './routes/respond';
import { staticRoutes } from './routes/static';
import { Cookies } from './security/cookies';
import { Csrf } from './security/csrf';
import { Devices } from './security/devices';
import { Flashes } from './security/flash';
import { httpsOnlyHeaders, securityHeaders } from './security/headers';
import { loginLimits } from './security/login-limits';
import { Signatures } from './security/signatures';
import { Voted } from './security/voted';

export interface PollsAppOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly queries: Queries;
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

/** Fields of a form at most. The largest that there is has some 3000. */
const mostFields = 10_000;

/** The whole site, without port or process. */
export async function createPollsApp(options: PollsAppOptions): Promise<FastifyInstance<Server>> {
  const { logger, metrics, queries, secretKey, httpsOnly = false, trustedProxies, accessLog = true } = options;
  const cookies = new Cookies(httpsOnly);
  const signatures = new Signatures(secretKey);
  const csrf = new Csrf(cookies, signatures);
  const registers = [metrics.registry];
  const votes = new Counter({ name: 'polls_votes_total', help: 'Votes counted by this process.', registers });
  const logins = new Counter({
    name: 'polls_logins_total',
    help: 'Logins to the admin by result.',
    labelNames: ['result'] as const,
    registers,
  });
  const context: SiteContext = {
    ...{ queries, cookies, csrf },
    limit: new LoginLimit(queries, loginLimits),
    attempts: new Attempts(queries),
    flashes: new Flashes(cookies, signatures),
    devices: new Devices(cookies, signatures),
    voted: new Voted(cookies),
    countVote: () => votes.inc(),
    loggedIn: (result) => logins.inc({ result }),
  };
  const headers = httpsOnly ? httpsOnlyHeaders : securityHeaders;

  const app = createHttpApp({
    logger,
    metrics,
    accessLog: accessLog ? 'info' : 'off',
    limits: { bodyBytes: 64 * 1024 },
    errors: {
      csrf: {
        status: 403,
        message: 'This form has expired or came from elsewhere. Nothing was saved: reload the page and send it again.',
      },
    },
    sendProblem: (problem, request, reply) => {
      if (problem.status === 503) void reply.header('retry-after', retryAfterSeconds);
      return sendPage(reply.headers(headers), pageOf(problem, request, reply, context));
    },
    ...(trustedProxies !== undefined && { trustedProxies }),
  });
  // Forms are all that is read.
  app.removeAllContentTypeParsers();
  await app.register(formbody, { parser: (text) => parse(text, undefined, undefined, { maxKeys: mostFields }) });
  app.decorateRequest('session', null);
  app.addHook('onRequest', (_, reply, done) => {
    void reply.headers(headers);
    done();
  });
  // On the route itself, so that none can be added without it and reading requests do not pay for it.
  app.addHook('onRoute', (route) => {
    if (route.method !== 'POST') return;
    const inside = route.url.startsWith('/admin/') && route.url !== '/admin/login/';
    route.preHandler = inside ? csrf.checkSession : csrf.check;
  });

  const addMethods = allowedMethods(app);
  staticRoutes(app);
  pollsRoutes(app, context);
  await adminRoutes(app, context);
  addMethods();
  return app;
}

/** A problem in the clothes of where it happened, with the way back to what was typed. */
function pageOf(problem: Problem, request: FastifyRequest, reply: FastifyReply, context: SiteContext) {
  const session = trySessionOf(request);
  const visitor = session && visitorOf(context, request, reply);
  const fields = problem.code === 'csrf' ? tryKeptFields(request) : undefined;
  const way = fields && keptForm(request.url, visitor?.csrf ?? context.csrf.token(request, reply), fields);
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  return problemPage(problem, { requestId: request.id, changes, ...(visitor && { visitor }), ...(way && { way }) });
}
