import { foldName } from '@chartwright/kit/security/names';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * One key for all spellings of a name and of an address, made by us, since what `lower` does depends on the locale that a database
 * was made with. An expansion: pods of before go on inserting, and a trigger gives their rows the key that `lower` makes. Of two
 * accounts that were told apart by spelling alone, the older keeps the key; the other one's ends with `#` and its id.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of columns) await sql.raw(statement).execute(database);
  const { rows } = await sql<Account>`select id, username, email from account order by id`.execute(database);
  const taken = { username: new Set<string>(), email: new Set<string>() };
  for (const account of rows) {
    const keyOf = (field: 'username' | 'email') => {
      const key = foldName(account[field]);
      const own = taken[field].has(key) ? `${key}#${account.id}` : key;
      taken[field].add(own);
      return own;
    };
    await sql`update account set username_key = ${keyOf('username')}, email_key = ${keyOf('email')}
      where id = ${account.id}`.execute(database);
  }
  for (const statement of keys) await sql.raw(statement).execute(database);
}

interface Account {
  readonly id: number;
  readonly username: string;
  readonly email: string;
}

const columns = [
  `set local lock_timeout = '3s'`,
  `alter table account add column username_key text, add column email_key text`,
  `create table login_place (
    account_id integer not null references account on delete cascade,
    network text not null,
    seen_at timestamptz not null,
    primary key (account_id, network)
  )`,
];

const keys = [
  `create function account_keys() returns trigger language plpgsql as $$
  begin
    if new.username_key is null or (tg_op = 'UPDATE' and new.username <> old.username and new.username_key = old.username_key)
    then new.username_key = lower(new.username); end if;
    if new.email_key is null or (tg_op = 'UPDATE' and new.email <> old.email and new.email_key = old.email_key)
    then new.email_key = lower(new.email); end if;
    return new;
  end $$`,
  `create trigger account_keys before insert or update on account for each row execute function account_keys()`,
  `create unique index account_username_key on account (username_key)`,
  `create unique index account_email_key on account (email_key)`,
];
