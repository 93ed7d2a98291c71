import { foldName } from '@chartwright/kit/security/names';
import { articleColumns, toArticle } from './article-rows';
import type { ArticleRow, ListedArticle } from './article-rows';
import type { Queries, Statement } from '@chartwright/kit/database/queries';

/** Which articles; all conditions hold together. */
export interface ArticleFilter {
  readonly tag?: string;
  /** A name. */
  readonly author?: string;
  /** The name of somebody who favorited them. */
  readonly favorited?: string;
  /** The id of somebody who follows the authors. */
  readonly followedBy?: number;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export interface ArticleList {
  readonly articles: readonly ListedArticle[];
  /** How many there are, of which the list is a part. */
  readonly articlesCount: number;
}

/** Lists of articles, newest first: one statement each, whatever is in them. */
export class ArticleLists {
  constructor(private readonly queries: Queries) {}

  async list(filter: ArticleFilter, page: Page, viewer?: number): Promise<ArticleList> {
    const rows = await this.queries.run<Listed>(listStatement(filter, page, viewer));
    return {
      articlesCount: Number(rows[0]?.total ?? 0),
      articles: rows
        .filter(({ position }) => position !== null)
        .map(({ total: _, position: __, ...row }) => toArticle(row)),
    };
  }
}

/** A row of {@link listStatement}; of an empty page there is one, of nulls but for the total. */
interface Listed extends ArticleRow {
  readonly total: string;
  readonly position: string | null;
}

/**
 * The page is found by ids alone, in an index that begins with what is filtered by and ends with the id; only its rows
 * are then read. The total comes with each row, and on a row of its own when the page is empty.
 */
export function listStatement(filter: ArticleFilter, page: Page, viewer?: number): Statement {
  const { tag, author, favorited, followedBy } = filter;
  const values: unknown[] = [viewer, page.limit, page.offset];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const joins: string[] = [];
  const where: string[] = [];
  const account = (name: string) => `(select id from account where username_key = ${parameter(foldName(name))})`;
  if (tag !== undefined)
    joins.push(`join article_tag on article_tag.article_id = article.id and article_tag.tag = ${parameter(tag)}`);
  if (favorited !== undefined)
    joins.push(`join favorite on favorite.article_id = article.id and favorite.account_id = ${account(favorited)}`);
  if (author !== undefined) where.push(`article.author_id = ${account(author)}`);
  if (followedBy !== undefined)
    where.push(`article.author_id in (select followed_id from follow where follower_id = ${parameter(followedBy)})`);
  const found = `from article ${joins.join(' ')} ${where.length === 0 ? '' : `where ${where.join(' and ')}`}`;
  const name = ['list', ...Object.keys(filter).filter((key) => filter[key as keyof ArticleFilter] !== undefined)];
  return {
    name: name.sort().join('-'),
    text: `
      with page as (select article.id ${found} order by article.id desc limit $2 offset $3)
      select total.total, listed.* from (select count(*) as total ${found}) total
      left join (
        select article.id as position, ${articleColumns('$1::integer')} from page
        join article on article.id = page.id join account on account.id = article.author_id
      ) listed on true
      order by listed.position desc`,
    values,
  };
}
