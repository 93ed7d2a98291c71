import { readConfigGroups } from '@chartwright/kit/config/config-groups';
import { createDatabase, createPool, databaseReachable } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { createMetrics } from '@chartwright/kit/metrics/metrics';
import { migrationsApplied } from '@chartwright/kit/database/migrations';
import { Queries } from '@chartwright/kit/database/queries';
import { poolMetrics } from '@chartwright/kit/metrics/pool-metrics';
import { startService } from '@chartwright/kit/process/service';
import { createConduitApp } from '../app';
import { conduitContract } from '../contract';
import { migrations } from '../data/migrations';
import { conduitSettings } from '../settings';

/** Serves until a signal; ready once the database answers and has the migrations. */
export async function serve(): Promise<void> {
  const { service, database: place, api } = readConfigGroups(conduitSettings);
  const logger = createLogger({ name: conduitContract.name, level: service.logLevel });
  const metrics = createMetrics({ service: conduitContract.name });
  const pool = createPool(place, logger);
  poolMetrics(pool, metrics.registry);
  const database = createDatabase<never>(place, logger, pool);
  const queries = new Queries(pool);
  const app = await createConduitApp({ logger, metrics, queries, ...api, accessLog: service.accessLog });
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
