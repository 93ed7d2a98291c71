import { HttpError } from '@chartwright/kit/http/errors';
import { readFilter, readPage } from '../api/list-query';
import { forbidden, found, notFound } from '../api/not-found';
import { articleOperations } from '../api/operations';
import type { Routes } from '../api/routes';
import type { ConduitData } from '../data/conduit-data';

/** Articles, the lists of them, and favorites. */
export function articleRoutes(routes: Routes): void {
  const answer = async ({ articles }: ConduitData, slug: string, viewer?: number) => ({
    article: found(await articles.tryFind(slug, viewer), 'article'),
  });

  routes.add(articleOperations.list, async ({ data, query, viewer }) =>
    data.lists.list(readFilter(query), readPage(query), viewer?.id),
  );
  routes.add(articleOperations.feed, async ({ data, query, me }) => {
    const { id } = me();
    return data.lists.list({ followedBy: id }, readPage(query), id);
  });
  routes.add(articleOperations.get, async ({ data, param, viewer }) => answer(data, param('slug'), viewer?.id));

  routes.add(articleOperations.create, async ({ data, input, me }) => {
    const { id } = me();
    return answer(data, await data.articles.add(id, input), id);
  });
  routes.add(articleOperations.update, async ({ data, param, input, me }) => {
    const { id } = me();
    const article = found(await data.articles.tryFindOwner(param('slug')), 'article');
    if (article.authorId !== id) throw forbidden('article');
    if (Object.values(input).every((value) => value === undefined))
      throw new HttpError('unprocessable', { article: ['needs at least one of title, description, body, tagList'] });
    return answer(data, found(await data.articles.change(article, input), 'article'), id);
  });
  routes.add(articleOperations.delete, async ({ data, param, me }) => {
    const { id, isSuperuser } = me();
    const article = found(await data.articles.tryFindOwner(param('slug')), 'article');
    if (article.authorId !== id && !isSuperuser) throw forbidden('article');
    await data.articles.delete(article.id);
    return undefined;
  });

  routes.add(articleOperations.favorite, async ({ data, param, me }) => {
    const slug = param('slug');
    if (!(await data.articles.favorite(slug, me().id))) throw notFound('article');
    return answer(data, slug, me().id);
  });
  routes.add(articleOperations.unfavorite, async ({ data, param, me }) => {
    const slug = param('slug');
    if (!(await data.articles.unfavorite(slug, me().id))) throw notFound('article');
    return answer(data, slug, me().id);
  });
}
