import { readFilter, readPage } from '../api/list-query';
import { forbidden, found, notFound } from '../api/not-found';
import { articleOperations } from '../api/operations';
import type { Routes } from '../api/routes';
import type { ArticleLists } from '../data/article-lists';
import type { Articles } from '../data/articles';

export interface ArticleContext {
  readonly articles: Articles;
  readonly lists: ArticleLists;
}

/** Articles, the lists of them, and favorites. */
export function articleRoutes(routes: Routes, { articles, lists }: ArticleContext): void {
  const answer = async (slug: string, viewer?: number) => ({
    article: found(await articles.tryFind(slug, viewer), 'article'),
  });

  routes.add(articleOperations.list, async ({ query, viewer }) =>
    lists.list(readFilter(query), readPage(query), viewer?.id),
  );
  routes.add(articleOperations.feed, async ({ query, me }) => {
    const { id } = me();
    return lists.list({ followedBy: id }, readPage(query), id);
  });
  routes.add(articleOperations.get, async ({ param, viewer }) => answer(param('slug'), viewer?.id));

  routes.add(articleOperations.create, async ({ input, me }) => {
    const { id } = me();
    return answer(await articles.add(id, input), id);
  });
  routes.add(articleOperations.update, async ({ param, input, me }) => {
    const { id } = me();
    const article = found(await articles.tryFindOwner(param('slug')), 'article');
    if (article.authorId !== id) throw forbidden('article');
    return answer(found(await articles.change(article, input), 'article'), id);
  });
  routes.add(articleOperations.delete, async ({ param, me }) => {
    const { id, isSuperuser } = me();
    const article = found(await articles.tryFindOwner(param('slug')), 'article');
    if (article.authorId !== id && !isSuperuser) throw forbidden('article');
    await articles.delete(article.id);
    return undefined;
  });

  routes.add(articleOperations.favorite, async ({ param, me }) => {
    const slug = param('slug');
    if (!(await articles.favorite(slug, me().id))) throw notFound('article');
    return answer(slug, me().id);
  });
  routes.add(articleOperations.unfavorite, async ({ param, me }) => {
    const slug = param('slug');
    if (!(await articles.unfavorite(slug, me().id))) throw notFound('article');
    return answer(slug, me().id);
  });
}
