import { tagOperations } from '../api/operations';
import type { Routes } from '../api/routes';
import type { Queries } from '../data/queries';
import { tagsInUse } from '../data/tags';

/** The tags in use. */
export function tagRoutes(routes: Routes, queries: Queries): void {
  routes.add(tagOperations.list, async () => ({ tags: await tagsInUse(queries) }));
}
