import { createDatabase, createPool } from '@chartwright/kit/database';
import type { DatabaseConfig } from '@chartwright/kit/database';
import { createLogger } from '@chartwright/kit/logging';
import type { Logger } from '@chartwright/kit/logging';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { pollsContract } from '../contract';
import type { PollsSchema } from '../data/schema';

export interface CommandConfig extends DatabaseConfig {
  readonly logLevel: Parameters<typeof createLogger>[0]['level'];
  readonly waitSeconds: number;
}

/** Refusals that pass by themselves when the database is still starting: PostgreSQL's own, and the network's. */
const passing = new Set([
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);

/** Runs `work` on the database of a command, once it answers, and closes it. */
export async function withDatabase<T>(
  config: CommandConfig,
  work: (database: Kysely<PollsSchema>, logger: Logger) => Promise<T>,
): Promise<T> {
  const logger = createLogger({ name: pollsContract.name, level: config.logLevel });
  // A migration may take its time, and waits for the one that another replica runs.
  const pool = createPool({ ...config, poolSize: 2, statementMs: 30 * 60_000 }, logger);
  const database = createDatabase<PollsSchema>(config, logger, pool);
  try {
    await answering(database, config.waitSeconds, logger);
    return await work(database, logger);
  } finally {
    await database.destroy();
  }
}

async function answering(database: Kysely<PollsSchema>, seconds: number, logger: Logger): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await sql`select 1`.execute(database);
      return;
    } catch (error) {
      const { code = 'ETIMEDOUT', message } = error as NodeJS.ErrnoException;
      if (!passing.has(code) || Date.now() >= deadline) throw error;
      logger.info({ code, reason: message }, 'waiting for the database');
      await sleep(1000);
    }
  }
}
