import cors from '@fastify/cors';
import { createHttpApp } from '@chartwright/kit/http/http-app';
import type { Logger } from '@chartwright/kit/process/logging';
import { LoginLimit } from '@chartwright/kit/security/login-limit';
import type { Metrics } from '@chartwright/kit/metrics/metrics';
import type { FastifyInstance } from 'fastify';
import { Queries } from '@chartwright/kit/database/queries';
import { Attempts } from '@chartwright/kit/security/attempts';
import type { Server } from 'node:http';
import { Counter } from 'prom-client';
import { allowedMethods } from '@chartwright/kit/http/allowed-methods';
import { openApiDocument } from './api/document';
import { sendProblem } from './api/problems';
import { Routes } from './api/routes';
import { conduitContract } from './contract';
import { Accounts } from './data/accounts';
import { articleRoutes } from './routes/articles';
import { commentRoutes } from './routes/comments';
import { profileRoutes } from './routes/profiles';
import { tagRoutes } from './routes/tags';
import { userRoutes } from './routes/users';
import { passwordCost } from '@chartwright/kit/security/password';
import type { PasswordCost } from '@chartwright/kit/security/password';
import { Tokens } from './security/tokens';
import { Viewers } from './security/viewer';

export interface ConduitAppOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly queries: Queries;
  /** Text that all replicas share and nobody else knows; signs tokens. */
  readonly secretKey: string;
  /** How long a token is good. @default 168 */
  readonly tokenHours?: number;
  /** Origins whose pages may call the API; `*` is every one. @default ['*'] */
  readonly allowedOrigins?: readonly string[];
  /** Failed logins for one e-mail from one address within 15 minutes; others follow from it. @default 20 */
  readonly loginFailures?: number;
  /** Accounts that may be made from one network within 15 minutes. @default 200 */
  readonly registrations?: number;
  /** Addresses whose X-Forwarded-* headers are believed. @default - none */
  readonly trustedProxies?: string;
  /** One line per request. @default true */
  readonly accessLog?: boolean;
  /** Of passwords that are set. @default - what OWASP recommends */
  readonly passwordCost?: PasswordCost;
}

/** The whole API, without port or process. */
export async function createConduitApp(options: ConduitAppOptions): Promise<FastifyInstance<Server>> {
  const { logger, metrics, queries, secretKey, tokenHours = 168, allowedOrigins = ['*'] } = options;
  const { loginFailures = 20, trustedProxies, accessLog = true } = options;
  const app = createHttpApp({
    logger,
    metrics,
    accessLog: accessLog ? 'info' : 'off',
    sendProblem,
    ...(trustedProxies !== undefined && { trustedProxies }),
    fastify: {
      // The name of a user may be longer than Fastify's 100, percent-encoded above all; headers are bounded anyway.
      routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
    },
  });
  // Read where an operation has a body, whatever media type is named; ignored everywhere else.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.addHook('onRequest', async (_, reply) => {
    // Every answer depends on who asks and on the moment.
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  await app.register(cors, {
    origin: allowedOrigins.includes('*') ? '*' : [...allowedOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'x-request-id'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 3600,
    // Every path answers OPTIONS by itself.
    preflightContinue: true,
    strictPreflight: false,
  });

  const accounts = new Accounts(queries);
  const tokens = new Tokens(secretKey, tokenHours);
  const logins = new Counter({
    name: 'conduit_logins_total',
    help: 'Logins by result.',
    labelNames: ['result'] as const,
    registers: [metrics.registry],
  });
  const addMethods = allowedMethods(app);
  const routes = new Routes(app, new Viewers(tokens, accounts), queries);
  userRoutes(routes, {
    tokens,
    attempts: new Attempts(queries),
    registrations: options.registrations ?? 200,
    limit: new LoginLimit(queries, {
      pair: loginFailures,
      account: loginFailures * 10,
      address: loginFailures * 50,
    }),
    passwordCost: options.passwordCost ?? passwordCost,
    loggedIn: (result) => logins.inc({ result }),
  });
  profileRoutes(routes);
  articleRoutes(routes);
  commentRoutes(routes);
  tagRoutes(routes);
  const document = openApiDocument();
  app.get(conduitContract.paths.openapi, async () => document);
  addMethods();
  return app;
}
