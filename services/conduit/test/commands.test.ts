import type { DatabaseConfig } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { createPool } from '@chartwright/kit/database/database';
import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import type { Pool } from 'pg';
import { password } from './harness/api';
import { Client } from './harness/client';
import { environmentOf, runCommand, startReplica } from './harness/processes';

// Real processes on a machine that may be busy.
jest.setTimeout(120_000);

let postgres: EmbeddedPostgres;
let config: DatabaseConfig;
let pool: Pool;
beforeAll(async () => void (postgres = await startPostgres()));
beforeEach(async () => {
  config = await postgres.createDatabase();
  pool = createPool(config, createLogger({ name: 'test', level: 'silent' }));
});
afterEach(() => pool.end());
afterAll(() => postgres.stop());

const run = (command: string, more: Record<string, string> = {}) => runCommand(command, environmentOf(config, more));
const superuser = { CONDUIT_SUPERUSER_PASSWORD: password, CONDUIT_SUPERUSER_EMAIL: 'boss@example.com' };

test('migrate and createsuperuser: any number at once, in any order, do the work once', async () => {
  const results = await Promise.all([
    ...Array.from({ length: 4 }, () => run('migrate')),
    ...Array.from({ length: 2 }, () => run('createsuperuser', { ...superuser, CONDUIT_WAIT_SECONDS: '60' })),
  ]);
  expect(results.map(({ code }) => code)).toEqual(Array(6).fill(0));
  expect(results.filter(({ stdout }) => stdout.includes('"msg":"migrated"'))).toHaveLength(1);
  expect(results.filter(({ stdout }) => stdout.includes('"msg":"superuser created"'))).toHaveLength(1);
});

test('the superuser logs in, deletes what others wrote, and keeps a password changed since', async () => {
  await run('migrate');
  await run('createsuperuser', superuser);
  const replica = await startReplica(config);
  try {
    const author = await new Client(replica.url).register('author', password);
    const { slug } = await author.article('Spam');
    const boss = new Client(replica.url);
    const login = (one: string) => boss.post('/users/login', { user: { email: 'boss@example.com', password: one } });
    const { body } = await login(password);
    expect(body.user.username).toBe('admin');
    boss.token = body.user.token;
    expect((await boss.delete(`/articles/${slug}`)).status).toBe(204);
    await boss.put('/user', { user: { password: 'changed since then' } });
    expect((await run('createsuperuser', superuser)).stdout).toContain('the superuser is there already');
    expect((await login('changed since then')).status).toBe(200);
    const metrics = await (await fetch(`${replica.adminUrl}/metrics`)).text();
    expect(metrics).toContain('conduit_logins_total{result="ok",service="conduit"} 2');
    expect(metrics).toContain('database_connections_max{service="conduit"} 10');
  } finally {
    replica.signal('SIGTERM');
    await replica.ended;
  }
});

test.each([
  [
    'without a terminal and a password',
    { CONDUIT_SUPERUSER_PASSWORD: '' },
    'CONDUIT_SUPERUSER_PASSWORD_FILE is needed',
  ],
  [
    'with a short password',
    { CONDUIT_SUPERUSER_PASSWORD: '1234567' },
    'password is too short (minimum is 8 characters)',
  ],
  ['with an address that is none', { CONDUIT_SUPERUSER_EMAIL: 'boss' }, 'email is invalid'],
])('createsuperuser: fails %s', async (_, environment, message) => {
  await run('migrate');
  const { code, stderr } = await run('createsuperuser', { ...superuser, ...environment });
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});

test('createsuperuser: fails when the name is that of somebody who is no superuser', async () => {
  await run('migrate');
  await pool.query(`insert into account (username, email, password_hash) values ('Admin', 'a@example.com', 'x')`);
  const { code, stderr } = await run('createsuperuser', superuser);
  expect([code, stderr]).toEqual([1, expect.stringContaining('belongs to a user who is no superuser')]);
});

test('check: names what is missing, and leaves with 0 only when nothing is', async () => {
  const before = await run('check');
  expect([before.code, before.stdout]).toEqual([
    1,
    expect.stringContaining('PROBLEM not migrated: 0001_initial, 0002_name_keys'),
  ]);
  await run('migrate');
  const after = await run('check');
  expect([after.code, after.stdout]).toEqual([0, expect.not.stringContaining('PROBLEM')]);
});

test('serve: all that is wrong with the environment at once, exit code 2, and no secret shown', async () => {
  const environment = { CONDUIT_SECRET_KEY: 'short', PORT: 'x', CONDUIT_ALLOWED_ORIGINS: 'example.com' };
  const { code, stderr } = await runCommand('serve', environment);
  expect(code).toBe(2);
  expect(stderr).toMatch(/PORT[^]*CONDUIT_BACKEND_SERVICE_HOST[^]*CONDUIT_SECRET_KEY[^]*CONDUIT_ALLOWED_ORIGINS/);
  expect(stderr).not.toContain('short"');
});

test('serve: there is no default key', async () => {
  const { code, stderr } = await run('serve', { CONDUIT_SECRET_KEY: '' });
  expect([code, stderr]).toEqual([2, expect.stringContaining('CONDUIT_SECRET_KEY: given nothing')]);
});

test('fails for a command that is none, naming those that there are', async () => {
  const { code, stderr } = await run('migrat');
  expect([code, stderr]).toEqual([1, expect.stringContaining('serve, migrate, showmigrations, createsuperuser')]);
});
