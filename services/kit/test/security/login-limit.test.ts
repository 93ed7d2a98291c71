import type { Pool } from 'pg';
import { createPool } from '../../database/database';
import { Queries } from '../../database/queries';
import { createLogger } from '../../process/logging';
import { LoginLimit } from '../../security/login-limit';
import { foldName, nameProblem } from '../../security/names';
import { startPostgres } from '../../testing/postgres';
import type { EmbeddedPostgres } from '../../testing/postgres';

// A real database on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let pool: Pool;
let limit: LoginLimit;
beforeAll(async () => void (postgres = await startPostgres()));
beforeEach(async () => {
  pool = createPool(await postgres.createDatabase(), createLogger({ name: 'test', level: 'silent' }));
  await pool.query(
    'create table login_attempt (subject text primary key, failures integer not null, resets_at timestamptz not null)',
  );
  await pool.query(
    'create table login_place (account_id integer, network text, seen_at timestamptz, primary key (account_id, network))',
  );
  limit = new LoginLimit(new Queries(pool), { pair: 5, address: 30, account: 20 });
});
afterEach(() => pool.end());
afterAll(() => postgres.stop());

const owner = { account: 7, name: 'owner' };
const guess = async (address: string, more: object = {}) => (await limit.attempt({ ...owner, address, ...more })) === 0;

test('what one limit refused counts in no other: one host locks nobody out elsewhere', async () => {
  const looked = [];
  for (let i = 0; i < 101; i++) looked.push(await guess('203.0.113.9'));
  expect(looked.filter(Boolean)).toHaveLength(5);
  expect(await guess('198.51.100.7')).toBe(true);
});

test('many machines are stopped, and the owner gets in from where that was done before', async () => {
  await limit.attempt({ ...owner, address: '198.51.100.7' });
  await limit.succeeded({ ...owner, address: '198.51.100.7' });
  const looked = [];
  for (let i = 0; i < 40; i++) looked.push(await guess(`203.0.113.${i}`));
  expect(looked.filter(Boolean)).toHaveLength(20);
  expect([
    await guess('192.0.2.1'),
    await guess('198.51.100.7'),
    await guess('192.0.2.1', { device: 'known' }),
  ]).toEqual([false, true, true]);
});

test('a known place and a known device have no more than their own tries', async () => {
  await limit.remember(7, '198.51.100.7');
  const from = async (more: object) => {
    const looked = [];
    for (let i = 0; i < 8; i++) looked.push(await guess('198.51.100.7', more));
    return looked.filter(Boolean).length;
  };
  expect([await from({}), await from({ device: 'known' })]).toEqual([5, 5]);
});

test('every spelling of a name is counted as one, also of a name that nobody has', async () => {
  const spellings = ['mississippi', 'MISSISSIPPI', 'mİssİssİppİ', 'mıssıssıppı', 'ｍississippi'];
  expect(new Set(spellings.map(foldName))).toEqual(new Set(['mississippi']));
  const waits = [];
  for (const name of [...spellings, 'Mississippi']) waits.push(await limit.attempt({ name, address: '192.0.2.1' }));
  expect(waits.map((wait) => wait > 0)).toEqual([false, false, false, false, false, true]);
});

test('José is one name, whatever its case and form', () => {
  expect(new Set(['José', 'JOSÉ', 'Jose\u0301', 'jose\u0301'].map(foldName)).size).toBe(1);
});

test.each(['.', '..', '．', '\u200b', 'line\nbreak', '\u202eevil', ' name ', 'na\u200dme', '\u2025'])(
  'fails for the name %j',
  (name) => {
    expect(nameProblem(name)).toEqual(expect.any(String));
  },
);
