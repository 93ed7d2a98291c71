import { createAdminServer } from '@chartwright/kit/http/admin-server';
import { createLogger } from '@chartwright/kit/process/logging';
import { Readiness } from '@chartwright/kit/process/readiness';
import { onShutdown } from '@chartwright/kit/process/shutdown';
import { contract } from '../contract';
import { collect, collectOnce, FAMILIES } from '../observe/metrics';
import { renderSamples } from '../observe/samples';
import type { ProcessSettings } from './settings';
import { serve } from './worker';

/** One process: the proxy, its admin port, and a graceful stop. */
export async function serveAlone(settings: ProcessSettings): Promise<void> {
  const logger = createLogger({ name: contract.name, level: settings.logLevel });
  const readiness = new Readiness();
  const serving = await serve(settings, logger);
  const { proxy, port } = serving;
  const admin = createAdminServer({
    readiness,
    metrics: {
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      metrics: async () => renderSamples([...collect(proxy), ...collectOnce()], FAMILIES),
    },
  });
  const adminPort = await admin.listen(settings.adminPort);
  onShutdown({
    readiness,
    logger,
    drainDelayMs: settings.drainDelayMs,
    drainDeadlineMs: settings.drainDeadlineMs,
    begin: () => proxy.beginDrain(),
    drain: (deadlineMs) => proxy.drain(deadlineMs),
    close: [
      { name: 'proxy', close: () => serving.close() },
      { name: 'admin port', close: () => admin.close() },
    ],
  });
  void proxy.ready().then(() => readiness.started());
  logger.info({ port, adminPort, configFile: settings.configFile }, 'listening');
}
