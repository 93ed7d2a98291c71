import type { Queries } from '@chartwright/kit/database/queries';
import { createHash, randomBytes } from 'node:crypto';

/** What somebody may do in the admin: look; change polls; manage staff as well. */
export type Permission = 'look' | 'polls' | 'staff';

/** Who is logged in. */
export interface Session {
  readonly hash: Buffer;
  readonly user: { readonly id: number; readonly username: string; readonly permission: Permission };
}

/** A session ends this long after the login, whatever happens in it. */
export const sessionHours = 12;
/** It ends this long after the last request in it. */
const idle = '2 hours';

/** The permission of a row of `staff_user`. */
export const permissionColumn = `case when is_superuser then 'staff' when may_change then 'polls' else 'look' end as permission`;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Logins, in the database: every replica knows them, and a logout ends them for all. */
export class Sessions {
  constructor(private readonly queries: Queries) {}

  /** @returns the value for the cookie; always a new one, so a value that somebody planted is never logged in */
  async begin(userId: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.queries.transaction(async (run) => {
      await run({ text: `delete from session where expires_at < now()` });
      await run({
        text: `insert into session (token_hash, user_id, expires_at) values ($1, $2, now() + interval '${sessionHours} hours')`,
        values: [hashOf(token), userId],
      });
      await run({ text: `update staff_user set last_login_at = now() where id = $1`, values: [userId] });
    });
    return token;
  }

  async tryFind(token: string): Promise<Session | undefined> {
    const hash = hashOf(token);
    const [found] = await this.queries.run<Session['user'] & { readonly stale: boolean }>({
      name: 'session',
      text: `select staff_user.id, username, ${permissionColumn}, seen_at < now() - interval '1 minute' as stale
             from session join staff_user on staff_user.id = session.user_id
             where token_hash = $1 and expires_at > now() and seen_at > now() - interval '${idle}' and is_active`,
      values: [hash],
    });
    if (found === undefined) return undefined;
    const { stale, ...user } = found;
    if (stale)
      await this.queries.run({ text: `update session set seen_at = now() where token_hash = $1`, values: [hash] });
    return { hash, user };
  }

  async end(hash: Buffer): Promise<void> {
    await this.queries.run({ text: `delete from session where token_hash = $1`, values: [hash] });
  }
}
