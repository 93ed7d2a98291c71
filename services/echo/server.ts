import { hostname } from 'node:os';
import { readConfig, setting } from '@chartwright/kit/config/config';
import { createLogger } from '@chartwright/kit/process/logging';
import { createMetrics } from '@chartwright/kit/metrics/metrics';
import { runMain, startService } from '@chartwright/kit/process/service';
import { serviceSettings } from '@chartwright/kit/config/service-settings';
import { text } from '@chartwright/kit/config/setting-types';
import { createEchoApp } from './app';
import { echoContract } from './contract';
import { serveWebSocket } from './web-socket';

runMain(async () => {
  const config = readConfig({
    ...serviceSettings(echoContract),
    name: setting(echoContract.env.name, text().default(hostname())),
  });
  const logger = createLogger({ name: echoContract.name, level: config.logLevel });
  const metrics = createMetrics({ service: echoContract.name });
  const app = createEchoApp({ name: config.name, logger, metrics, accessLog: config.accessLog });
  const leaveWebSockets = serveWebSocket(app);
  await startService({ config, logger, metrics: metrics.registry, app, stopping: leaveWebSockets });
});
