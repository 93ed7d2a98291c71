import { tagOperations } from '../api/operations';
import type { Routes } from '../api/routes';

/** The tags in use. */
export function tagRoutes(routes: Routes): void {
  routes.add(tagOperations.list, async ({ data }) => ({ tags: await data.tags.inUse() }));
}
