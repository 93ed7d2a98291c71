import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DatabaseConfig } from '../database/database';
import { listen } from '../http/listen';

export interface EmbeddedPostgresOptions {
  /**
   * Where the data stays between runs.
   * @default - a new folder, removed at the end
   */
  readonly dir?: string;
  /** @default - a free port */
  readonly port?: number;
  /**
   * Of the user `postgres`. A folder that already has data keeps the password it was made with.
   * @default - random
   */
  readonly password?: string;
}

export interface EmbeddedPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** An empty database (by default under a new name), unless there is one of that name; ready for `createDatabase`. */
  createDatabase(name?: string): Promise<DatabaseConfig>;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL on 127.0.0.1. Once per test file, and a database per test:
 *
 *     let postgres: EmbeddedPostgres;
 *     beforeAll(async () => void (postgres = await startPostgres()), 60_000);
 *     afterAll(() => postgres.stop());
 *     const database = createDatabase<Schema>(await postgres.createDatabase(), logger);
 */
export async function startPostgres(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const host = '127.0.0.1';
  const user = 'postgres';
  const port = options.port ?? (await freePort());
  const password = options.password ?? randomBytes(12).toString('hex');
  const persistent = options.dir !== undefined;
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'chartwright-postgres-')));
  const child = spawn(
    process.execPath,
    [join(__dirname, 'embedded-postgres.mjs'), JSON.stringify({ dir, port, password, persistent })],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4_000)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('close', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
  let databases = 0;
  return {
    host,
    port,
    user,
    password,
    async createDatabase(name = `test_${++databases}`) {
      const client = new Client({ host, port, user, password, database: 'postgres' });
      await client.connect();
      try {
        const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
        if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}${localeOf(client)}`);
      } finally {
        await client.end();
      }
      return { host, port, user, password, name };
    },
    async stop() {
      child.stdin.end();
      await ended;
      if (!persistent) await rm(dir, { recursive: true, force: true });
    },
  };
}

/** What letters are, as `npm run test:places` asks for: a database's `LC_CTYPE`. @default - that of the machine */
function localeOf(client: Client): string {
  const type = process.env.CHARTWRIGHT_LC_CTYPE;
  if (type === undefined) return '';
  return ` template template0 encoding 'UTF8' lc_collate 'C' lc_ctype ${client.escapeLiteral(type)}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0, '127.0.0.1');
  await new Promise((resolve) => server.close(resolve));
  return port;
}
