import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import { password, startApi } from './harness/api';
import type { Api } from './harness/api';
import { Client } from './harness/client';
import { startReplica } from './harness/processes';
import type { Replica } from '@chartwright/kit/testing/replica';

// Real processes and a real database on a machine that may be busy.
jest.setTimeout(120_000);

let postgres: EmbeddedPostgres;
/** On the same database and with the same key, for users that register cheaply. */
let api: Api;
let replicas: Replica[];
beforeAll(async () => {
  postgres = await startPostgres();
  api = await startApi(postgres);
  replicas = await Promise.all([startReplica(api.config), startReplica(api.config)]);
});
afterAll(async () => {
  for (const replica of replicas ?? []) replica.signal('SIGKILL');
  await Promise.all((replicas ?? []).map(({ ended }) => ended));
  await (api as Api | undefined)?.close();
  await postgres.stop();
});

/** The same user at one replica and the other, by turns. */
const at = (i: number, user?: Client) => {
  const client = new Client((replicas[i % 2] as Replica).url);
  client.token = user?.token;
  return client;
};
const times = <T>(n: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: n }, (_, i) => work(i)));

test('50 articles of one title at once get 50 slugs', async () => {
  const author = await api.user('author');
  const slugs = await times(50, async (i) => (await at(i, author).article('One title for all')).slug as string);
  expect(new Set(slugs).size).toBe(50);
  const { body } = await api.visitor().get('/articles?author=author&limit=100');
  expect(body.articlesCount).toBe(50);
  const created = body.articles.map(({ createdAt }: { createdAt: string }) => createdAt);
  expect(created).toEqual([...created].sort().reverse());
});

test('20 that want one name at once: one gets it, 19 are told so', async () => {
  const answers = await times(20, (i) =>
    at(i).post('/users', { user: { username: 'wanted', email: `wanted${i}@example.com`, password } }),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const refused = answers.filter(({ status }) => status === 409);
  expect(refused).toHaveLength(19);
  for (const { body } of refused) expect(body).toEqual({ errors: { username: ['has already been taken'] } });
});

test('20 changes to one address at once: one gets it', async () => {
  const users = await times(20, (i) => api.user(`changing${i}`));
  const answers = await times(20, (i) => at(i, users[i]).put('/user', { user: { email: 'One@example.com' } }));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
});

test('50 favorites of 10 users at once count 10, and 25 taken back at once leave 5', async () => {
  const users = await times(10, (i) => api.user(`reader${i}`));
  const { slug } = await (users[0] as Client).article('Loved');
  const all = await times(50, (i) => at(i, users[i % 10]).post(`/articles/${slug}/favorite`));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await api.visitor().get(`/articles/${slug}`)).body.article.favoritesCount).toBe(10);
  await times(25, (i) => at(i, users[i % 5]).delete(`/articles/${slug}/favorite`));
  expect((await api.visitor().get(`/articles/${slug}`)).body.article.favoritesCount).toBe(5);
  const { rows } = await api.pool.query('select count(*)::int as favorites from favorite');
  expect(rows).toEqual([{ favorites: 5 }]);
});

test('50 follows and unfollows of one user at once all go well', async () => {
  const [follower] = [await api.user('follower'), await api.user('followed')];
  const answers = await times(50, (i) =>
    at(i, follower).send(i % 3 === 0 ? 'DELETE' : 'POST', '/profiles/followed/follow'),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test('changes, favorites, comments and the end of one article at once fail with 404 or 403 at most', async () => {
  const owner = await api.user('owner');
  const { slug } = await owner.article('Fought over', { tagList: ['a', 'b'] });
  const path = `/articles/${slug}`;
  const answers = await times(60, (i) => {
    const client = at(i, owner);
    if (i === 40) return client.delete(path);
    if (i % 4 === 0) return client.put(path, { article: { tagList: [`t${i}`, 'b', 'a'] } });
    if (i % 4 === 1) return client.send(i % 8 === 1 ? 'POST' : 'DELETE', `${path}/favorite`);
    if (i % 4 === 2) return client.post(`${path}/comments`, { comment: { body: `${i}` } });
    return client.get(path);
  });
  const statuses = new Set(answers.map(({ status }) => status));
  for (const status of statuses) expect([200, 201, 204, 404]).toContain(status);
  expect((await owner.get(path)).status).toBe(404);
  const { rows } = await api.pool.query('select * from comment');
  expect(rows).toEqual([]);
});

test('a replica that is told to stop answers what it has, and ends with 0', async () => {
  const replica = await startReplica(api.config, { DRAIN_DELAY_MS: '300' });
  const reader = new Client(replica.url);
  expect((await fetch(`${replica.adminUrl}/readyz`)).status).toBe(200);
  const answers = Promise.all(Array.from({ length: 50 }, () => reader.get('/articles')));
  await reader.get('/tags');
  replica.signal('SIGTERM');
  expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([200]));
  expect(await replica.ended).toBe(0);
});
