import type { FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import { createAdminServer } from '../http/admin-server';
import type { MetricsSource } from '../http/admin-server';
import { ConfigError } from '../config/config';
import { everyHttpService } from '../contract';
import { drainable } from '../http/drain';
import { listen } from '../http/listen';
import type { Logger } from './logging';
import { connectionLimit, descriptorLimit, limitConnections } from './descriptors';
import { Readiness } from './readiness';
import type { ReadinessCheck, ReadinessReport } from './readiness';
import { onShutdown } from './shutdown';
import type { Closable, Shutdown } from './shutdown';

const { env } = everyHttpService;

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
   * Files and sockets that it has open beside its clients' connections, e.g. to a database.
   * @default 0
   */
  readonly descriptors?: number;
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
  descriptors = 0,
}: ServiceOptions): Promise<RunningService> {
  const readiness = new Readiness(checks, undefined, readinessLog(logger));
  const admin = createAdminServer({ readiness, metrics });
  const adminPort = await listening(
    admin.listen(config.adminPort, config.host),
    env.adminPort,
    config.adminPort,
    config,
  );
  const server = 'server' in app ? app.server : app;
  const drain = drainable(server);
  limitConnections(server, connectionLimit(descriptorLimit(), descriptors), logger);
  if ('server' in app) await app.ready();
  const port = await listening(listen(server, config.port, config.host), env.port, config.port, config);
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
  watchUntilReady(readiness);
  logger.info({ port, adminPort }, 'listening');
  return { port, adminPort, readiness, shutdown };
}

/** @throws ConfigError when the operating system refuses the address or the port that the environment names */
async function listening(
  begun: Promise<number>,
  name: string,
  port: number,
  { host }: Pick<ServiceConfig, 'host'>,
): Promise<number> {
  try {
    return await begun;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    // A port that somebody else has is nothing that the environment says wrongly: it may be free in a moment.
    if (code === 'EACCES')
      throw new ConfigError([{ name, given: `"${port}" (${code})`, allowed: 'a port that this user may open' }]);
    if (host === undefined || !/^(ENOTFOUND|EADDRNOTAVAIL|EAI_AGAIN|EINVAL)$/.test(code)) throw error;
    throw new ConfigError([{ name: env.host, given: `"${host}" (${code})`, allowed: 'an address of this machine' }]);
  }
}

/** One line for each change of state, with what is wrong; none for a service that is ready from the start. */
function readinessLog(logger: Logger): (report: ReadinessReport) => void {
  let wasNotReady = false;
  return ({ status, reasons }) => {
    if (status === 'ready' && wasNotReady) logger.info('ready');
    else if (status === 'not ready') logger.warn({ reasons }, 'not ready');
    wasNotReady = status === 'not ready';
  };
}

/** How often a service that is not ready looks again by itself, in milliseconds: not every place has somebody who asks. */
const lookMs = 2_000;

function watchUntilReady(readiness: Readiness): void {
  const look = async () => {
    const { status } = await readiness.report();
    if (status === 'not ready') setTimeout(() => void look(), lookMs).unref();
  };
  void look();
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
