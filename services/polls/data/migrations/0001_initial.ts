import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Questions, choices, staff, sessions, the count of failed logins and the log of changes. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table question (
    id integer generated always as identity primary key,
    question_text varchar(200) not null check (question_text <> ''),
    pub_date timestamptz not null
  )`,
  `create index question_pub_date on question (pub_date desc, id desc)`,
  `create table choice (
    id integer generated always as identity primary key,
    question_id integer not null references question on delete cascade,
    choice_text varchar(200) not null check (choice_text <> ''),
    votes integer not null default 0 check (votes >= 0)
  )`,
  `create index choice_question on choice (question_id)`,
  `create table staff_user (
    id integer generated always as identity primary key,
    username varchar(150) not null check (username <> ''),
    password_hash text not null,
    is_active boolean not null default true,
    is_superuser boolean not null default false,
    created_at timestamptz not null default now(),
    last_login_at timestamptz
  )`,
  `create unique index staff_user_username on staff_user (lower(username))`,
  `create table session (
    token_hash bytea primary key,
    user_id integer not null references staff_user on delete cascade,
    created_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  `create index session_owner on session (user_id)`,
  `create index session_expiry on session (expires_at)`,
  `create table login_attempt (
    subject text primary key,
    failures integer not null,
    resets_at timestamptz not null
  )`,
  `create index login_attempt_reset on login_attempt (resets_at)`,
  `create table admin_log (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    user_id integer references staff_user on delete set null,
    username varchar(150) not null,
    action text not null,
    object_type text not null,
    object_id integer not null,
    object_label text not null
  )`,
];
