import { withDatabase } from '@chartwright/kit/database/command-database';
import { readConfigGroups } from '@chartwright/kit/config/config-groups';
import { pendingMigrations } from '@chartwright/kit/database/migrations';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { pollsContract } from '../contract';
import { migrations } from '../data/migrations';
import type { PollsSchema } from '../data/schema';
import { commandSettings, pollsSettings } from '../settings';

/** Looks whether `serve` could work here: environment, database, schema, somebody who may log in. */
export async function check(): Promise<void> {
  const { web, database: place } = readConfigGroups({ ...pollsSettings, database: commandSettings });
  const report = (fine: boolean, text: string) => process.stdout.write(`${fine ? 'ok     ' : 'PROBLEM'} ${text}\n`);
  report(true, 'environment');
  if (web.https === 'auto')
    report(true, 'cookies are Secure when a request comes by HTTPS (POLLS_HTTPS=always demands it)');
  const problems = await withDatabase(pollsContract.name, place, async (database: Kysely<PollsSchema>) => {
    const { rows } = await sql<{ version: string; skew: number }>`
      select current_setting('server_version') as version, extract(epoch from now())::float as skew`.execute(database);
    report(true, `database ${place.name} on ${place.host}:${place.port}, PostgreSQL ${rows[0]?.version}`);
    const skew = Math.abs((rows[0]?.skew ?? 0) - Date.now() / 1000);
    report(skew < 5, `clocks differ by ${skew.toFixed(1)} s`);
    const pending = await pendingMigrations(database, migrations);
    report(pending.length === 0, pending.length === 0 ? 'schema is up to date' : `not migrated: ${pending.join(', ')}`);
    if (pending.length > 0) return 1;
    const who = await database
      .selectFrom('staff_user')
      .where('is_superuser', '=', true)
      .where('is_active', '=', true)
      .select('id')
      .limit(1)
      .executeTakeFirst();
    report(who !== undefined, who === undefined ? 'no superuser: run createsuperuser' : 'there is a superuser');
    return (who === undefined ? 1 : 0) + (skew < 5 ? 0 : 1);
  });
  if (problems > 0) process.exitCode = 1;
}
