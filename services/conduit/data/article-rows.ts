import type { Profile } from './profiles';

/** An article in a list, which has no body. */
export interface ListedArticle {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly tagList: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** By who asks. */
  readonly favorited: boolean;
  readonly favoritesCount: number;
  readonly author: Profile;
}

export interface Article extends ListedArticle {
  readonly body: string;
}

/** A row of {@link articleColumns}. */
export interface ArticleRow extends Omit<Article, 'author'>, Profile {}

/**
 * All of a {@link ListedArticle}, from `article` joined with `account`.
 * @param viewer the parameter with the id of who asks, e.g. `$1`
 */
export const articleColumns = (viewer: string): string => `
  article.slug, article.title, article.description,
  array(select tag from article_tag where article_id = article.id order by position) as "tagList",
  article.created_at as "createdAt", article.updated_at as "updatedAt",
  exists (select from favorite where account_id = ${viewer} and article_id = article.id) as favorited,
  article.favorites_count as "favoritesCount", ${profileColumns(viewer)}`;

/** All of a {@link Profile}, from `account`. */
export const profileColumns = (viewer: string): string => `
  account.username, account.bio, account.image,
  exists (select from follow where follower_id = ${viewer} and followed_id = account.id) as following`;

/** The shape that the API has. */
export function toArticle({ username, bio, image, following, ...article }: ArticleRow): Article {
  return { ...article, author: { username, bio, image, following } };
}
