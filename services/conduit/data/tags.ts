import type { Queries } from '@chartwright/kit/database/queries';

/** Tags that one answer has at most: the API has no pages for them. */
export const tagLimit = 10_000;

/**
 * The tags in use, in alphabetical order. It goes from one tag to the next in the index, so it costs as many steps as
 * there are tags, however many articles have them.
 */
export class Tags {
  constructor(private readonly queries: Queries) {}

  async inUse(): Promise<string[]> {
    const rows = await this.queries.run<{ tag: string }>({
      name: 'tags',
      text: `with recursive known as (
        (select tag from article_tag order by tag limit 1)
        union all
        select (select tag from article_tag where tag > known.tag order by tag limit 1) from known where known.tag is not null
      )
      select tag from known where tag is not null limit ${tagLimit}`,
    });
    return rows.map(({ tag }) => tag);
  }
}
