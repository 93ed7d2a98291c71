import { createDatabase, createPool } from '@chartwright/kit/database/database';
import type { DatabaseConfig } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { createMetrics } from '@chartwright/kit/metrics/metrics';
import { Queries } from '@chartwright/kit/database/queries';
import { migrate } from '@chartwright/kit/database/migrations';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import type { Kysely } from 'kysely';
import { createPollsApp } from '../app';
import type { PollsAppOptions } from '../app';
import { migrations } from '../data/migrations';
import { Questions } from '../data/questions';
import type { PollsSchema } from './schema';
import { Staff } from '../data/staff';
import { hashPassword } from '@chartwright/kit/security/password';
import { Browser } from './browser';

export const secretKey = 'a-key-for-tests-that-is-long-enough-0123456789';
export const password = 'correct horse battery';

/** The whole application on a database of its own, over real HTTP on 127.0.0.1. */
export interface Site {
  readonly url: string;
  readonly config: DatabaseConfig;
  readonly database: Kysely<PollsSchema>;
  /** Somebody who has never been here. */
  visitor(): Browser;
  /** Adds a question, by default one minute old. @returns its id and those of its choices */
  question(text: string, choices?: readonly string[], publishedAt?: Date): Promise<{ id: number; choices: number[] }>;
  /** Adds a staff user with the password of the tests. */
  staff(username: string, superuser?: boolean): Promise<number>;
  /** Somebody who is logged in to the admin. */
  loggedIn(username?: string, superuser?: boolean): Promise<Browser>;
  close(): Promise<void>;
}

/** One hash for all users of the tests, and a cheap one: they log in many times. */
let hash: Promise<string> | undefined;

export async function startSite(postgres: EmbeddedPostgres, options: Partial<PollsAppOptions> = {}): Promise<Site> {
  const logger = createLogger({ name: 'polls', level: 'silent' });
  const config = await postgres.createDatabase();
  const pool = createPool(config, logger);
  const database = createDatabase<PollsSchema>(config, logger, pool);
  await migrate(database, migrations);
  const queries = new Queries(pool);
  const metrics = createMetrics({ service: 'polls', processMetrics: false });
  const app = await createPollsApp({ logger, metrics, queries, secretKey, ...options });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const site: Site = {
    url,
    config,
    database,
    visitor: () => new Browser(url),
    async question(text, choices = ['Yes', 'No'], publishedAt = new Date(Date.now() - 60_000)) {
      const id = await new Questions(queries).add({ text, publishedAt, choices });
      const rows = await database
        .selectFrom('choice')
        .where('question_id', '=', id)
        .select('id')
        .orderBy('position')
        .execute();
      return { id, choices: rows.map((row) => row.id) };
    },
    async staff(username, superuser = false) {
      return (await new Staff(queries).add(
        username,
        await (hash ??= hashPassword(password, '', { memoryKiB: 64, passes: 1, lanes: 1 })),
        superuser ? 'staff' : 'polls',
      )) as number;
    },
    async loggedIn(username = 'alice', superuser = true) {
      await site.staff(username, superuser);
      const browser = site.visitor();
      const answer = await browser.logIn(username, password);
      if (answer.status !== 303) throw new Error(`could not log in: ${answer.status}`);
      return browser;
    },
    async close() {
      await app.close();
      await database.destroy();
    },
  };
  return site;
}
