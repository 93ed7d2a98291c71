import { HttpError } from '@chartwright/kit/http/errors';
import { forbidden, found, notFound } from '../api/not-found';
import { commentOperations } from '../api/operations';
import type { Routes } from '../api/routes';
import type { ConduitData } from '../data/conduit-data';

/** The largest id that a comment can have. */
const maxId = 2 ** 31 - 1;

/** Comments on an article. */
export function commentRoutes(routes: Routes): void {
  const articleId = async ({ articles }: ConduitData, slug: string) =>
    found(await articles.tryFindOwner(slug), 'article').id;

  routes.add(commentOperations.list, async ({ data, param, viewer }) => ({
    comments: await data.comments.list(await articleId(data, param('slug')), viewer?.id),
  }));
  routes.add(commentOperations.create, async ({ data, param, input, me }) => ({
    comment: found(await data.comments.add(await articleId(data, param('slug')), me().id, input.body), 'article'),
  }));
  routes.add(commentOperations.delete, async ({ data, param, me }) => {
    const { id: myId, isSuperuser } = me();
    if (!/^-?\d+$/.test(param('id'))) throw new HttpError('unprocessable', { id: ['must be an integer'] });
    const id = Number(param('id'));
    const article = await articleId(data, param('slug'));
    if (id < 1 || id > maxId) throw notFound('comment');
    const authorId = found(await data.comments.tryFindAuthor(article, id), 'comment');
    if (authorId !== myId && !isSuperuser) throw forbidden('comment');
    await data.comments.delete(id);
    return undefined;
  });
}
