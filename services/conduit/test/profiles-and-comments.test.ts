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

describe('profiles', () => {
  test('are followed and unfollowed, as often as one likes', async () => {
    const profile = { username: 'joe', bio: null, image: null };
    const seen = async (method: string, path: string) => {
      const { status, body } = await jane.send(method, path);
      expect(status).toBe(200);
      return body;
    };
    const expected = (following: boolean) => ({ profile: { ...profile, following } });
    expect(await seen('GET', '/profiles/joe')).toEqual(expected(false));
    for (let i = 0; i < 2; i++) expect(await seen('POST', '/profiles/joe/follow')).toEqual(expected(true));
    expect(await seen('GET', '/profiles/JOE')).toEqual(expected(true));
    expect((await api.visitor().get('/profiles/joe')).body).toEqual(expected(false));
    for (let i = 0; i < 2; i++) expect(await seen('DELETE', '/profiles/joe/follow')).toEqual(expected(false));
    expect(await seen('GET', '/profiles/joe')).toEqual(expected(false));
  });

  test.each([
    ['GET', '/profiles/nobody'],
    ['POST', '/profiles/nobody/follow'],
    ['DELETE', '/profiles/nobody/follow'],
    ['GET', '/profiles/%00'],
    ['GET', `/profiles/${'x'.repeat(2000)}`],
  ])('%s %s fails when there is no such user', async (method, path) => {
    const { status, body } = await jane.send(method, path);
    expect([status, body]).toEqual([404, { errors: { profile: ['not found'] } }]);
  });

  test.each(['POST', 'DELETE'])('%s follow fails without a token, before anybody is looked up', async (method) => {
    const { status, body } = await api.visitor().send(method, '/profiles/nobody/follow');
    expect([status, body]).toEqual([401, { errors: { token: ['is missing'] } }]);
  });
});

describe('comments', () => {
  const commented = async (...bodies: string[]) => {
    const { slug } = await jane.article('Commented');
    const path = `/articles/${slug}/comments`;
    const ids: number[] = [];
    for (const body of bodies) ids.push((await joe.post(path, { comment: { body } })).body.comment.id);
    return { path, ids };
  };
  const bodies = async (path: string) =>
    (await api.visitor().get(path)).body.comments.map(({ body }: { body: string }) => body);

  test('are given back, the newest first', async () => {
    const { path } = await commented('First', 'Second');
    const { status, body } = await jane.post(path, { comment: { body: 'Third' } });
    expect(status).toBe(201);
    expect(body.comment).toEqual({
      id: expect.any(Number),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updatedAt: body.comment.createdAt,
      body: 'Third',
      author: { username: 'jane', bio: null, image: null, following: false },
    });
    expect(await bodies(path)).toEqual(['Third', 'Second', 'First']);
  });

  test('tell whether who asks follows the author', async () => {
    const { path } = await commented('Mine');
    await jane.post('/profiles/joe/follow');
    const following = async (client: Client) => (await client.get(path)).body.comments[0].author.following;
    expect([await following(jane), await following(joe), await following(api.visitor())]).toEqual([true, false, false]);
  });

  test('are deleted one by one, by their authors and superusers', async () => {
    const { path, ids } = await commented('First', 'Second', 'Third');
    const refused = await jane.delete(`${path}/${ids[0]}`);
    expect([refused.status, refused.body]).toEqual([403, { errors: { comment: ['forbidden'] } }]);
    const removed = await joe.delete(`${path}/${ids[0]}`);
    expect([removed.status, removed.body]).toEqual([204, '']);
    expect(await bodies(path)).toEqual(['Third', 'Second']);
    const boss = await api.superuser('boss');
    expect((await boss.delete(`${path}/${ids[1]}`)).status).toBe(204);
    expect(await bodies(path)).toEqual(['Third']);
  });

  test.each([undefined, null, ''])('fail with the body %j', async (body) => {
    const { path } = await commented();
    const answer = await joe.post(path, { comment: { body } });
    expect([answer.status, answer.body]).toEqual([422, { errors: { body: ["can't be blank"] } }]);
  });

  test('fail on an article that there is not', async () => {
    const { ids } = await commented('Elsewhere');
    const path = '/articles/nothing/comments';
    for (const answer of [
      await joe.get(path),
      await joe.post(path, { comment: { body: 'Orphan' } }),
      await joe.delete(`${path}/${ids[0]}`),
    ]) {
      expect([answer.status, answer.body]).toEqual([404, { errors: { article: ['not found'] } }]);
    }
  });

  test('are not found when there is none of that id, or on another article', async () => {
    const { path } = await commented('Here');
    const elsewhere = await commented('There');
    for (const id of [0, -1, 99999999, '99999999999999999999999', elsewhere.ids[0]]) {
      const { status, body } = await joe.delete(`${path}/${id}`);
      expect([id, status, body]).toEqual([id, 404, { errors: { comment: ['not found'] } }]);
    }
    expect((await joe.delete(`${path}/first`)).status).toBe(422);
  });

  test.each([
    ['POST', '/articles/nothing/comments'],
    ['DELETE', '/articles/nothing/comments/1'],
  ])('%s %s fails without a token, before anything is looked up', async (method, path) => {
    const { status, body } = await api.visitor().send(method, path);
    expect([status, body]).toEqual([401, { errors: { token: ['is missing'] } }]);
  });
});
