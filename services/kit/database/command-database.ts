import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { setting } from '../config/config';
import { noneMisspelt } from '../config/misspelt';
import { databaseEnvironment, type ServiceContract } from '../contract';
import { createDatabase, createPool, databaseSettings } from './database';
import type { DatabaseConfig } from './database';
import { databaseUnavailable } from './database-unavailable';
import { createLogger } from '../process/logging';
import type { Logger } from '../process/logging';
import { pendingMigrations } from './migrations';
import type { Migrations } from './migrations';
import { Queries } from './queries';
import { serviceSettings } from '../config/service-settings';
import { integer } from '../config/setting-types';

export interface CommandConfig extends DatabaseConfig {
  readonly logLevel: Parameters<typeof createLogger>[0]['level'];
  /** How long to wait for a database that is still starting. */
  readonly waitSeconds: number;
}

/** What a command reads that works on the database of a service. @param prefix of its variables, e.g. `POLLS` */
export const commandSettings = (prefix: string, contract: ServiceContract) => ({
  ...databaseSettings(prefix),
  waitSeconds: setting(databaseEnvironment(prefix).waitSeconds, integer(0, 3600).default(0)),
  logLevel: serviceSettings(contract).logLevel,
  misspelt: noneMisspelt(prefix, Object.values(contract.env)),
});

/** Runs `work` on the database of a command of `service`, once it answers, and closes it. */
export async function withDatabase<Schema, T>(
  service: string,
  config: CommandConfig,
  work: (database: Kysely<Schema>, logger: Logger, queries: Queries) => Promise<T>,
): Promise<T> {
  const logger = createLogger({ name: service, level: config.logLevel });
  // A migration may take its time, and waits for the one that another replica runs.
  const pool = createPool({ ...config, poolSize: 2, statementMs: 30 * 60_000 }, logger);
  const database = createDatabase<Schema>(config, logger, pool);
  try {
    await answering(database, config.waitSeconds, logger);
    return await work(database, logger, new Queries(pool));
  } finally {
    await database.destroy();
  }
}

async function answering<Schema>(database: Kysely<Schema>, seconds: number, logger: Logger): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await sql`select 1`.execute(database);
      return;
    } catch (error) {
      if (!databaseUnavailable(error) || Date.now() >= deadline) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      logger.info({ code, reason: message }, 'waiting for the database');
      await sleep(1000);
    }
  }
}

/**
 * Waits until nothing is pending: in a cluster, a command may start before the migrations are through.
 * @throws when something still is after `seconds`
 */
export async function migrated<Schema>(
  database: Kysely<Schema>,
  migrations: Migrations,
  seconds: number,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while ((await pendingMigrations(database, migrations)).length > 0) {
    if (Date.now() >= deadline) throw new Error('the schema is not up to date; run migrate first');
    await sleep(1000);
  }
}
