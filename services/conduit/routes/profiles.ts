import { found } from '../api/not-found';
import { profileOperations } from '../api/operations';
import type { Routes } from '../api/routes';
import type { Profiles } from '../data/profiles';

/** Profiles, and following them. */
export function profileRoutes(routes: Routes, profiles: Profiles): void {
  routes.add(profileOperations.get, async ({ param, viewer }) => ({
    profile: found(await profiles.tryFind(param('username'), viewer?.id), 'profile'),
  }));
  routes.add(profileOperations.follow, async ({ param, me }) => ({
    profile: found(await profiles.follow(param('username'), me().id), 'profile'),
  }));
  routes.add(profileOperations.unfollow, async ({ param, me }) => ({
    profile: found(await profiles.unfollow(param('username'), me().id), 'profile'),
  }));
}
