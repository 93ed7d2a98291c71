import { withDatabase } from '@chartwright/kit/database/command-database';
import { readConfigGroups } from '@chartwright/kit/config/config-groups';
import { pendingMigrations } from '@chartwright/kit/database/migrations';
import { sql } from 'kysely';
import { conduitContract } from '../contract';
import { migrations } from '../data/migrations';
import { commandSettings, conduitSettings } from '../settings';

/** Looks whether `serve` could work here: environment, database, schema. */
export async function check(): Promise<void> {
  const { database: place } = readConfigGroups({ ...conduitSettings, database: commandSettings });
  const report = (fine: boolean, text: string) => process.stdout.write(`${fine ? 'ok     ' : 'PROBLEM'} ${text}\n`);
  report(true, 'environment');
  await withDatabase(conduitContract.name, place, async (database) => {
    const { rows } = await sql<{ version: string }>`
      select current_setting('server_version') as version`.execute(database);
    report(true, `database ${place.name} on ${place.host}:${place.port}, PostgreSQL ${rows[0]?.version}`);
    const pending = await pendingMigrations(database, migrations);
    report(pending.length === 0, pending.length === 0 ? 'schema is up to date' : `not migrated: ${pending.join(', ')}`);
    if (pending.length > 0) process.exitCode = 1;
  });
}
