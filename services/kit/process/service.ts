import type { FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import { createAdminServer } from '../http/admin-server';
import type { MetricsSource } from '../http/admin-server';
import { ConfigError } from '../config/config';
import { drainable } from '../http/drain';
import { listen } from '../http/listen';
import type { Logger } from './logging';
import { Readiness } from './readiness';
import type { ReadinessCheck } from './readiness';
import { onShutdown } from './shutdown';
import type { Closable, Shutdown } from './shutdown';

/** What `serviceSettings` reads. */
export interface ServiceConfig {
  readonly port: number;
  readonly adminPort: number;
  readonly host?: string;
  readonly drainDelayMs: number;
  readonly drainDeadlineMs: number;
}

export interface ServiceOptions {
  readonly config: ServiceConfig;
  readonly logger: Logger;
  readonly metrics: MetricsSource;
  /** A Fastify app, or a plain server that does not listen yet. */
  readonly app: FastifyInstance<Server> | Server;
  /** @default - ready as soon as it listens */
  readonly checks?: readonly ReadinessCheck[];
  /**
   * Called when it stops accepting, e.g. to tell WebSocket clients.
   * @default - nothing
   */
  readonly stopping?: () => void;
  /**
   * Released after the drain, in this order.
   * @default - nothing
   */
  readonly close?: readonly Closable[];
}

export interface RunningService {
  readonly port: number;
  readonly adminPort: number;
  readonly readiness: Readiness;
  readonly shutdown: Shutdown;
}

/** Starts the admin port, then the service's own, and stops both gracefully at a signal. */
export async function startService({
  config,
  logger,
  metrics,
  app,
  checks,
  stopping,
  close = [],
}: ServiceOptions): Promise<RunningService> {
  const readiness = new Readiness(checks);
  const admin = createAdminServer({ readiness, metrics });
  const adminPort = await admin.listen(config.adminPort, config.host);
  const server = 'server' in app ? app.server : app;
  const drain = drainable(server);
  if ('server' in app) await app.ready();
  const port = await listen(server, config.port, config.host);
  const shutdown = onShutdown({
    readiness,
    logger,
    drainDelayMs: config.drainDelayMs,
    drainDeadlineMs: config.drainDeadlineMs,
    begin: () => drain.begin(),
    drain: (deadlineMs) => {
      stopping?.();
      return drain.finish(deadlineMs);
    },
    close: [
      ...('server' in app ? [{ name: 'app', close: () => app.close() }] : []),
      ...close,
      { name: 'admin port', close: () => admin.close() },
    ],
  });
  readiness.started();
  logger.info({ port, adminPort }, 'listening');
  return { port, adminPort, readiness, shutdown };
}

/**
 * The last line of every server.ts. A configuration that cannot be used is printed as it is, and the process leaves with
 * code 2; any other failure to start is logged and leaves with 1.
 */
export function runMain(main: () => Promise<unknown>): void {
  main().catch((error: unknown) => {
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(error.exitCode);
    }
    process.stderr.write(`${JSON.stringify({ level: 'fatal', msg: 'could not start', error: String(error) })}\n`);
    process.exit(1);
  });
}
