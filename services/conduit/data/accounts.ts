import { foldName, nameAsShown } from '@chartwright/kit/security/names';
import { takenIndex } from '@chartwright/kit/database/queries';
import type { Queries } from '@chartwright/kit/database/queries';

/** Somebody who is registered. */
export interface Account {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly bio: string | null;
  readonly image: string | null;
  readonly isSuperuser: boolean;
  /** Goes up with each change of the password. */
  readonly tokenGeneration: number;
  /** The session that changed the password, and may go on. */
  readonly keptSession: string | null;
}

/** What may be changed; what is absent stays. */
export interface AccountChange {
  readonly username?: string;
  readonly email?: string;
  readonly bio?: string | null;
  readonly image?: string | null;
  readonly passwordHash?: string;
}

/** The names or addresses that somebody else has. */
export class Taken {
  constructor(readonly fields: readonly ('username' | 'email')[]) {}
}

const columns = `id, username, email, bio, image, is_superuser as "isSuperuser",
  token_generation as "tokenGeneration", kept_session as "keptSession"`;

/** Names and e-mail addresses are unique however they are spelt, by unique indexes on their keys. */
export class Accounts {
  constructor(private readonly queries: Queries) {}

  async tryFind(id: number): Promise<Account | undefined> {
    const text = `select ${columns} from account where id = $1`;
    return (await this.queries.run<Account>({ name: 'account', text, values: [id] }))[0];
  }

  async tryFindByEmail(email: string): Promise<(Account & { readonly passwordHash: string }) | undefined> {
    const text = `select ${columns}, password_hash as "passwordHash" from account where email_key = $1`;
    const rows = await this.queries.run<Account & { passwordHash: string }>({
      name: 'account-by-email',
      text,
      values: [foldName(email)],
    });
    return rows[0];
  }

  async add(
    { username, email, passwordHash }: { username: string; email: string; passwordHash: string },
    isSuperuser = false,
  ): Promise<Account | Taken> {
    return this.unlessTaken({ username, email }, undefined, async () => {
      const text = `insert into account (username, email, password_hash, is_superuser, username_key, email_key)
        values ($1, $2, $3, $4, $5, $6)
        returning ${columns}`;
      const keys = [foldName(username), foldName(email)];
      const values = [nameAsShown(username), email, passwordHash, isSuperuser, ...keys];
      return (await this.queries.run<Account>({ name: 'add-account', text, values }))[0] as Account;
    });
  }

  /**
   * A new password begins a new generation of tokens: all others end, but for those of `session`.
   * @returns undefined when there is no such account any more
   */
  async change(id: number, change: AccountChange, session: string): Promise<Account | Taken | undefined> {
    const { username, email, bio, image, passwordHash } = change;
    return this.unlessTaken(change, id, async () => {
      const text = `update account set
          username = coalesce($2, username), email = coalesce($3, email),
          username_key = coalesce($10, username_key), email_key = coalesce($11, email_key),
          bio = case when $4 then $5 else bio end, image = case when $6 then $7 else image end,
          password_hash = coalesce($8, password_hash),
          token_generation = token_generation + case when $8::text is null then 0 else 1 end,
          kept_session = case when $8::text is null then kept_session else $9 end
        where id = $1 returning ${columns}`;
      const nullable = [bio !== undefined, bio, image !== undefined, image];
      const keys = [username && foldName(username), email && foldName(email)];
      const values = [id, username && nameAsShown(username), email, ...nullable, passwordHash, session, ...keys];
      return (await this.queries.run<Account>({ name: 'change-account', text, values }))[0];
    });
  }

  /** Whether a superuser has the name or the address. */
  async isSuperuser(username: string, email: string): Promise<boolean> {
    const text = `select from account where is_superuser and (username_key = $1 or email_key = $2)`;
    return (await this.queries.run({ text, values: [foldName(username), foldName(email)] })).length > 0;
  }

  /** A hash of today's kind in place of an older one of the same password. */
  async rehash(id: number, before: string, passwordHash: string): Promise<void> {
    const text = `update account set password_hash = $3 where id = $1 and password_hash = $2`;
    await this.queries.run({ name: 'rehash', text, values: [id, before, passwordHash] });
  }

  private async unlessTaken<T>(
    { username, email }: { username?: string; email?: string },
    id: number | undefined,
    work: () => Promise<T>,
  ): Promise<T | Taken> {
    try {
      return await work();
    } catch (error) {
      const index = takenIndex(error);
      if (index === undefined) throw error;
      // The database names the first index that refused; both may have.
      const text = `select coalesce(bool_or(username_key = $1), false) as username,
          coalesce(bool_or(email_key = $2), false) as email
        from account where (username_key = $1 or email_key = $2) and id is distinct from $3`;
      const [taken] = await this.queries.run<Record<'username' | 'email', boolean>>({
        text,
        values: [username && foldName(username), email && foldName(email), id],
      });
      return new Taken(
        (['username', 'email'] as const).filter((field) => taken?.[field] || index.startsWith(`account_${field}`)),
      );
    }
  }
}
