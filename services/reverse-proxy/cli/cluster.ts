import { createAdminServer } from '@chartwright/kit/http/admin-server';
import { createLogger } from '@chartwright/kit/process/logging';
import type { Logger } from '@chartwright/kit/process/logging';
import { Readiness } from '@chartwright/kit/process/readiness';
import { onShutdown } from '@chartwright/kit/process/shutdown';
import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { configBeside } from '../config/load';
import { contract } from '../contract';
import { collect, collectOnce, FAMILIES } from '../observe/metrics';
import { renderSamples, sumSamples } from '../observe/samples';
import type { Sample } from '../observe/samples';
import type { ProcessSettings } from './settings';
import { serve } from './worker';

/** From the primary to a worker. */
type Order =
  | { readonly order: 'samples'; readonly id: number }
  | { readonly order: 'reload' }
  | { readonly order: 'begin-drain' }
  | { readonly order: 'drain'; readonly deadlineMs: number };

/** From a worker to the primary. */
type Report =
  | { readonly report: 'samples'; readonly id: number; readonly samples: readonly Sample[] }
  | { readonly report: 'ready'; readonly port: number }
  | { readonly report: 'drained'; readonly cut: number };

/** A worker that ends by itself is replaced after this, in milliseconds, so that a failing start does not spin. */
const RESTART_MS = 1000;
/** A worker that does not tell its samples by then is left out of the sum, in milliseconds. */
const SAMPLES_MS = 2000;

/** The primary: keeps the workers running, sums their metrics, and passes on reload and stop. It serves no request. */
export async function servePrimary(settings: ProcessSettings): Promise<void> {
  const logger = createLogger({ name: contract.name, level: settings.logLevel });
  configBeside(settings.adminPort, settings.configFile);
  const ready = new Set<Worker>();
  const readiness = new Readiness([{ name: 'workers', check: () => ready.size > 0 }]);
  let stopping = false;

  const start = (): void => {
    const worker = cluster.fork();
    worker.on('message', (message: Report) => {
      if (message.report === 'ready') ready.add(worker);
      // The first time, all: the system gives connections to each that listens.
      if (ready.size === settings.workers) readiness.started();
    });
    worker.on('exit', (code, signal) => {
      ready.delete(worker);
      if (stopping) return;
      logger.error({ worker: worker.id, code, signal }, 'worker ended; starting another');
      setTimeout(() => (stopping ? undefined : start()), RESTART_MS);
    });
  };
  const admin = createAdminServer({
    readiness,
    metrics: {
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      metrics: async () => {
        const sums = sumSamples(await Promise.all(workers().map(samplesOf)));
        return renderSamples([...sums, ...collectOnce()], FAMILIES);
      },
    },
  });
  const adminPort = await admin.listen(settings.adminPort);
  for (let i = 0; i < settings.workers; i++) start();
  process.on('SIGHUP', () => tell({ order: 'reload' }));
  onShutdown({
    readiness,
    logger,
    drainDelayMs: settings.drainDelayMs,
    drainDeadlineMs: settings.drainDeadlineMs,
    begin: () => {
      stopping = true;
      tell({ order: 'begin-drain' });
    },
    drain: async (deadlineMs) => {
      const cuts = await Promise.all(workers().map((worker) => drainOf(worker, deadlineMs)));
      return cuts.reduce((sum, cut) => sum + cut, 0);
    },
    close: [{ name: 'admin port', close: () => admin.close() }],
  });
  logger.info({ adminPort, workers: settings.workers, configFile: settings.configFile }, 'started');
}

const workers = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

const tell = (order: Order): void => {
  for (const worker of workers()) worker.send(order);
};

let questions = 0;

/** Samples of one worker; none when it is too busy or gone. */
function samplesOf(worker: Worker): Promise<readonly Sample[]> {
  const id = questions++;
  return new Promise((resolve) => {
    const end = (samples: readonly Sample[]): void => {
      clearTimeout(late);
      worker.off('message', take);
      resolve(samples);
    };
    const take = (message: Report): void => {
      if (message.report === 'samples' && message.id === id) end(message.samples);
    };
    const late = setTimeout(end, SAMPLES_MS, []);
    worker.on('message', take);
    worker.send({ order: 'samples', id } satisfies Order, (error) => (error === null ? undefined : end([])));
  });
}

/** How many connections the worker had to cut; it has ended then. */
function drainOf(worker: Worker, deadlineMs: number): Promise<number> {
  return new Promise((resolve) => {
    let cut = 0;
    worker.on('message', (message: Report) => {
      if (message.report === 'drained') cut = message.cut;
    });
    worker.once('exit', () => resolve(cut));
    worker.send({ order: 'drain', deadlineMs } satisfies Order);
  });
}

/** A worker: serves until the primary tells it to stop, or is gone. */
export async function serveWorker(settings: ProcessSettings): Promise<void> {
  const logger: Logger = createLogger({ name: contract.name, level: settings.logLevel });
  // A terminal sends its signals to every process; only the primary's count.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  const serving = await serve(settings, logger);
  const { proxy, port } = serving;
  const report = (message: Report, then?: () => void): void => void process.send?.(message, undefined, undefined, then);
  process.on('message', (message: Order) => {
    if (message.order === 'samples') report({ report: 'samples', id: message.id, samples: collect(proxy) });
    else if (message.order === 'reload') serving.reload();
    else if (message.order === 'begin-drain') proxy.beginDrain();
    else {
      void proxy.drain(message.deadlineMs).then(async (cut) => {
        await serving.close();
        report({ report: 'drained', cut }, () => process.exit(0));
      });
    }
  });
  process.on('disconnect', () => process.exit(1));
  void proxy.ready().then(() => report({ report: 'ready', port }));
  logger.info({ port, worker: cluster.worker?.id }, 'listening');
}
