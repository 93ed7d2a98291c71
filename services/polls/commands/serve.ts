import { readConfigGroups } from '@chartwright/kit/config/config-groups';
import { createDatabase, createPool, databaseReachable } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { createMetrics } from '@chartwright/kit/metrics/metrics';
import { migrationsApplied } from '@chartwright/kit/database/migrations';
import { Queries } from '@chartwright/kit/database/queries';
import { poolMetrics } from '@chartwright/kit/metrics/pool-metrics';
import { startService } from '@chartwright/kit/process/service';
import { createPollsApp } from '../app';
import { pollsContract } from '../contract';
import { migrations } from '../data/migrations';
import { pollsSettings } from '../settings';

/** Serves until a signal; ready once the database answers and has the migrations. */
export async function serve(): Promise<void> {
  const { service, database: place, web } = readConfigGroups(pollsSettings);
  const logger = createLogger({ name: pollsContract.name, level: service.logLevel });
  const metrics = createMetrics({ service: pollsContract.name });
  const pool = createPool(place, logger);
  poolMetrics(pool, metrics.registry);
  const database = createDatabase<never>(place, logger, pool);
  const queries = new Queries(pool);
  const app = await createPollsApp({
    logger,
    metrics,
    queries,
    secretKey: web.secretKey,
    httpsOnly: web.https === 'always',
    trustedProxies: web.trustedProxies,
    accessLog: service.accessLog,
  });
  await startService({
    config: service,
    logger,
    metrics: metrics.registry,
    app,
    checks: [databaseReachable(queries), migrationsApplied(database, migrations)],
    descriptors: place.poolSize,
    close: [{ name: 'database', close: () => database.destroy() }],
  });
}
