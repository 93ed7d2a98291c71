import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { withDatabase } from './command-database';
import type { CommandConfig } from './command-database';
import { pendingMigrations } from './migrations';
import type { Migrations } from './migrations';
import type { Queries } from './queries';

/** Says how one thing is. */
export type Report = (fine: boolean, text: string) => void;

/** A clock that differs by more makes sessions and limits odd, in seconds. */
const clockTolerance = 5;

/**
 * Looks whether a service could work here: its database, the schema, and what `more` looks at. Leaves with 1 when something is wrong.
 * @param place what the environment says, which has been read already
 */
export async function checkDatabase(
  service: string,
  place: CommandConfig,
  migrations: Migrations,
  more: (queries: Queries, report: Report) => Promise<void> = async () => undefined,
): Promise<void> {
  const report: Report = (fine, text) => {
    process.stdout.write(`${fine ? 'ok     ' : 'PROBLEM'} ${text}\n`);
    if (!fine) process.exitCode = 1;
  };
  report(true, 'environment');
  await withDatabase(service, place, async (database: Kysely<never>, _, queries) => {
    const { rows } = await sql<{ version: string; now: number; readOnly: boolean }>`
      select current_setting('server_version') as version, extract(epoch from now())::float as now,
        current_setting('transaction_read_only') = 'on' as "readOnly"`.execute(database);
    report(true, `database ${place.name} on ${place.host}:${place.port}, PostgreSQL ${rows[0]?.version}`);
    if (rows[0]?.readOnly) report(false, 'the database takes no writes');
    const skew = Math.abs((rows[0]?.now ?? 0) - Date.now() / 1000);
    report(skew < clockTolerance, `clocks differ by ${skew.toFixed(1)} s`);
    const pending = await pendingMigrations(database, migrations);
    report(pending.length === 0, pending.length === 0 ? 'schema is up to date' : `not migrated: ${pending.join(', ')}`);
    if (pending.length === 0) await more(queries, report);
  });
}
