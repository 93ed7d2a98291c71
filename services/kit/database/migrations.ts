import { Migrator, sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import type { ReadinessCheck } from '../process/readiness';

/** By name; applied in the order of the names, so begin them with `0001_`. Part of the bundle, hence no folder of files. */
export type Migrations = Readonly<Record<string, Migration>>;

/** A migration failed; all that this run did is rolled back. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';

  constructor(migration: string | undefined, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `${migration === undefined ? 'migrations' : `migration ${migration}`} failed, the schema is as it was: ${reason}`,
      { cause },
    );
  }
}

const table = 'schema_migration';

/**
 * Applies what is not applied yet, all of it in one transaction or none, under an advisory lock: any number of processes
 * may call it at once, one does the work and the others find it done. A database that is ahead of this code (an old
 * replica that starts again during a rolling update) is left alone.
 *
 * @param database may be of any schema type
 * @returns the names applied by this call
 * @throws MigrationError
 */
export async function migrate<Schema>(database: Kysely<Schema>, migrations: Migrations): Promise<string[]> {
  if ((await pendingMigrations(database, migrations)).length === 0) return [];
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new MigrationError(results.find(({ status }) => status === 'Error')?.migrationName, error);
  }
  return results.map(({ migrationName }) => migrationName);
}

/** The names that this code has and the database has not, in order. */
export async function pendingMigrations<Schema>(database: Kysely<Schema>, migrations: Migrations): Promise<string[]> {
  const applied = new Set(await appliedMigrations(database));
  return Object.keys(migrations)
    .sort()
    .filter((name) => !applied.has(name));
}

/** The names that the database has, in order. */
export async function appliedMigrations<Schema>(database: Kysely<Schema>): Promise<string[]> {
  const found = await sql<{ exists: boolean }>`select to_regclass(${table}) is not null as exists`.execute(database);
  if (!found.rows[0]?.exists) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(database);
  return rows.map(({ name }) => name);
}

/** Ready when nothing is pending. Once true it stays true and asks no more: applied migrations are not taken back. */
export function migrationsApplied<Schema>(database: Kysely<Schema>, migrations: Migrations): ReadinessCheck {
  let applied = false;
  return {
    name: 'migrations',
    failure: 'the schema is not up to date: run migrate',
    check: async () => (applied ||= (await pendingMigrations(database, migrations)).length === 0),
  };
}
