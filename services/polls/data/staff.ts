import type { Queries, Run } from '@chartwright/kit/database/queries';
import { foldName, nameAsShown } from '@chartwright/kit/security/names';
import { record } from './admin-log';
import type { Actor } from './admin-log';
import { permissionColumn } from './sessions';
import type { Permission } from './sessions';

export interface StaffUser {
  readonly id: number;
  readonly username: string;
  readonly isActive: boolean;
  readonly permission: Permission;
  readonly lastLoginAt: Date | null;
}

/** A change of a user; what is absent stays. */
export interface StaffSettings {
  readonly isActive: boolean;
  readonly permission: Permission;
  readonly passwordHash?: string;
}

/** What stays of a change when it would leave nobody who may manage staff. */
export type StaffChange = 'done' | 'missing' | 'last superuser';

/** Rows on one page of the list. */
export const staffPageSize = 50;

const columns = `id, username, is_active as "isActive", ${permissionColumn}, last_login_at as "lastLoginAt"`;

const words: Record<Permission, string> = { look: 'may look', polls: 'may change polls', staff: 'may manage staff' };

/** The people who may log in to the admin. A name is one however it is spelt. */
export class Staff {
  constructor(private readonly queries: Queries) {}

  /** @param page from 1 */
  async list(search: string, page: number): Promise<{ users: StaffUser[]; total: number }> {
    const values = foldName(search)
      .split(/\s+/)
      .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
    const where = values.map((_, i) => `username_key like $${i + 1}`).join(' and ');
    const [count] = await this.queries.run<{ total: string }>({
      text: `select count(*) as total from staff_user where ${where}`,
      values,
    });
    const users = await this.queries.run<StaffUser>({
      text: `select ${columns} from staff_user where ${where} order by username_key
             limit ${staffPageSize} offset ${(page - 1) * staffPageSize}`,
      values,
    });
    return { users, total: Number(count?.total ?? 0) };
  }

  async tryFind(id: number): Promise<StaffUser | undefined> {
    return (
      await this.queries.run<StaffUser>({ text: `select ${columns} from staff_user where id = $1`, values: [id] })
    )[0];
  }

  /** With the hash of the password; also users who are not active. */
  async tryFindByName(username: string): Promise<(StaffUser & { readonly passwordHash: string }) | undefined> {
    const text = `select ${columns}, password_hash as "passwordHash" from staff_user where username_key = $1`;
    const rows = await this.queries.run<StaffUser & { passwordHash: string }>({
      name: 'staff-by-name',
      text,
      values: [foldName(username)],
    });
    return rows[0];
  }

  /** @returns the id of the new user; undefined when the name is taken */
  async add(username: string, passwordHash: string, permission: Permission, by?: Actor): Promise<number | undefined> {
    return this.queries.transaction(async (run) => {
      const shown = nameAsShown(username);
      const [added] = await run<{ id: number }>({
        text: `insert into staff_user (username, username_key, password_hash, is_superuser, may_change)
               values ($1, $2, $3, $4, $5) on conflict do nothing returning id`,
        values: [shown, foldName(username), passwordHash, permission === 'staff', permission !== 'look'],
      });
      if (added === undefined) return undefined;
      const actor = by ?? { id: added.id, username: shown };
      await record(run, actor, 'added', { type: 'user', id: added.id, label: shown }, words[permission]);
      return added.id;
    });
  }

  /** Sets what a user may do, and a new password if there is one. @param keepSession of who does it */
  async change(
    user: StaffUser,
    { isActive, permission, passwordHash }: StaffSettings,
    by: Actor,
    keepSession: Buffer,
  ): Promise<StaffChange> {
    return this.queries.transaction(async (run) => {
      if ((await otherSuperusers(run, user.id)) === 0 && !(isActive && permission === 'staff')) return 'last superuser';
      const [changed] = await run<{ label: string }>({
        text: `update staff_user set is_active = $2, is_superuser = $3, may_change = $4 where id = $1
               returning username as label`,
        values: [user.id, isActive, permission === 'staff', permission !== 'look'],
      });
      if (changed === undefined) return 'missing';
      if (!isActive) await run({ text: `delete from session where user_id = $1`, values: [user.id] });
      const object = { type: 'user', id: user.id, label: changed.label } as const;
      const detail = [
        ...(permission === user.permission ? [] : [words[permission]]),
        ...(isActive === user.isActive ? [] : [isActive ? 'may log in again' : 'may not log in']),
      ];
      await record(run, by, 'changed', object, detail.join('; '));
      if (passwordHash !== undefined) await putPassword(run, object, passwordHash, by, keepSession);
      return 'done';
    });
  }

  async delete(id: number, by: Actor): Promise<StaffChange> {
    return this.queries.transaction(async (run) => {
      if ((await otherSuperusers(run, id)) === 0) return 'last superuser';
      const text = `delete from staff_user where id = $1 returning username as label`;
      const [deleted] = await run<{ label: string }>({ text, values: [id] });
      if (deleted === undefined) return 'missing';
      await record(run, by.id === id ? { ...by, id: null } : by, 'deleted', { type: 'user', id, label: deleted.label });
      return 'done';
    });
  }

  /** Sets one's own password and ends one's sessions, but for the one given. */
  async setPassword(user: Actor & { readonly id: number }, passwordHash: string, keepSession: Buffer): Promise<void> {
    const object = { type: 'user', id: user.id, label: user.username } as const;
    await this.queries.transaction((run) => putPassword(run, object, passwordHash, user, keepSession));
  }

  /** Whether somebody may manage staff, and log in. */
  async hasSuperuser(): Promise<boolean> {
    return (
      (await this.queries.run({ text: `select from staff_user where is_superuser and is_active limit 1` })).length > 0
    );
  }
}

async function putPassword(
  run: Run,
  object: { readonly type: 'user'; readonly id: number; readonly label: string },
  passwordHash: string,
  by: Actor,
  keepSession: Buffer,
): Promise<void> {
  await run({ text: `update staff_user set password_hash = $2 where id = $1`, values: [object.id, passwordHash] });
  await run({ text: `delete from session where user_id = $1 and token_hash <> $2`, values: [object.id, keepSession] });
  await record(run, by, 'changed the password of', object);
}

/** Active superusers beside one; locked, so that two of them cannot remove each other at the same time. */
async function otherSuperusers(run: Run, id: number): Promise<number> {
  const superusers = await run<{ id: number }>({
    text: `select id from staff_user where is_superuser and is_active order by id for update`,
  });
  return superusers.filter((one) => one.id !== id).length;
}
