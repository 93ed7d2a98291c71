import { createDatabase, createPool } from '@chartwright/kit/database/database';
import type { DatabaseConfig } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { createMetrics } from '@chartwright/kit/metrics/metrics';
import type { Metrics } from '@chartwright/kit/metrics/metrics';
import { Queries } from '@chartwright/kit/database/queries';
import { migrate } from '@chartwright/kit/database/migrations';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import type { Pool } from 'pg';
import { createConduitApp } from '../../app';
import type { ConduitAppOptions } from '../../app';
import { migrations } from '../../data/migrations';
import { Client } from './client';

export const secretKey = 'a-key-for-tests-that-is-long-enough-0123456789';
export const password = 'correct horse battery';

/** The whole API on a database of its own, over real HTTP on 127.0.0.1. */
export interface Api {
  readonly url: string;
  readonly config: DatabaseConfig;
  readonly pool: Pool;
  readonly metrics: Metrics;
  /** Somebody without a token. */
  visitor(): Client;
  /** Registers a user with the password of the tests. */
  user(username: string): Promise<Client>;
  /** Registers a user, and makes a superuser of them. */
  superuser(username: string): Promise<Client>;
  close(): Promise<void>;
}

/** Passwords cost little here: tests register many users. */
export const cheap = { memoryKiB: 64, passes: 1, lanes: 1 } as const;

export async function startApi(postgres: EmbeddedPostgres, options: Partial<ConduitAppOptions> = {}): Promise<Api> {
  const logger = createLogger({ name: 'conduit', level: 'silent' });
  const config = await postgres.createDatabase();
  const pool = createPool(config, logger);
  const database = createDatabase<never>(config, logger, pool);
  await migrate(database, migrations);
  const metrics = createMetrics({ service: 'conduit', processMetrics: false });
  const app = await createConduitApp({
    ...{ logger, metrics, queries: new Queries(pool), secretKey, passwordCost: cheap, registrations: 100_000 },
    ...options,
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const api: Api = {
    ...{ url, config, pool, metrics },
    visitor: () => new Client(url),
    user: async (username) => new Client(url).register(username, password),
    async superuser(username) {
      const client = await api.user(username);
      await pool.query('update account set is_superuser = true where username = $1', [username]);
      return client;
    },
    async close() {
      await app.close();
      await database.destroy();
    },
  };
  return api;
}
