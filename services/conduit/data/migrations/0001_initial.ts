import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Accounts, articles with tags and comments, who follows whom, who favorited what, and the count of failed logins. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table account (
    id integer generated always as identity primary key,
    username text not null check (username <> ''),
    email text not null check (email <> ''),
    password_hash text not null,
    bio text check (bio <> ''),
    image text check (image <> ''),
    is_superuser boolean not null default false,
    -- Tokens of another generation are good no more, but for the one of the session that began this generation.
    token_generation integer not null default 0,
    kept_session uuid,
    created_at timestamptz(3) not null default now()
  )`,
  `create unique index account_username on account (lower(username))`,
  `create unique index account_email on account (lower(email))`,
  `create table follow (
    follower_id integer not null references account on delete cascade,
    followed_id integer not null references account on delete cascade,
    primary key (follower_id, followed_id)
  )`,
  `create index follow_followed on follow (followed_id)`,
  // An article's id begins with its time of creation, so that the order of the ids is "newest first" in every index.
  `create sequence article_serial as integer minvalue 0 maxvalue 4095 cycle`,
  `create table article (
    id bigint primary key,
    author_id integer not null references account on delete cascade,
    slug text not null check (slug not in ('', 'feed')),
    title text not null check (title <> ''),
    description text not null check (description <> ''),
    body text not null check (body <> ''),
    favorites_count integer not null default 0 check (favorites_count >= 0),
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null
  )`,
  `create unique index article_slug on article (slug)`,
  `create index article_author on article (author_id, id)`,
  `create table article_tag (
    article_id bigint not null references article on delete cascade,
    position integer not null,
    tag text not null check (tag <> ''),
    primary key (article_id, position)
  )`,
  `create unique index article_tag_tag on article_tag (tag, article_id)`,
  `create table favorite (
    account_id integer not null references account on delete cascade,
    article_id bigint not null references article on delete cascade,
    primary key (account_id, article_id)
  )`,
  `create index favorite_article on favorite (article_id)`,
  // By the database itself, so that the count is right whoever adds or removes rows.
  `create function count_favorites() returns trigger language plpgsql as $$
  begin
    update article set favorites_count = favorites_count + case tg_op when 'INSERT' then 1 else -1 end
    where id = case tg_op when 'INSERT' then new.article_id else old.article_id end;
    return null;
  end $$`,
  `create trigger favorite_count after insert or delete on favorite for each row execute function count_favorites()`,
  `create table comment (
    id integer generated always as identity primary key,
    article_id bigint not null references article on delete cascade,
    author_id integer not null references account on delete cascade,
    body text not null check (body <> ''),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now()
  )`,
  `create index comment_article on comment (article_id, id)`,
  `create index comment_author on comment (author_id)`,
  `create table login_attempt (
    subject text primary key,
    failures integer not null,
    resets_at timestamptz not null
  )`,
  `create index login_attempt_reset on login_attempt (resets_at)`,
];
