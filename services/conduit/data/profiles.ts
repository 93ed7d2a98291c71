import { foldName } from '@chartwright/kit/security/names';
import type { Queries } from '@chartwright/kit/database/queries';

/** What everybody may see of an account. */
export interface Profile {
  readonly username: string;
  readonly bio: string | null;
  readonly image: string | null;
  /** Whether who asks follows this account. */
  readonly following: boolean;
}

/** Profiles and who follows whom; a name is found however it is spelt. `viewer` is the id of who asks. */
export class Profiles {
  constructor(private readonly queries: Queries) {}

  async tryFind(username: string, viewer?: number): Promise<Profile | undefined> {
    const text = `select username, bio, image,
        exists (select from follow where follower_id = $2 and followed_id = account.id) as following
      from account where username_key = $1`;
    return (await this.queries.run<Profile>({ name: 'profile', text, values: [foldName(username), viewer] }))[0];
  }

  /** Again is as good as once. @returns undefined when there is no such account */
  async follow(username: string, viewer: number): Promise<Profile | undefined> {
    const text = `with wanted as (select * from account where username_key = $1),
        added as (insert into follow (follower_id, followed_id) select $2, id from wanted on conflict do nothing)
      select username, bio, image, true as following from wanted`;
    return (await this.queries.run<Profile>({ name: 'follow', text, values: [foldName(username), viewer] }))[0];
  }

  /** Again is as good as once. @returns undefined when there is no such account */
  async unfollow(username: string, viewer: number): Promise<Profile | undefined> {
    const text = `with wanted as (select * from account where username_key = $1),
        removed as (delete from follow where follower_id = $2 and followed_id = (select id from wanted))
      select username, bio, image, false as following from wanted`;
    return (await this.queries.run<Profile>({ name: 'unfollow', text, values: [foldName(username), viewer] }))[0];
  }
}
