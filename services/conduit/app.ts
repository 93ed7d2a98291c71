import cors from '@fastify/cors';
import { createHttpApp } from '@chartwright/kit/http/http-app';
import type { Logger } from '@chartwright/kit/process/logging';
import { LoginLimit } from '@chartwright/kit/security/login-limit';
import type { Metrics } from '@chartwright/kit/metrics/metrics';
import type { FastifyInstance } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import type { Server } from 'node:http';
import type { Pool } from 'pg';
import { Counter } from 'prom-client';
import { allowedMethods } from './api/allowed-methods';
import { openApiDocument } from './api/document';
import { sendProblem } from './api/problems';
import { Routes } from './api/routes';
import { conduitContract } from './contract';
import { Accounts } from './data/accounts';
import { ArticleLists } from './data/article-lists';
import { Articles } from './data/articles';
import { Comments } from './data/comments';
import { Profiles } from './data/profiles';
import { Queries } from './data/queries';
import { articleRoutes } from './routes/articles';
import { commentRoutes } from './routes/comments';
import { profileRoutes } from './routes/profiles';
import { tagRoutes } from './routes/tags';
import { userRoutes } from './routes/users';
import { passwordCost } from './security/password';
import type { PasswordCost } from './security/password';
import { Tokens } from './security/tokens';
import { Viewers } from './security/viewer';

export interface ConduitAppOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly pool: Pool;
  /** Over the same pool. */
  readonly database: QueryExecutorProvider;
  /** Text that all replicas share and nobody else knows; signs tokens. */
  readonly secretKey: string;
  /** How long a token is good. @default 168 */
  readonly tokenHours?: number;
  /** Origins whose pages may call the API; `*` is every one. @default ['*'] */
  readonly allowedOrigins?: readonly string[];
  /** Failed logins for one e-mail from one address within 15 minutes; others follow from it. @default 20 */
  readonly loginFailures?: number;
  /** Addresses whose X-Forwarded-* headers are believed. @default - none */
  readonly trustedProxies?: string;
  /** One line per request. @default true */
  readonly accessLog?: boolean;
  /** Of passwords that are set. @default - what OWASP recommends */
  readonly passwordCost?: PasswordCost;
}

/** The whole API, without port or process. */
export async function createConduitApp(options: ConduitAppOptions): Promise<FastifyInstance<Server>> {
  const { logger, metrics, pool, database, secretKey, tokenHours = 168, allowedOrigins = ['*'] } = options;
  const { loginFailures = 20, trustedProxies, accessLog = true } = options;
  const app = createHttpApp({
    logger,
    metrics,
    accessLog: accessLog ? 'info' : 'off',
    sendProblem,
    fastify: {
      trustProxy: trustedProxies ?? false,
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

  const queries = new Queries(pool);
  const accounts = new Accounts(queries);
  const articles = new Articles(queries);
  const tokens = new Tokens(secretKey, tokenHours);
  const logins = new Counter({
    name: 'conduit_logins_total',
    help: 'Logins by result.',
    labelNames: ['result'] as const,
    registers: [metrics.registry],
  });
  const addMethods = allowedMethods(app);
  const routes = new Routes(app, new Viewers(tokens, accounts));
  userRoutes(routes, {
    accounts,
    tokens,
    limit: new LoginLimit(database, {
      pair: loginFailures,
      username: loginFailures * 10,
      address: loginFailures * 50,
    }),
    passwordCost: options.passwordCost ?? passwordCost,
    loggedIn: (result) => logins.inc({ result }),
  });
  profileRoutes(routes, new Profiles(queries));
  articleRoutes(routes, { articles, lists: new ArticleLists(queries) });
  commentRoutes(routes, { articles, comments: new Comments(queries) });
  tagRoutes(routes, queries);
  const document = openApiDocument();
  app.get(conduitContract.paths.openapi, async () => document);
  addMethods();
  return app;
}
