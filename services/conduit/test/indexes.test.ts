import * as pg from 'pg';
import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import { listStatement } from '../data/article-lists';
import type { ArticleFilter } from '../data/article-lists';
import { startApi } from './harness/api';
import type { Api } from './harness/api';

// 50,000 articles on a machine that may be busy.
jest.setTimeout(180_000);

let postgres: EmbeddedPostgres;
let api: Api;
beforeAll(async () => {
  postgres = await startPostgres();
  api = await startApi(postgres);
  const run = (text: string) => api.pool.query(text);
  await run(`set statement_timeout = 0; insert into account (username, email, password_hash)
    select 'user' || n, n || '@example.com', 'x' from generate_series(1, 1000) as n`);
  await run(`insert into article (id, author_id, slug, title, description, body, created_at, updated_at)
    select n * 4096::bigint, 1 + n % 1000, 'slug-' || n, 'Title', 'Description', repeat('Body ', 20), now(), now()
    from generate_series(1, 50000) as n`);
  await run(`insert into article_tag (article_id, position, tag)
    select n * 4096::bigint, p, case p when 1 then 'common' else 'tag' || n % 500 end
    from generate_series(1, 50000) as n, generate_series(1, 2) as p`);
  await run(`insert into favorite (account_id, article_id)
    select 1 + n % 50, n * 4096::bigint from generate_series(1, 20000) as n`);
  await run(`insert into follow (follower_id, followed_id) select 1, n from generate_series(2, 100) as n`);
  await run(`insert into comment (article_id, author_id, body)
    select (1 + n % 1000) * 4096::bigint, 1, 'x' from generate_series(1, 20000) as n`);
  await run('vacuum analyze');
});
afterAll(async () => {
  await (api as Api | undefined)?.close();
  await postgres.stop();
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

async function explain(text: string, values: readonly unknown[] = []): Promise<Plan[]> {
  const { rows } = await api.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (analyze, format json) ${text}`, [
    ...values,
  ]);
  return nodes((rows[0] as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'][0].Plan);
}

/** What a page reads to find out which articles are on it: all below the Limit. */
async function pagePlan(filter: ArticleFilter, offset = 0): Promise<Plan[]> {
  const { text, values } = listStatement(filter, { limit: 20, offset }, 1);
  const limit = (await explain(text, values)).find((node) => node['Node Type'] === 'Limit');
  return limit === undefined ? [] : nodes(limit);
}

const big = ['article', 'article_tag', 'favorite', 'comment'];
const scans = (plan: Plan[]) => plan.filter((node) => big.includes(node['Relation Name'] ?? ''));

test.each<[string, ArticleFilter, number, number]>([
  ['all', {}, 0, 20],
  ['all, far behind', {}, 1000, 1020],
  ['a rare tag', { tag: 'tag7' }, 0, 100],
  ['a tag that all have', { tag: 'common' }, 0, 20],
  ['an author', { author: 'user5' }, 0, 50],
  ['favorites', { favorited: 'user5' }, 0, 400],
])('a page of %s is read from an index, and not more than there is to see', async (_, filter, offset, most) => {
  const plan = scans(await pagePlan(filter, offset));
  expect(plan.length).toBeGreaterThan(0);
  for (const node of plan) {
    expect(node['Node Type']).toMatch(/^(Index (Only )?Scan|Bitmap Heap Scan)$/);
    expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThanOrEqual(most);
  }
});

test('a feed of 99 authors with 50 articles each reads no more than theirs', async () => {
  const plan = scans(await pagePlan({ followedBy: 1 }));
  expect(plan.length).toBeGreaterThan(0);
  for (const node of plan) {
    expect(node['Node Type']).not.toBe('Seq Scan');
    expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThanOrEqual(99 * 50);
  }
});

test.each([
  ['an article', `select id from article where slug = 'slug-77'`],
  ['comments', `select id from comment where article_id = 4096 order by id desc limit 1000`],
  ['a user by name', `select id from account where username_key = 'user77'`],
  ['a user by address', `select id from account where email_key = '77@example.com'`],
])('%s is found by an index', async (_, text) => {
  for (const node of (await explain(text)).filter((one) => one['Relation Name'] !== undefined)) {
    expect(node['Node Type']).toMatch(/^(Index (Only )?Scan|Bitmap Heap Scan)$/);
  }
});

test('the tags in use are read in as many steps as there are tags', async () => {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  expect((await api.visitor().get('/tags')).body.tags).toHaveLength(501);
  const [{ text }] = spy.mock.calls[0] as unknown as [{ text: string }];
  spy.mockRestore();
  for (const node of scans(await explain(text))) {
    expect(node['Node Type']).toMatch(/^Index (Only )?Scan$/);
    expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThanOrEqual(502);
  }
});
