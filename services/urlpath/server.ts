import { readConfig } from '@chartwright/kit/config/config';
import { createLogger } from '@chartwright/kit/process/logging';
import { createMetrics } from '@chartwright/kit/metrics/metrics';
import { runMain, startService } from '@chartwright/kit/process/service';
import { serviceSettings } from '@chartwright/kit/config/service-settings';
import { createUrlPathApp } from './app';
import { urlPathContract } from './contract';

runMain(async () => {
  const config = readConfig(serviceSettings(urlPathContract));
  const logger = createLogger({ name: urlPathContract.name, level: config.logLevel });
  const metrics = createMetrics({ service: urlPathContract.name });
  const app = createUrlPathApp({ logger, metrics, accessLog: config.accessLog });
  await startService({ config, logger, metrics: metrics.registry, app });
});
