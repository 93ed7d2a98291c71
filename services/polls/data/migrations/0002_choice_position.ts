import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Choices get an order of their own. An expansion: version 1's pods keep reading, voting and inserting while it runs and
 * after it, because the column has a default and nothing that they use changes. A contraction (say, a unique position)
 * has to wait for a release in which no version 1 pod is left.
 *
 * A constant default rewrites no row, and with all positions 0 the order is by id, as it was: no backfill. The lock of
 * `alter table` is given up after a while rather than waited for: behind a long query it would make every vote queue.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '3s'`.execute(database);
  await sql`alter table choice add column position integer not null default 0`.execute(database);
}
