import * as pg from 'pg';
import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import { startApi } from './harness/api';
import type { Api } from './harness/api';
import type { Client } from './harness/client';

// A real database on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let api: Api;
let jane: Client;
let joe: Client;
/** Slugs, newest first. */
let all: string[];
const empty = { articles: [], articlesCount: 0 };

beforeAll(async () => {
  postgres = await startPostgres();
  api = await startApi(postgres);
  [jane, joe] = [await api.user('jane'), await api.user('joe')];
  all = [];
  for (let i = 0; i < 25; i++) {
    const { slug } = await (i % 5 === 0 ? joe : jane).article(`Article ${i}`, {
      tagList: ['all', i % 2 === 0 ? 'even' : 'odd'],
    });
    all.unshift(slug);
    if (i % 3 === 0) await joe.post(`/articles/${slug}/favorite`);
  }
});
afterAll(async () => {
  await (api as Api | undefined)?.close();
  await postgres.stop();
});

const list = async (query: string, client: Client = api.visitor()) => {
  const { status, body } = await client.get(`/articles${query}`);
  expect(status).toBe(200);
  return { count: body.articlesCount, slugs: body.articles.map(({ slug }: { slug: string }) => slug), ...body };
};
/** Of those that were made as number i. */
const made = (which: (i: number) => boolean) => all.filter((_, i) => which(24 - i));

test('the newest 20 by default, with the number of all, and without bodies', async () => {
  const { count, slugs, articles } = await list('');
  expect([count, slugs]).toEqual([25, all.slice(0, 20)]);
  for (const article of articles) expect(article).not.toHaveProperty('body');
});

test.each([
  ['?limit=3', 0, 3],
  ['?limit=3&offset=2', 2, 5],
  ['?offset=24', 24, 25],
  ['?offset=25', 25, 25],
  ['?limit=100', 0, 25],
  ['?limit=99999999999999999999', 0, 25],
  ['?offset=99999999999999999999', 25, 25],
])('%s', async (query, from, to) => {
  const { count, slugs } = await list(query);
  expect([count, slugs]).toEqual([25, all.slice(from, to)]);
});

test.each([
  'limit=0',
  'limit=-1',
  'limit=x',
  'limit=',
  'limit=1.5',
  'limit=1e3',
  'limit=1&limit=2',
  'offset=-1',
  'offset=x',
])('fails with %s', async (query) => {
  for (const path of ['/articles', '/articles/feed']) {
    const { status, body } = await jane.get(`${path}?${query}`);
    expect([status, Object.keys(body.errors)]).toEqual([422, [query.split('=')[0]]]);
  }
});

test('by author, tag and who favorited them, alone and together', async () => {
  const expected: Record<string, string[]> = {
    '?author=joe': made((i) => i % 5 === 0),
    '?author=JOE': made((i) => i % 5 === 0),
    '?tag=odd&limit=100': made((i) => i % 2 === 1),
    '?favorited=joe': made((i) => i % 3 === 0),
    '?author=joe&tag=even': made((i) => i % 10 === 0),
    '?favorited=joe&tag=odd': made((i) => i % 6 === 3),
    '?favorited=joe&tag=odd&author=joe': made((i) => i % 30 === 15),
  };
  for (const [query, slugs] of Object.entries(expected)) {
    expect({ query, ...(await list(query)) }).toMatchObject({ query, slugs, count: slugs.length });
  }
});

test.each([
  '?author=nobody',
  '?tag=nothing',
  '?favorited=nobody',
  "?tag=' or 1=1; --",
  '?tag=',
  '?author=jane&tag=Odd',
])('nothing for %s', async (query) => expect(await list(query)).toMatchObject(empty));

test('fails with a filter that is given twice, or holds NUL', async () => {
  for (const query of ['tag=a&tag=b', 'tag=%00']) {
    const { status, body } = await jane.get(`/articles?${query}`);
    expect([status, Object.keys(body.errors)]).toEqual([422, ['tag']]);
  }
});

test('favorited and following are those of who asks', async () => {
  const seen = (articles: { favorited: boolean; author: { following: boolean } }[]) =>
    articles.map(({ favorited, author }) => [favorited, author.following]);
  await joe.post('/profiles/jane/follow');
  expect(seen((await list('?limit=3', joe)).articles)).toEqual([
    [true, true],
    [false, true],
    [false, true],
  ]);
  expect(seen((await list('?limit=3')).articles)).toEqual(Array(3).fill([false, false]));
});

test('the feed has the articles of whom one follows, in pages', async () => {
  const reader = await api.user('reader');
  const feed = async (query = '') => (await reader.get(`/articles/feed${query}`)).body;
  expect(await feed()).toEqual(empty);
  await reader.post('/profiles/joe/follow');
  const slugs = made((i) => i % 5 === 0);
  const first = await feed();
  expect([first.articlesCount, first.articles.map(({ slug }: { slug: string }) => slug)]).toEqual([5, slugs]);
  expect(first.articles[0]).toMatchObject({ author: { username: 'joe', following: true } });
  const second = await feed('?limit=2&offset=3');
  expect([second.articlesCount, second.articles[0].slug, second.articles.length]).toEqual([5, slugs[3], 2]);
  await reader.post('/profiles/jane/follow');
  expect((await feed()).articlesCount).toBe(25);
  await reader.delete('/profiles/joe/follow');
  expect((await feed()).articlesCount).toBe(20);
});

test('tags in use, each once', async () => {
  expect((await api.visitor().get('/tags')).body).toEqual({ tags: ['all', 'even', 'odd'] });
});

test('each list costs the same number of queries, whatever is in it and whoever asks', async () => {
  const query = jest.spyOn(pg.Client.prototype, 'query');
  const cost = async (client: Client, path: string) => {
    query.mockClear();
    expect((await client.get(path)).status).toBe(200);
    return query.mock.calls.length;
  };
  try {
    for (const path of ['/articles?limit=1', '/articles?limit=25', '/articles?tag=odd&favorited=joe', '/tags']) {
      expect([path, await cost(api.visitor(), path)]).toEqual([path, 1]);
    }
    // One more finds out who asks.
    for (const path of [
      '/articles?limit=1',
      '/articles?limit=25',
      '/articles/feed?limit=1',
      '/articles/feed?limit=25',
    ]) {
      expect([path, await cost(joe, path)]).toEqual([path, 2]);
    }
    const comments = `/articles/${all[0]}/comments`;
    expect(await cost(joe, comments)).toBe(3);
    for (let i = 0; i < 5; i++) await jane.post(comments, { comment: { body: 'One more' } });
    expect(await cost(joe, comments)).toBe(3);
  } finally {
    query.mockRestore();
  }
});
