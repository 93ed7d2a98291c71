import { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import { createPool } from '../../database/database';
import type { DatabaseConfig } from '../../database/database';
import { Queries } from '../../database/queries';
import { createLogger } from '../../process/logging';
import { startPostgres } from '../../testing/postgres';
import type { EmbeddedPostgres } from '../../testing/postgres';

// A real database on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let config: DatabaseConfig;
let pool: Pool;
let queries: Queries;
beforeAll(async () => void (postgres = await startPostgres()));
beforeEach(async () => {
  config = await postgres.createDatabase();
  pool = createPool(config, createLogger({ name: 'test', level: 'silent' }));
  queries = new Queries(pool);
});
afterEach(() => pool.end());
afterAll(() => postgres.stop());

test('connections of a read-only moment are dropped: writes are taken as soon as new sessions may write', async () => {
  await pool.query('create table counted (n integer)');
  await pool.query(`alter database ${config.name} set default_transaction_read_only = on`);
  for (const client of await Promise.all(Array.from({ length: 5 }, () => pool.connect()))) client.release(true);
  // Five sessions that keep being read-only.
  for (const client of await Promise.all(Array.from({ length: 5 }, () => pool.connect()))) client.release();
  const write = () => queries.run({ text: 'insert into counted values (1)' });
  await expect(write()).rejects.toMatchObject({ code: '25006' });
  await expect(queries.writable()).rejects.toThrow('takes no writes');
  const other = createPool({ ...config, name: 'postgres' }, createLogger({ name: 'test', level: 'silent' }));
  await other.query(`alter database ${config.name} set default_transaction_read_only = off`);
  await other.end();
  const results = await Promise.allSettled(Array.from({ length: 10 }, write));
  // One at most: of a session that was made before the database could be written to, and that is gone with it.
  expect(results.filter(({ status }) => status === 'rejected').length).toBeLessThanOrEqual(1);
  for (let i = 0; i < 10; i++) await write();
  await expect(queries.writable()).resolves.toBeUndefined();
});

class Client extends EventEmitter {
  destroyed = false;
  leave() {
    this.destroyed = true;
    this.emit('close');
  }
}

test('what a client asked for ends on the server when the client leaves, and what waits is not begun', async () => {
  const client = new Client();
  const mine = queries.askedBy(client);
  const slow = mine.run({ text: `select pg_sleep(300) -- slow` });
  const failure = slow.catch((error: unknown) => error);
  const running = async () =>
    (
      await pool.query(
        `select from pg_stat_activity where query like '%-- slow' and state = 'active' and pid <> pg_backend_pid()`,
      )
    ).rowCount;
  while ((await running()) === 0);
  client.leave();
  expect(await failure).toMatchObject({ name: 'AskerGone' });
  expect(await running()).toBe(0);
  await expect(mine.run({ text: 'select 1' })).rejects.toThrow(expect.objectContaining({ name: 'AskerGone' }));
  await expect(queries.run({ text: 'select 1 as n' })).resolves.toEqual([{ n: 1 }]);
});
