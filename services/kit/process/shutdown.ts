import closeWithGrace from 'close-with-grace';
import { setTimeout as sleep } from 'node:timers/promises';
import { endLog } from './logging';
import type { Logger } from './logging';
import type { Readiness } from './readiness';

/** What is released at the end: a database pool, a watcher. */
export interface Closable {
  readonly name: string;
  close(): unknown;
}

export interface ShutdownOptions {
  readonly readiness: Readiness;
  readonly logger: Logger;
  /** Wait between "not ready" and the end of accepting, in milliseconds. */
  readonly drainDelayMs: number;
  /** Time for requests in flight, in milliseconds. */
  readonly drainDeadlineMs: number;
  /**
   * Time for `close`, in milliseconds.
   * @default 5000
   */
  readonly closeTimeoutMs?: number;
  /**
   * Called first, together with "not ready".
   * @default - nothing
   */
  readonly begin?: () => void;
  /** Stops accepting and waits for requests in flight, cutting them at the deadline; resolves to how many were cut. */
  readonly drain: (deadlineMs: number) => Promise<number>;
  /** Released one after another, in this order, after the drain. */
  readonly close: readonly Closable[];
}

export interface Shutdown {
  /** Stops as SIGTERM would. */
  now(): void;
  /** Takes the signal handlers away. */
  uninstall(): void;
}

/**
 * At SIGTERM or SIGINT: readiness off → wait → stop accepting → drain → close → exit 0. A second signal, or a step that
 * hangs, ends the process at once with exit code 1. An exception that nobody caught takes the same way without the wait,
 * and leaves with 1. SIGHUP is left to the service (the proxy reloads on it).
 */
export function onShutdown(options: ShutdownOptions): Shutdown {
  const { readiness, logger, drainDelayMs, drainDeadlineMs, closeTimeoutMs = 5_000 } = options;
  const handle = closeWithGrace(
    {
      delay: drainDelayMs + drainDeadlineMs + closeTimeoutMs,
      skip: [
        'SIGHUP',
        'SIGQUIT',
        'SIGILL',
        'SIGTRAP',
        'SIGABRT',
        'SIGBUS',
        'SIGFPE',
        'SIGSEGV',
        'SIGUSR2',
        'beforeExit',
      ],
      logger: false,
      onSecondSignal: (signal) => logger.error({ signal }, 'second signal: ending at once'),
      onSecondError: (error) => logger.fatal({ err: error }, 'failed while stopping'),
      onTimeout: (ms) => logger.error({ ms }, 'could not stop in time'),
    },
    async ({ signal, err }) => {
      readiness.stopping();
      options.begin?.();
      if (err) logger.fatal({ err }, 'uncaught error: stopping');
      else logger.info({ signal, drainDelayMs, drainDeadlineMs }, 'stopping');
      if (!err) await sleep(drainDelayMs);
      const cut = await options.drain(drainDeadlineMs);
      if (cut > 0) logger.warn({ connections: cut }, 'cut connections that were busy past the deadline');
      for (const resource of options.close) {
        try {
          await resource.close();
        } catch (error) {
          logger.error({ err: error, resource: resource.name }, 'could not close');
        }
      }
      logger.info('stopped');
      await endLog(logger);
    },
  );
  return { now: () => handle.close(), uninstall: () => handle.uninstall() };
}
