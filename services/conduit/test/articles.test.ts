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
beforeAll(async () => {
  postgres = await startPostgres();
  api = await startApi(postgres);
  [jane, joe] = [await api.user('jane'), await api.user('joe')];
});
afterAll(async () => {
  await (api as Api | undefined)?.close();
  await postgres.stop();
});

const text = { title: 'How to train your dragon', description: 'Ever wonder how?', body: 'It takes a Jacobian' };
const missing = { errors: { token: ['is missing'] } };
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('publishing', () => {
  test('gives the article with its tags in order', async () => {
    const { status, body } = await jane.post('/articles', {
      article: { ...text, tagList: ['dragons', 'angular', 'a'] },
    });
    expect(status).toBe(201);
    expect(body.article).toEqual({
      ...text,
      slug: 'how-to-train-your-dragon',
      tagList: ['dragons', 'angular', 'a'],
      createdAt: expect.stringMatching(isoTime),
      updatedAt: body.article.createdAt,
      favorited: false,
      favoritesCount: 0,
      author: { username: 'jane', bio: null, image: null, following: false },
    });
    expect((await jane.get('/articles/how-to-train-your-dragon')).body).toEqual(body);
  });

  test('keeps each tag once, where it is first', async () => {
    expect((await jane.article('Twice', { tagList: ['b', 'a', 'b'] })).tagList).toEqual(['b', 'a']);
  });

  test('gives articles of one title slugs of their own', async () => {
    const slugs = await Promise.all([1, 2, 3].map(async () => (await jane.article('The same')).slug as string));
    expect(new Set(slugs).size).toBe(3);
    for (const slug of slugs) expect((await joe.get(`/articles/${slug}`)).body.article.slug).toBe(slug);
  });

  test.each(['Feed', '???', '🐉', 'ドラゴンの育て方', 'a/b', '..', 'x'.repeat(255)])(
    'makes a slug of %j that finds the article',
    async (title) => {
      const { slug } = await jane.article(title);
      expect((await joe.get(`/articles/${encodeURIComponent(slug)}`)).body.article.title).toBe(title);
    },
  );

  test.each(['title', 'description', 'body'])('fails without %s: missing, null and empty', async (field) => {
    for (const value of [undefined, null, '']) {
      const { status, body } = await jane.post('/articles', { article: { ...text, [field]: value } });
      expect([status, body]).toEqual([422, { errors: { [field]: ["can't be blank"] } }]);
    }
  });

  test.each([[null], ['dragons'], [[1]], [['']], [[null]], [{}]])('fails with the tagList %j', async (tagList) => {
    const { status, body } = await jane.post('/articles', { article: { ...text, tagList } });
    expect([status, Object.keys(body.errors)]).toEqual([422, ['tagList']]);
  });

  test('fails with text that is too long, and takes the longest', async () => {
    const { status, body } = await jane.post('/articles', { article: { ...text, title: 'x'.repeat(256) } });
    expect([status, body.errors]).toEqual([422, { title: ['is too long (maximum is 255 characters)'] }]);
    const long = '🐉'.repeat(200_000);
    expect((await jane.article('Long', { body: long })).body).toBe(long);
  });
});

describe('changing', () => {
  test('changes what is given, keeps the rest, and is later each time', async () => {
    const first = await jane.article('Unchanged', { tagList: ['b', 'a'] });
    let { updatedAt } = first;
    for (const change of [{ body: 'New body' }, { description: 'New description' }, { body: 'Newer body' }]) {
      const { status, body } = await jane.put(`/articles/${first.slug}`, { article: change });
      expect(status).toBe(200);
      expect(body.article).toMatchObject({
        slug: first.slug,
        createdAt: first.createdAt,
        tagList: ['b', 'a'],
        ...change,
      });
      expect(body.article.updatedAt > updatedAt).toBe(true);
      updatedAt = body.article.updatedAt;
    }
    expect((await joe.get(`/articles/${first.slug}`)).body.article).toMatchObject({
      ...{ body: 'Newer body', description: 'New description', updatedAt },
    });
  });

  test('keeps tags without tagList, replaces them, and removes them with an empty one', async () => {
    const { slug } = await jane.article('Tagged', { tagList: ['b', 'a'] });
    const tags = async (change: object) =>
      (await jane.put(`/articles/${slug}`, { article: change })).body.article.tagList;
    expect(await tags({ body: 'New body' })).toEqual(['b', 'a']);
    expect(await tags({ tagList: ['a', 'c', 'b'] })).toEqual(['a', 'c', 'b']);
    expect(await tags({ tagList: [] })).toEqual([]);
    expect((await joe.get(`/articles/${slug}`)).body.article.tagList).toEqual([]);
    const { status, body } = await jane.put(`/articles/${slug}`, { article: { tagList: null } });
    expect([status, Object.keys(body.errors)]).toEqual([422, ['tagList']]);
  });

  test('gives a new slug with a new title, which may be that of another article', async () => {
    const { slug } = await jane.article('Before');
    await joe.article('After');
    const { body } = await jane.put(`/articles/${slug}`, { article: { title: 'After' } });
    expect(body.article.slug).toMatch(/^after-[0-9a-z]{8}$/);
    expect((await joe.get(`/articles/${body.article.slug}`)).body.article.title).toBe('After');
    expect((await joe.get(`/articles/${slug}`)).status).toBe(404);
    // The same title again, or one with the same slug, is no reason for another.
    const again = await jane.put(`/articles/${body.article.slug}`, { article: { title: 'AFTER!' } });
    expect(again.body.article).toMatchObject({ slug: body.article.slug, title: 'AFTER!' });
  });

  test.each(['title', 'description', 'body'])('fails with an empty %s, and with null', async (field) => {
    const { slug } = await jane.article('Not blank');
    for (const value of ['', null]) {
      const { status, body } = await jane.put(`/articles/${slug}`, { article: { [field]: value } });
      expect([status, body]).toEqual([422, { errors: { [field]: ["can't be blank"] } }]);
    }
  });
});

describe('favorites', () => {
  test('count once for each user, however often they are set and taken back', async () => {
    const { slug } = await jane.article('Favorite');
    const favorite = async (client: Client, method: 'POST' | 'DELETE') => {
      const { status, body } = await client.send(method, `/articles/${slug}/favorite`);
      return [status, body.article.favorited, body.article.favoritesCount];
    };
    expect(await favorite(joe, 'POST')).toEqual([200, true, 1]);
    expect(await favorite(joe, 'POST')).toEqual([200, true, 1]);
    expect(await favorite(jane, 'POST')).toEqual([200, true, 2]);
    expect((await api.visitor().get(`/articles/${slug}`)).body.article).toMatchObject({
      ...{ favorited: false, favoritesCount: 2 },
    });
    expect((await joe.get(`/articles?favorited=jane`)).body.articles[0]).toMatchObject({ slug, favorited: true });
    expect(await favorite(joe, 'DELETE')).toEqual([200, false, 1]);
    expect(await favorite(joe, 'DELETE')).toEqual([200, false, 1]);
    expect((await jane.get(`/articles/${slug}`)).body.article).toMatchObject({ favorited: true, favoritesCount: 1 });
  });
});

describe('deleting', () => {
  test('removes the article with its comments, favorites and tags', async () => {
    const { slug } = await jane.article('Doomed', { tagList: ['doomed'] });
    await joe.post(`/articles/${slug}/comments`, { comment: { body: 'Why?' } });
    await joe.post(`/articles/${slug}/favorite`);
    const { status, body } = await jane.delete(`/articles/${slug}`);
    expect([status, body]).toEqual([204, '']);
    expect((await joe.get(`/articles/${slug}`)).body).toEqual({ errors: { article: ['not found'] } });
    expect((await joe.get('/tags')).body.tags).not.toContain('doomed');
    expect((await joe.get('/articles?tag=doomed')).body).toEqual({ articles: [], articlesCount: 0 });
  });

  test('of any article is for superusers; changing is not', async () => {
    const boss = await api.superuser('boss');
    const { slug } = await jane.article('Removed by the superuser');
    expect((await boss.put(`/articles/${slug}`, { article: { body: 'Mine' } })).status).toBe(403);
    expect((await boss.delete(`/articles/${slug}`)).status).toBe(204);
  });
});

describe('whose articles they are', () => {
  test.each([
    ['POST', '/articles'],
    ['PUT', '/articles/nothing'],
    ['DELETE', '/articles/nothing'],
    ['GET', '/articles/feed'],
    ['POST', '/articles/nothing/favorite'],
    ['DELETE', '/articles/nothing/favorite'],
  ])('%s %s fails without a token, before anything is looked up', async (method, path) => {
    const { status, body } = await api.visitor().send(method, path);
    expect([status, body]).toEqual([401, missing]);
  });

  test.each([
    ['GET', '/articles/nothing'],
    ['PUT', '/articles/nothing'],
    ['DELETE', '/articles/nothing'],
    ['POST', '/articles/nothing/favorite'],
    ['DELETE', '/articles/nothing/favorite'],
    ['DELETE', `/articles/${'x'.repeat(3000)}`],
    ['GET', '/articles/%00'],
    ['GET', `/articles/${encodeURIComponent("' or 1=1; --")}`],
  ])('%s %s fails when there is no such article', async (method, path) => {
    const { status, body } = await jane.send(method, path, method === 'PUT' ? { article: { body: 'x' } } : undefined);
    expect([status, body]).toEqual([404, { errors: { article: ['not found'] } }]);
  });

  test('changing and deleting fail for everybody else', async () => {
    const { slug } = await jane.article('Mine');
    for (const [method, body] of [['PUT', { article: { body: 'hijacked' } }], ['DELETE']] as const) {
      const answer = await joe.send(method, `/articles/${slug}`, body);
      expect([answer.status, answer.body]).toEqual([403, { errors: { article: ['forbidden'] } }]);
    }
    expect((await jane.get(`/articles/${slug}`)).body.article.body).toBe('All of Mine');
  });

  test('a token that is not valid reads an article as nobody: the official description has no 401 there', async () => {
    const { slug } = await jane.article('For all');
    const { status } = await api.visitor().send('GET', `/articles/${slug}`, undefined, { authorization: 'Token x' });
    expect(status).toBe(200);
  });
});
