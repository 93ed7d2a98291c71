import { foldName } from '@chartwright/kit/security/names';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { searchText } from '../search';

/**
 * One key for all spellings of a user name, and text to search questions by, both made by us: what `lower` and `ilike` do depends
 * on the locale that a database was made with. Staff who may only look; what exactly was changed, in the log; where somebody has
 * logged in before.
 *
 * An expansion. A trigger gives users whom pods of before add the key that `lower` makes. What questions are searched by is a table
 * of its own, without a lock on `question`; where it has no row, or one of another text, the text itself is searched.
 * Of two users who were told apart by spelling alone, the older keeps the key; the other one's ends with `#` and the id.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create table question_search (
    question_id integer primary key,
    source text not null,
    words text not null
  )`.execute(database);
  const questions = await sql<{ id: number; text: string }>`select id, question_text as text from question`.execute(
    database,
  );
  for (let at = 0; at < questions.rows.length; at += batch) {
    const rows = questions.rows.slice(at, at + batch);
    await sql`insert into question_search select * from unnest(
      ${rows.map(({ id }) => id)}::integer[], ${rows.map(({ text }) => text)}::text[],
      ${rows.map(({ text }) => searchText(text))}::text[])`.execute(database);
  }
  await sql`set local lock_timeout = '3s'`.execute(database);
  await sql`alter table staff_user add column username_key text, add column may_change boolean not null default true`.execute(
    database,
  );
  const users = await sql<{ id: number; username: string }>`select id, username from staff_user order by id`.execute(
    database,
  );
  const taken = new Set<string>();
  for (const { id, username } of users.rows) {
    const key = foldName(username);
    const own = taken.has(key) ? `${key}#${id}` : key;
    taken.add(own);
    await sql`update staff_user set username_key = ${own} where id = ${id}`.execute(database);
  }
  for (const statement of statements) await sql.raw(statement).execute(database);
}

/** Questions that are written at once. */
const batch = 1000;

const statements = [
  `create function staff_user_key() returns trigger language plpgsql as $$
  begin
    new.username_key = coalesce(new.username_key, lower(new.username));
    return new;
  end $$`,
  `create trigger staff_user_key before insert on staff_user for each row execute function staff_user_key()`,
  `create unique index staff_user_username_key on staff_user (username_key)`,
  `create table login_place (
    account_id integer not null references staff_user on delete cascade,
    network text not null,
    seen_at timestamptz not null,
    primary key (account_id, network)
  )`,
  `alter table admin_log add column detail text not null default ''`,
  `create index admin_log_object on admin_log (object_type, object_id, id desc)`,
];
