import { createDatabase, createPool, databaseReachable } from '@chartwright/kit/database';
import { createLogger } from '@chartwright/kit/logging';
import { createMetrics } from '@chartwright/kit/metrics';
import { migrate, migrationsApplied } from '@chartwright/kit/migrations';
import { startService } from '@chartwright/kit/service';
import type { RunningService } from '@chartwright/kit/service';
import type { DatabaseConfig } from '@chartwright/kit/database';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { createPollsApp } from './app';
import { pollsContract } from './contract';
import { migrations } from './data/migrations';
import { Questions } from './data/questions';
import { sampleQuestions } from './data/sample-questions';
import type { PollsSchema } from './data/schema';
import { Staff } from './data/staff';
import { hashPassword } from './security/password';

export interface LocalPollsOptions {
  /** An empty database, or the one of the last run. */
  readonly database: DatabaseConfig;
  /** Where the key and the admin's password stay between runs, readable by you alone. */
  readonly folder: string;
  /** @default contract's port */
  readonly port?: number;
  readonly adminPort?: number;
}

export interface LocalPolls {
  readonly service: RunningService;
  readonly admin: { readonly username: string; readonly password: string };
}

/** The polls service without a cluster, in this process: migrated, with an admin and, on the first run, sample questions. */
export async function startPollsLocally(options: LocalPollsOptions): Promise<LocalPolls> {
  const { database: place, folder, port = pollsContract.port, adminPort = pollsContract.adminPort } = options;
  const logger = createLogger({ name: pollsContract.name, level: 'warn' });
  const pool = createPool(place, logger);
  const database = createDatabase<PollsSchema>(place, logger, pool);
  await migrate(database, migrations);

  const admin = { username: 'admin', password: kept(folder, 'admin-password', 18) };
  const staff = new Staff(database);
  if ((await staff.tryFindByName(admin.username)) === undefined) {
    await staff.add(admin.username, await hashPassword(admin.password), true);
    for (const [i, { question, choices }] of sampleQuestions.entries()) {
      const publishedAt = new Date(Date.now() - (i + 1) * 60_000);
      await new Questions(database).add({ text: question, publishedAt, choices: choices.map((text) => ({ text })) });
    }
  }
  const metrics = createMetrics({ service: pollsContract.name, processMetrics: false });
  const secretKey = kept(folder, 'secret-key', 48);
  const app = await createPollsApp({ logger, metrics, pool, database, secretKey, trustedProxies: 'loopback' });
  const service = await startService({
    config: { port, adminPort, host: '127.0.0.1', drainDelayMs: 0, drainDeadlineMs: 5_000 },
    logger,
    metrics: metrics.registry,
    app,
    checks: [databaseReachable(database as unknown as Kysely<never>), migrationsApplied(database, migrations)],
    close: [{ name: 'database', close: () => database.destroy() }],
  });
  return { service, admin };
}

/** A random text that is made once and found again. */
export function kept(folder: string, name: string, bytes: number): string {
  const file = join(folder, name);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(bytes).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}
