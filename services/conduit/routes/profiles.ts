import { found } from '../api/not-found';
import { profileOperations } from '../api/operations';
import type { Routes } from '../api/routes';

/** Profiles, and following them. */
export function profileRoutes(routes: Routes): void {
  routes.add(profileOperations.get, async ({ data, param, viewer }) => ({
    profile: found(await data.profiles.tryFind(param('username'), viewer?.id), 'profile'),
  }));
  routes.add(profileOperations.follow, async ({ data, param, me }) => ({
    profile: found(await data.profiles.follow(param('username'), me().id), 'profile'),
  }));
  routes.add(profileOperations.unfollow, async ({ data, param, me }) => ({
    profile: found(await data.profiles.unfollow(param('username'), me().id), 'profile'),
  }));
}
