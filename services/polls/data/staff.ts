import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { PollsSchema } from './schema';

export interface StaffUser {
  readonly id: number;
  readonly username: string;
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  readonly lastLoginAt: Date | null;
}

/** What stays of a change when it would leave nobody who may manage staff. */
export type StaffChange = 'done' | 'missing' | 'last superuser';

const columns = [
  'id',
  'username',
  'is_active as isActive',
  'is_superuser as isSuperuser',
  'last_login_at as lastLoginAt',
] as const;

/** The people who may log in to the admin. Names are unique without regard to case. */
export class Staff {
  constructor(private readonly database: Kysely<PollsSchema>) {}

  list(): Promise<StaffUser[]> {
    return this.database.selectFrom('staff_user').select(columns).orderBy('username').limit(500).execute();
  }

  tryFind(id: number): Promise<StaffUser | undefined> {
    return this.database.selectFrom('staff_user').select(columns).where('id', '=', id).executeTakeFirst();
  }

  /** With the hash of the password; also users who are not active. */
  tryFindByName(username: string): Promise<(StaffUser & { readonly passwordHash: string }) | undefined> {
    return this.database
      .selectFrom('staff_user')
      .select([...columns, 'password_hash as passwordHash'])
      .where(sql`lower(username)`, '=', sql`lower(${username})`)
      .executeTakeFirst();
  }

  /** @returns the id of the new user; undefined when the name is taken */
  async add(username: string, passwordHash: string, isSuperuser: boolean): Promise<number | undefined> {
    const added = await this.database
      .insertInto('staff_user')
      .values({ username, password_hash: passwordHash, is_superuser: isSuperuser })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return added?.id;
  }

  async change(id: number, set: { isActive: boolean; isSuperuser: boolean }): Promise<StaffChange> {
    return this.database.transaction().execute(async (transaction) => {
      const others = await otherSuperusers(transaction, id);
      if (others === 0 && !(set.isActive && set.isSuperuser)) return 'last superuser';
      const { numUpdatedRows } = await transaction
        .updateTable('staff_user')
        .set({ is_active: set.isActive, is_superuser: set.isSuperuser })
        .where('id', '=', id)
        .executeTakeFirst();
      if (!set.isActive) await transaction.deleteFrom('session').where('user_id', '=', id).execute();
      return numUpdatedRows === 0n ? 'missing' : 'done';
    });
  }

  async delete(id: number): Promise<StaffChange> {
    return this.database.transaction().execute(async (transaction) => {
      if ((await otherSuperusers(transaction, id)) === 0) return 'last superuser';
      const { numDeletedRows } = await transaction.deleteFrom('staff_user').where('id', '=', id).executeTakeFirst();
      return numDeletedRows === 0n ? 'missing' : 'done';
    });
  }

  /** Sets a password and ends the user's sessions, but for the one given. */
  async setPassword(id: number, passwordHash: string, keepSession?: Buffer): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction.updateTable('staff_user').set({ password_hash: passwordHash }).where('id', '=', id).execute();
      let ended = transaction.deleteFrom('session').where('user_id', '=', id);
      if (keepSession !== undefined) ended = ended.where('token_hash', '!=', keepSession);
      await ended.execute();
    });
  }

  async loggedIn(id: number): Promise<void> {
    await this.database.updateTable('staff_user').set({ last_login_at: new Date() }).where('id', '=', id).execute();
  }
}

/** Active superusers beside one; locked, so that two of them cannot remove each other at the same time. */
async function otherSuperusers(transaction: Transaction<PollsSchema>, id: number): Promise<number> {
  const superusers = await transaction
    .selectFrom('staff_user')
    .select('id')
    .where('is_superuser', '=', true)
    .where('is_active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute();
  return superusers.filter((one) => one.id !== id).length;
}
