import type { Queries } from '@chartwright/kit/database/queries';
import { Accounts } from './accounts';
import { ArticleLists } from './article-lists';
import { Articles } from './articles';
import { Comments } from './comments';
import { Profiles } from './profiles';
import { Tags } from './tags';

/** All that is in the database, as one request sees it. */
export class ConduitData {
  readonly accounts: Accounts;
  readonly articles: Articles;
  readonly lists: ArticleLists;
  readonly comments: Comments;
  readonly profiles: Profiles;
  readonly tags: Tags;

  constructor(queries: Queries) {
    this.accounts = new Accounts(queries);
    this.articles = new Articles(queries);
    this.lists = new ArticleLists(queries);
    this.comments = new Comments(queries);
    this.profiles = new Profiles(queries);
    this.tags = new Tags(queries);
  }
}
