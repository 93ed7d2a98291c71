import { sql } from 'kysely';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import { readConfig } from '../../config/config';
import { createDatabase, createPool, databaseReachable, databaseSettings } from '../../database/database';
import { Queries } from '../../database/queries';
import { listen } from '../../http/listen';
import { createLogger } from '../../process/logging';
import { startPostgres } from '../../testing/postgres';
import type { EmbeddedPostgres } from '../../testing/postgres';

const silent = createLogger({ name: 'test', level: 'silent' });
let postgres: EmbeddedPostgres;
beforeAll(async () => void (postgres = await startPostgres()), 60_000);
afterAll(() => postgres.stop());

test('is read from the environment that Kubernetes gives for a Service <prefix>-backend', async () => {
  const { host, port, user, password, name } = await postgres.createDatabase();
  const config = readConfig(databaseSettings('POLLS'), {
    POLLS_BACKEND_SERVICE_HOST: host,
    POLLS_BACKEND_SERVICE_PORT: String(port),
    POLLS_DB_NAME: name,
    POLLS_DB_USER: user,
    POLLS_DB_PASSWORD: password,
  });
  const database = createDatabase(config, silent);
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(database);
  expect(rows).toEqual([{ name }]);
  await database.destroy();
});

test('fails with every variable that is missing', () => {
  expect(() => readConfig(databaseSettings('POLLS'), {})).toThrow(
    /^4 problems[^]*POLLS_BACKEND_SERVICE_HOST[^]*POLLS_DB_NAME[^]*POLLS_DB_USER[^]*POLLS_DB_PASSWORD/,
  );
});

test('a statement that takes too long is cancelled', async () => {
  const database = createDatabase({ ...(await postgres.createDatabase()), statementMs: 50 }, silent);
  await expect(sql`select pg_sleep(60)`.execute(database)).rejects.toThrow('statement timeout');
  await database.destroy();
});

test('is not ready while the server cannot be reached', async () => {
  const reached = createPool(await postgres.createDatabase(), silent);
  await expect(databaseReachable(new Queries(reached)).check()).resolves.toBe(true);
  await reached.end();
  const server = createServer();
  const port = await listen(server, 0, '127.0.0.1');
  server.close();
  await once(server, 'close');
  const lost = createPool({ ...(await postgres.createDatabase()), port }, silent);
  await expect(databaseReachable(new Queries(lost)).check()).rejects.toThrow('ECONNREFUSED');
  await lost.end();
});

test('an idle connection that the server ends is logged and replaced', async () => {
  const output = new PassThrough();
  const config = await postgres.createDatabase();
  const database = createDatabase(config, createLogger({ name: 'test', destination: output }));
  await sql`select 1`.execute(database);
  const other = createDatabase({ ...config, name: 'postgres' }, silent);
  const logged = once(output, 'data') as Promise<[Buffer]>;
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${config.name}`.execute(other);
  expect((await logged)[0].toString()).toContain('lost an idle database connection');
  await expect(sql`select 1`.execute(database)).resolves.toBeDefined();
  await Promise.all([database.destroy(), other.destroy()]);
});

test('TLS that is asked for is not given up silently', async () => {
  const database = createDatabase({ ...(await postgres.createDatabase()), tls: 'require' }, silent);
  await expect(sql`select 1`.execute(database)).rejects.toThrow('does not support SSL');
  await database.destroy();
});
