import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createDatabase } from '../../database/database';
import type { DatabaseConfig } from '../../database/database';
import { createLogger } from '../../process/logging';
import {
  appliedMigrations,
  migrate,
  MigrationError,
  migrationsApplied,
  pendingMigrations,
} from '../../database/migrations';
import type { Migrations } from '../../database/migrations';
import { startPostgres } from '../../testing/postgres';
import type { EmbeddedPostgres } from '../../testing/postgres';

interface Schema {
  animal: { name: string };
}

const logger = createLogger({ name: 'test', level: 'silent' });
const migrations: Migrations = {
  '0001_animal': { up: async (db: Kysely<unknown>) => void (await sql`create table animal (name text)`.execute(db)) },
  '0002_first_animal': {
    up: async (db: Kysely<unknown>) => void (await sql`insert into animal values ('cat')`.execute(db)),
  },
};
const broken: Migrations = {
  ...migrations,
  '0003_plant': { up: async (db: Kysely<unknown>) => void (await sql`create table plant (name text)`.execute(db)) },
  '0004_broken': { up: async (db: Kysely<unknown>) => void (await sql`insert into nowhere values (1)`.execute(db)) },
};

let postgres: EmbeddedPostgres;
let config: DatabaseConfig;
const open: Kysely<Schema>[] = [];

/** What one replica of a service has: a pool of its own. */
function replica(): Kysely<Schema> {
  const database = createDatabase<Schema>({ ...config, poolSize: 2 }, logger);
  open.push(database);
  return database;
}

const tables = async (database: Kysely<Schema>) =>
  (await database.introspection.getTables()).map(({ name }) => name).filter((name) => !name.startsWith('schema_'));

beforeAll(async () => void (postgres = await startPostgres()), 60_000);
beforeEach(async () => void (config = await postgres.createDatabase()));
afterEach(async () => void (await Promise.all(open.splice(0).map((database) => database.destroy()))));
afterAll(() => postgres.stop());

test('applies in the order of the names, once', async () => {
  const database = replica();
  expect(await pendingMigrations(database, migrations)).toEqual(['0001_animal', '0002_first_animal']);
  expect(await migrate(database, migrations)).toEqual(['0001_animal', '0002_first_animal']);
  expect(await migrate(database, migrations)).toEqual([]);
  expect(await appliedMigrations(database)).toEqual(['0001_animal', '0002_first_animal']);
  expect(await database.selectFrom('animal').selectAll().execute()).toEqual([{ name: 'cat' }]);
});

test('any number of replicas may start at once: one applies, the others find it done', async () => {
  const applied = await Promise.all(Array.from({ length: 20 }, () => migrate(replica(), migrations)));
  expect(applied.filter((names) => names.length > 0)).toEqual([['0001_animal', '0002_first_animal']]);
  expect(await replica().selectFrom('animal').selectAll().execute()).toHaveLength(1);
});

test('fails with the name of the migration, and the schema is as it was', async () => {
  const database = replica();
  await migrate(database, migrations);
  const failure = migrate(database, broken);
  await expect(failure).rejects.toThrow(MigrationError);
  await expect(failure).rejects.toThrow(
    'migration 0004_broken failed, the schema is as it was: relation "nowhere" does not exist',
  );
  expect(await tables(database)).toEqual(['animal']);
  expect(await appliedMigrations(database)).toEqual(['0001_animal', '0002_first_animal']);
});

test('a failed run leaves no lock behind', async () => {
  await expect(migrate(replica(), broken)).rejects.toThrow('0004_broken');
  expect(await tables(replica())).toEqual([]);
  expect(await migrate(replica(), migrations)).toHaveLength(2);
});

test('an older replica leaves a newer schema alone, and is ready with it', async () => {
  const database = replica();
  await migrate(database, migrations);
  const older: Migrations = { '0001_animal': migrations['0001_animal']! };
  expect(await migrate(database, older)).toEqual([]);
  expect(await migrationsApplied(database, older).check()).toBe(true);
});

test('is not ready before the migrations are applied', async () => {
  const database = replica();
  const readiness = migrationsApplied(database, migrations);
  expect(await readiness.check()).toBe(false);
  await migrate(database, migrations);
  expect(await readiness.check()).toBe(true);
});
