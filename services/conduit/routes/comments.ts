import { HttpError } from '@chartwright/kit/http/errors';
import { forbidden, found, notFound } from '../api/not-found';
import { commentOperations } from '../api/operations';
import type { Routes } from '../api/routes';
import type { Articles } from '../data/articles';
import type { Comments } from '../data/comments';

export interface CommentContext {
  readonly articles: Articles;
  readonly comments: Comments;
}

/** The largest id that a comment can have. */
const maxId = 2 ** 31 - 1;

/** Comments on an article. */
export function commentRoutes(routes: Routes, { articles, comments }: CommentContext): void {
  const articleId = async (slug: string) => found(await articles.tryFindOwner(slug), 'article').id;

  routes.add(commentOperations.list, async ({ param, viewer }) => ({
    comments: await comments.list(await articleId(param('slug')), viewer?.id),
  }));
  routes.add(commentOperations.create, async ({ param, input, me }) => ({
    comment: found(await comments.add(await articleId(param('slug')), me().id, input.body), 'article'),
  }));
  routes.add(commentOperations.delete, async ({ param, me }) => {
    const { id: myId, isSuperuser } = me();
    if (!/^-?\d+$/.test(param('id'))) throw new HttpError('unprocessable', { id: ['must be an integer'] });
    const id = Number(param('id'));
    const article = await articleId(param('slug'));
    if (id < 1 || id > maxId) throw notFound('comment');
    const authorId = found(await comments.tryFindAuthor(article, id), 'comment');
    if (authorId !== myId && !isSuperuser) throw forbidden('comment');
    await comments.delete(id);
    return undefined;
  });
}
