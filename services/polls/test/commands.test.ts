import { createDatabase } from '@chartwright/kit/database/database';
import type { DatabaseConfig } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { appliedMigrations } from '@chartwright/kit/database/migrations';
import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrations } from '../data/migrations';
import type { PollsSchema } from './schema';
import { verifyPassword } from '@chartwright/kit/security/password';
import { environmentOf, pollsBundle, runCommand } from './processes';
import { password } from './site';

// Real processes and servers on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let config: DatabaseConfig;
let database: Kysely<PollsSchema>;
beforeAll(async () => void (postgres = await startPostgres()));
beforeEach(async () => {
  config = await postgres.createDatabase();
  database = createDatabase<PollsSchema>(config, createLogger({ name: 'test', level: 'silent' }));
});
afterEach(() => database.destroy());
afterAll(() => postgres.stop());

const run = (argv: string[], more: Record<string, string> = {}) => runCommand(argv, environmentOf(config, more));
const tables = async () => (await database.introspection.getTables()).map(({ name }) => name).sort();

test('migrate: ten at once on an empty database all go well, and one of them did the work', async () => {
  const results = await Promise.all(Array.from({ length: 10 }, () => run(['migrate'])));
  expect(results.map(({ code }) => code)).toEqual(Array(10).fill(0));
  expect(results.filter(({ stdout }) => stdout.includes('"msg":"migrated"'))).toHaveLength(1);
  expect(await appliedMigrations(database)).toEqual(Object.keys(migrations));
});

test('migrate: one that fails leaves with 1 and the schema as it was', async () => {
  await sql`create table staff_user (mine text)`.execute(database);
  const { code, stderr } = await run(['migrate']);
  expect(code).toBe(1);
  expect(stderr).toContain('migration 0001_initial failed, the schema is as it was');
  expect((await tables()).filter((name) => !name.startsWith('schema_migration'))).toEqual(['staff_user']);
});

test('showmigrations: a cross for what is applied', async () => {
  expect((await run(['showmigrations'])).stdout).toBe(
    ' [ ] 0001_initial\n [ ] 0002_choice_position\n [ ] 0003_names_and_search\n',
  );
  await run(['migrate']);
  expect((await run(['showmigrations'])).stdout).toBe(
    ' [X] 0001_initial\n [X] 0002_choice_position\n [X] 0003_names_and_search\n',
  );
});

test('createsuperuser: from the environment, once; a password changed since then stays', async () => {
  await run(['migrate']);
  const given = { POLLS_SUPERUSER_NAME: 'root', POLLS_SUPERUSER_PASSWORD: password };
  const both = await Promise.all([run(['createsuperuser'], given), run(['createsuperuser'], given)]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const again = await run(['createsuperuser'], { ...given, POLLS_SUPERUSER_PASSWORD: 'another password' });
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('is there already')]);
  const users = await database.selectFrom('staff_user').selectAll().execute();
  expect(users).toMatchObject([{ username: 'root', is_superuser: true }]);
  expect(await verifyPassword(password, users[0]?.password_hash)).toBe(true);
});

test.each([
  ['may not manage staff', { is_superuser: false }],
  ['may not log in', { is_active: false }],
])('createsuperuser: fails for somebody who is there but %s, unless another superuser is', async (state, change) => {
  await run(['migrate']);
  const given = { POLLS_SUPERUSER_NAME: 'root', POLLS_SUPERUSER_PASSWORD: password };
  await run(['createsuperuser'], given);
  await database.updateTable('staff_user').set(change).execute();
  const alone = await run(['createsuperuser'], { ...given, POLLS_SUPERUSER_NAME: 'ROOT' });
  expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining(`is there but ${state}, and nobody else`)]);
  await run(['createsuperuser'], { ...given, POLLS_SUPERUSER_NAME: 'other' });
  const two = await run(['createsuperuser'], given);
  expect([two.code, two.stdout]).toEqual([0, expect.stringContaining(`is there but ${state}; left so`)]);
  await expect(
    database
      .selectFrom('staff_user')
      .select('username')
      .where(Object.keys(change)[0] as 'is_active', '=', false)
      .execute(),
  ).resolves.toEqual([{ username: 'root' }]);
});

test('createsuperuser: waits for the migrations as long as it is told', async () => {
  const superuser = run(['createsuperuser'], { POLLS_SUPERUSER_PASSWORD: password, POLLS_WAIT_SECONDS: '30' });
  await run(['migrate']);
  expect((await superuser).code).toBe(0);
});

test('createsuperuser: asks on a terminal, and hides the password', async () => {
  await run(['migrate']);
  // `script` gives it a terminal; the answers come one by one, as a person's do.
  const answers = ['root', 'short', password, 'not the same', password, password];
  const typing = answers.map((answer) => `sleep 0.4; echo '${answer}'`).join('; ');
  const command = `(sleep 1; ${typing}; sleep 1.5) | script -qec "${process.execPath} ${await pollsBundle()} createsuperuser" /dev/null`;
  const { stdout } = await promisify(execFile)('sh', ['-c', command], {
    env: { ...environmentOf(config), PATH: process.env['PATH'] },
  });
  expect(stdout).toContain('User name [admin]:');
  expect(stdout).toContain('The password needs at least 10 characters.');
  expect(stdout).toContain('The two are not the same.');
  expect(stdout).toContain('superuser created');
  await expect(database.selectFrom('staff_user').select('username').execute()).resolves.toEqual([{ username: 'root' }]);
});

test.each([
  ['without a terminal', {}, 'POLLS_SUPERUSER_PASSWORD_FILE is needed'],
  ['with a weak password', { POLLS_SUPERUSER_PASSWORD: '12345' }, 'needs at least 10 characters'],
  ['with a name that is none', { POLLS_SUPERUSER_PASSWORD: password, POLLS_SUPERUSER_NAME: 'a b' }, 'A user name has'],
])('createsuperuser: fails %s', async (_, environment, message) => {
  await run(['migrate']);
  const { code, stderr } = await run(['createsuperuser'], environment);
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});

test('check: names what is missing, and leaves with 0 only when nothing is', async () => {
  const before = await run(['check']);
  expect([before.code, before.stdout]).toEqual([1, expect.stringContaining('PROBLEM not migrated: 0001_initial')]);
  await run(['migrate']);
  expect((await run(['check'])).stdout).toContain('PROBLEM no superuser: run createsuperuser');
  await run(['createsuperuser'], { POLLS_SUPERUSER_PASSWORD: password });
  const after = await run(['check']);
  expect([after.code, after.stdout]).toEqual([0, expect.not.stringContaining('PROBLEM')]);
});

test('loaddata: samples or a file, and no question twice', async () => {
  await run(['migrate']);
  for (let i = 0; i < 2; i++) expect((await run(['loaddata'])).code).toBe(0);
  const samples = await database.selectFrom('question').select('question_text').execute();
  expect(samples).toHaveLength(4);
  const file = join(await mkdtemp(join(tmpdir(), 'chartwright-polls-')), 'questions.json');
  await writeFile(
    file,
    JSON.stringify([{ question: 'From a file?', publishedAt: '2026-01-31T12:00:00Z', choices: ['Yes'] }]),
  );
  await run(['loaddata', file]);
  await expect(
    database.selectFrom('question').where('question_text', '=', 'From a file?').select('pub_date').execute(),
  ).resolves.toEqual([{ pub_date: new Date('2026-01-31T12:00:00Z') }]);
});

test('serve: all that is wrong with the environment at once, exit code 2, and no secret shown', async () => {
  const { code, stderr } = await runCommand([], { POLLS_SECRET_KEY: 'short', PORT: 'x', POLLS_HTTPS: 'maybe' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^7 problems[^]*PORT[^]*POLLS_BACKEND_SERVICE_HOST[^]*POLLS_SECRET_KEY[^]*POLLS_HTTPS/);
  expect(stderr).not.toContain('short"');
});

test('fails for a command that is none, naming those that there are', async () => {
  const { code, stderr } = await run(['migrat']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('serve, migrate, showmigrations, createsuperuser')]);
});
