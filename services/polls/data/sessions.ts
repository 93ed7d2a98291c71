import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { PollsSchema } from './schema';

/** Who is logged in. */
export interface Session {
  readonly hash: Buffer;
  readonly user: { readonly id: number; readonly username: string; readonly isSuperuser: boolean };
}

/** A session ends this long after the login, whatever happens in it. */
export const sessionHours = 12;
/** It ends this long after the last request in it. */
const idle = '2 hours';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Logins, in the database: every replica knows them, and a logout ends them for all. */
export class Sessions {
  constructor(private readonly database: Kysely<PollsSchema>) {}

  /** @returns the value for the cookie; always a new one, so a value that somebody planted is never logged in */
  async begin(userId: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const expired = this.database.deleteFrom('session').where('expires_at', '<', sql<Date>`now()`);
    await expired.execute();
    await this.database
      .insertInto('session')
      .values({
        token_hash: hashOf(token),
        user_id: userId,
        expires_at: sql<Date>`now() + ${`${sessionHours} hours`}::interval`,
      })
      .execute();
    return token;
  }

  async tryFind(token: string): Promise<Session | undefined> {
    const hash = hashOf(token);
    const found = await this.database
      .selectFrom('session')
      .innerJoin('staff_user', 'staff_user.id', 'session.user_id')
      .where('token_hash', '=', hash)
      .where('expires_at', '>', sql<Date>`now()`)
      .where('seen_at', '>', sql<Date>`now() - ${idle}::interval`)
      .where('is_active', '=', true)
      .select([
        'staff_user.id',
        'username',
        'is_superuser as isSuperuser',
        sql<boolean>`seen_at < now() - interval '1 minute'`.as('stale'),
      ])
      .executeTakeFirst();
    if (found === undefined) return undefined;
    const { stale, ...user } = found;
    if (stale) {
      const seen = this.database.updateTable('session').set({ seen_at: sql<Date>`now()` });
      await seen.where('token_hash', '=', hash).execute();
    }
    return { hash, user };
  }

  async end(hash: Buffer): Promise<void> {
    await this.database.deleteFrom('session').where('token_hash', '=', hash).execute();
  }
}
