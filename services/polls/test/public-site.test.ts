import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import { startSite } from './site';
import type { Site } from './site';

// Real processes and servers on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let site: Site;
beforeAll(async () => {
  postgres = await startPostgres();
  site = await startSite(postgres);
});
afterAll(async () => {
  await (site as Site | undefined)?.close();
  await postgres.stop();
});

const votes = async (question: number) =>
  (
    await site.database
      .selectFrom('choice')
      .where('question_id', '=', question)
      .select('votes')
      .orderBy('position')
      .execute()
  ).map((row) => row.votes);

test('the index lists the latest questions, the newest first, in pages', async () => {
  const own = await startSite(postgres);
  expect((await own.visitor().get('/polls/')).text).toContain('There are no polls yet.');
  for (let i = 1; i <= 21; i++) await own.question(`Question ${i}?`, [], new Date(Date.now() - 60_000 * (30 - i)));
  const first = await own.visitor().get('/polls/');
  expect([...first.text.matchAll(/Question (\d+)\?/g)].map(([, n]) => Number(n))).toEqual(
    Array.from({ length: 20 }, (_, i) => 21 - i),
  );
  const second = await own.visitor().get('/polls/?page=2');
  expect([...second.text.matchAll(/Question (\d+)\?/g)].map(([, n]) => n)).toEqual(['1']);
  expect(second.text).toContain('href="/polls/"');
  expect(second.text).not.toContain('Older');
  await own.close();
});

test('the address of the site is that of its polls', async () => {
  const answer = await site.visitor().get('/');
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/polls/']);
});

test('a vote is counted for its choice alone, and the results say so', async () => {
  const { id, choices } = await site.question('Tea or coffee?', ['Tea', 'Coffee']);
  const visitor = site.visitor();
  const page = await visitor.get(`/polls/${id}/`);
  expect(page.text).toContain('Tea or coffee?');
  const vote = await visitor.submit(`/polls/${id}/`, `/polls/${id}/vote/`, { choice: String(choices[1]) });
  expect([vote.status, vote.headers.get('location')]).toEqual([303, `/polls/${id}/results/`]);
  expect(await votes(id)).toEqual([0, 1]);
  const results = (await visitor.get(`/polls/${id}/results/`)).text;
  expect(results).toContain('your vote has been counted');
  expect(results.replace(/<[^>]*>|\s+/g, ' ').replace(/\s+/g, ' ')).toMatch(
    /Tea 0 % \(0 votes\).*Coffee 100 % \(1 vote\)/,
  );
});

test.each([
  ['nothing', {}],
  ['a choice that is not there', { choice: '999999' }],
  ['a choice that is no number', { choice: "1' or '1'='1" }],
  ['a number that no row can have', { choice: '99999999999999999999' }],
])('fails to vote for %s, and shows the form again', async (_, fields) => {
  const { id } = await site.question('Anything?');
  const answer = await site.visitor().submit(`/polls/${id}/`, `/polls/${id}/vote/`, fields);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('You did not select a choice.');
  expect(answer.text).toContain('<title>Error: Anything?');
  expect(await votes(id)).toEqual([0, 0]);
});

test('fails to vote for a choice of another question', async () => {
  const one = await site.question('One?');
  const other = await site.question('Other?');
  const choice = String(other.choices[0]);
  const answer = await site.visitor().submit(`/polls/${one.id}/`, `/polls/${one.id}/vote/`, { choice });
  expect(answer.status).toBe(422);
  expect([...(await votes(one.id)), ...(await votes(other.id))]).toEqual([0, 0, 0, 0]);
});

test('a question of the future is not there: not listed, not shown, no results, no vote', async () => {
  const { id, choices } = await site.question('Tomorrow?', ['Yes'], new Date(Date.now() + 3_600_000));
  const open = await site.question('Today?');
  const visitor = site.visitor();
  expect((await visitor.get('/polls/')).text).not.toContain('Tomorrow?');
  expect((await visitor.get(`/polls/${id}/`)).status).toBe(404);
  expect((await visitor.get(`/polls/${id}/results/`)).status).toBe(404);
  const vote = await visitor.submit(`/polls/${open.id}/`, `/polls/${id}/vote/`, { choice: String(choices[0]) });
  expect(vote.status).toBe(404);
  expect(await votes(id)).toEqual([0]);
});

test.each([
  '/polls/0/',
  '/polls/-1/',
  '/polls/1e3/',
  '/polls/99999999999/',
  '/polls/abc/',
  '/polls/1%00/',
  '/nothing/',
])('fails with a page of the site for %s', async (path) => {
  const answer = await site.visitor().get(path);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.text).toContain('<h1>Not found</h1>');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('static files have a hash in their name, may be kept for ever, and come compressed', async () => {
  const [, path = ''] =
    /href="(\/static\/style\.[0-9a-f]{12}\.css)"/.exec((await site.visitor().get('/polls/')).text) ?? [];
  const plain = await fetch(site.url + path, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(plain.headers.get('content-type')).toBe('text/css; charset=utf-8');
  const css = await plain.text();
  for (const encoding of ['br', 'gzip']) {
    const packed = await fetch(site.url + path, { headers: { 'accept-encoding': encoding } });
    expect(packed.headers.get('content-encoding')).toBe(encoding);
    expect(packed.headers.get('vary')).toBe('accept-encoding');
    expect(await packed.text()).toBe(css);
  }
  const refused = await fetch(site.url + path, { headers: { 'accept-encoding': 'br;q=0, gzip;q=0.5' } });
  expect(refused.headers.get('content-encoding')).toBe('gzip');
});

test('a style sheet of another version is answered with the one at hand, which nobody keeps', async () => {
  const other = await fetch(`${site.url}/static/style.000000000000.css`);
  expect([other.status, other.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await other.text()).toContain(':root');
  for (const path of ['/static/style.css', '/static/other.000000000000.css', '/static/style.000000000000.js'])
    expect((await fetch(site.url + path)).status).toBe(404);
});

test.each([
  ['application/json', '{"choice":1}'],
  ['text/plain', 'choice=1'],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="choice"\r\n\r\n1\r\n--x--\r\n'],
])('%s where a form belongs is a 415, of visitors and of staff', async (type, body) => {
  const { id } = await site.question('Form?');
  const admin = await site.loggedIn();
  for (const [path, browser] of [
    [`/polls/${id}/vote/`, site.visitor()],
    ['/admin/login/', site.visitor()],
    ['/admin/questions/add/', admin],
  ] as const) {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(site.url + path, { method: 'POST', body, headers: { 'content-type': type, cookie } });
    expect([path, answer.status]).toEqual([path, 415]);
    expect(await answer.text()).toContain('<h1>');
  }
});

test.each([
  ['PUT', '/polls/', 'GET, HEAD, OPTIONS'],
  ['POST', '/polls/1/', 'GET, HEAD, OPTIONS'],
  ['DELETE', '/polls/1/results/', 'GET, HEAD, OPTIONS'],
  ['GET', '/admin/logout/', 'OPTIONS, POST'],
  ['PATCH', '/admin/questions/', 'GET, HEAD, OPTIONS'],
])('%s %s is a 405 that allows %s', async (method, path, allow) => {
  const answer = await fetch(site.url + path, { method });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
});
