import { articleColumns, toArticle } from './article-rows';
import type { Article, ArticleRow } from './article-rows';
import { refersToNothing, takenIndex } from '@chartwright/kit/database/queries';
import type { Queries, Run } from '@chartwright/kit/database/queries';
import { slugCandidate, slugOf } from './slug';

export interface NewArticle {
  readonly title: string;
  readonly description: string;
  readonly body: string;
  /** Each once. */
  readonly tagList: readonly string[];
}

/** Whose article a slug is. */
export interface OwnedArticle {
  readonly id: string;
  readonly authorId: number;
  readonly title: string;
}

/** Random slugs that are all taken: it cannot be by chance. */
const attempts = 5;

/** Single articles. `viewer` is the id of who asks. */
export class Articles {
  constructor(private readonly queries: Queries) {}

  async tryFind(slug: string, viewer?: number): Promise<Article | undefined> {
    const text = `select ${articleColumns('$2::integer')}, article.body
      from article join account on account.id = article.author_id where article.slug = $1`;
    const rows = await this.queries.run<ArticleRow>({ name: 'article', text, values: [slug, viewer] });
    return rows[0] && toArticle(rows[0]);
  }

  async tryFindOwner(slug: string): Promise<OwnedArticle | undefined> {
    const text = `select id, author_id as "authorId", title from article where slug = $1`;
    return (await this.queries.run<OwnedArticle>({ name: 'article-owner', text, values: [slug] }))[0];
  }

  /** The unique index on slugs decides who gets one. @returns the slug */
  async add(authorId: number, { title, description, body, tagList }: NewArticle): Promise<string> {
    const text = `
      with at as materialized (select date_trunc('milliseconds', clock_timestamp()) as now),
        added as (
          insert into article (id, author_id, slug, title, description, body, created_at, updated_at)
          select (extract(epoch from now) * 1000)::bigint * 4096 + nextval('article_serial'), $1, $2, $3, $4, $5, now, now
          from at on conflict do nothing returning id
        ),
        tagged as (
          insert into article_tag (article_id, position, tag)
          select added.id, one.position, one.tag from added, unnest($6::text[]) with ordinality as one (tag, position)
        )
      select id from added`;
    return trySlugs(title, async (slug) => {
      const values = [authorId, slug, title, description, body, tagList];
      return (await this.queries.run({ name: 'add-article', text, values })).length > 0;
    });
  }

  /** A title that gives another slug changes it. @returns the slug; undefined when there is no such article any more */
  async change({ id, title: old }: OwnedArticle, change: Partial<NewArticle>): Promise<string | undefined> {
    const { title, description, body, tagList } = change;
    const update = (slug: string | null) =>
      this.queries.transaction(async (run) => {
        // Later than before in any case, even within one millisecond.
        const text = `update article set slug = coalesce($2, slug), title = coalesce($3, title),
            description = coalesce($4, description), body = coalesce($5, body),
            updated_at = greatest(date_trunc('milliseconds', clock_timestamp()), updated_at + interval '1 millisecond')
          where id = $1 returning slug`;
        const values = [id, slug, title, description, body];
        const [changed] = await run<{ slug: string }>({ name: 'change-article', text, values });
        if (changed !== undefined && tagList !== undefined) await replaceTags(run, id, tagList);
        return changed?.slug;
      });
    if (title === undefined || slugOf(title) === slugOf(old)) return update(null);
    let gone = false;
    const changed = await trySlugs(title, async (slug) => {
      try {
        gone = (await update(slug)) === undefined;
        return true;
      } catch (error) {
        if (takenIndex(error) === undefined) throw error;
        return false;
      }
    });
    return gone ? undefined : changed;
  }

  async delete(id: string): Promise<void> {
    await this.queries.run({ name: 'delete-article', text: `delete from article where id = $1`, values: [id] });
  }

  /** Again is as good as once. @returns false when there is no such article */
  async favorite(slug: string, accountId: number): Promise<boolean> {
    const text = `with wanted as (select id from article where slug = $1),
        added as (insert into favorite (account_id, article_id) select $2, id from wanted on conflict do nothing)
      select id from wanted`;
    try {
      return (await this.queries.run({ name: 'favorite', text, values: [slug, accountId] })).length > 0;
    } catch (error) {
      if (refersToNothing(error)) return false;
      throw error;
    }
  }

  /** Again is as good as once. @returns false when there is no such article */
  async unfavorite(slug: string, accountId: number): Promise<boolean> {
    const text = `with wanted as (select id from article where slug = $1),
        removed as (delete from favorite where account_id = $2 and article_id = (select id from wanted))
      select id from wanted`;
    return (await this.queries.run({ name: 'unfavorite', text, values: [slug, accountId] })).length > 0;
  }
}

async function replaceTags(run: Run, id: string, tagList: readonly string[]): Promise<void> {
  await run({ name: 'remove-tags', text: `delete from article_tag where article_id = $1`, values: [id] });
  const text = `insert into article_tag (article_id, position, tag)
    select $1, one.position, one.tag from unnest($2::text[]) with ordinality as one (tag, position)`;
  await run({ name: 'add-tags', text, values: [id, tagList] });
}

async function trySlugs(title: string, take: (slug: string) => Promise<boolean>): Promise<string> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const slug = slugCandidate(title, attempt);
    if (await take(slug)) return slug;
  }
  throw new Error(`no slug is free after ${attempts} attempts`);
}
