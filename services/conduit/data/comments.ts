import { profileColumns } from './article-rows';
import type { Profile } from './profiles';
import { refersToNothing } from '@chartwright/kit/database/queries';
import type { Queries } from '@chartwright/kit/database/queries';

export interface Comment {
  readonly id: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly body: string;
  readonly author: Profile;
}

interface CommentRow extends Omit<Comment, 'author'>, Profile {}

/** Comments that one answer has at most: the API has no pages for them. */
export const commentLimit = 1000;

const columns = (viewer: string): string => `
  comment.id, comment.created_at as "createdAt", comment.updated_at as "updatedAt", comment.body, ${profileColumns(viewer)}`;

/** Comments on one article, which is given by its id. `viewer` is the id of who asks. */
export class Comments {
  constructor(private readonly queries: Queries) {}

  /** The newest first. */
  async list(articleId: string, viewer?: number): Promise<Comment[]> {
    const text = `select ${columns('$2::integer')} from comment join account on account.id = comment.author_id
      where comment.article_id = $1 order by comment.id desc limit ${commentLimit}`;
    return (await this.queries.run<CommentRow>({ name: 'comments', text, values: [articleId, viewer] })).map(toComment);
  }

  /** @returns undefined when the article has just gone */
  async add(articleId: string, authorId: number, body: string): Promise<Comment | undefined> {
    const text = `with comment as (insert into comment (article_id, author_id, body) values ($1, $2, $3) returning *)
      select ${columns('$2')} from comment join account on account.id = comment.author_id`;
    try {
      const values = [articleId, authorId, body];
      return toComment((await this.queries.run<CommentRow>({ name: 'add-comment', text, values }))[0] as CommentRow);
    } catch (error) {
      if (refersToNothing(error)) return undefined;
      throw error;
    }
  }

  /** Whose comment it is; undefined when the article has no such comment. */
  async tryFindAuthor(articleId: string, id: number): Promise<number | undefined> {
    const text = `select author_id as "authorId" from comment where id = $2 and article_id = $1`;
    const rows = await this.queries.run<{ authorId: number }>({
      name: 'comment-author',
      text,
      values: [articleId, id],
    });
    return rows[0]?.authorId;
  }

  async delete(id: number): Promise<void> {
    await this.queries.run({ name: 'delete-comment', text: `delete from comment where id = $1`, values: [id] });
  }
}

function toComment({ username, bio, image, following, ...comment }: CommentRow): Comment {
  return { ...comment, author: { username, bio, image, following } };
}
