import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import { sql } from 'kysely';
import { csrfOf } from './browser';
import type { Browser, Fields } from './browser';
import { password, startSite } from './site';
import type { Site } from './site';

// A real database on a machine that may be busy.
jest.setTimeout(120_000);

let postgres: EmbeddedPostgres;
let site: Site;
beforeAll(async () => void (postgres = await startPostgres()));
beforeEach(async () => void (site = await startSite(postgres)));
afterEach(() => (site as Site | undefined)?.close());
afterAll(() => postgres.stop());

/** What a browser would send of the form of a page, as it is. */
async function formOn(browser: Browser, path: string): Promise<Record<string, string>> {
  const { text } = await browser.get(path);
  const fields: Record<string, string> = {};
  for (const [tag] of text.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag.replace(/\s+/g, ' '))?.[1];
    const name = attribute('name');
    if (name !== undefined && attribute('type') !== 'checkbox') fields[name] = attribute('value') ?? '';
  }
  return fields;
}

const choicesOf = async (id: number) =>
  site.database
    .selectFrom('choice')
    .where('question_id', '=', id)
    .select(['choice_text as text', 'votes'])
    .orderBy('position')
    .orderBy('id')
    .execute();

describe('a change and its log entry', () => {
  test.each(['delete a question', 'add a user'])('are both there, or neither: %s', async (what) => {
    const { id } = await site.question('Still here?');
    const admin = await site.loggedIn();
    await sql`create function no_log() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`.execute(
      site.database,
    );
    await sql`create trigger no_log before insert on admin_log for each row execute function no_log()`.execute(
      site.database,
    );
    const answer =
      what === 'add a user'
        ? await admin.submit('/admin/users/add/', '/admin/users/add/', {
            username: 'bob',
            password,
            repeat: password,
            superuser: 'on',
          })
        : await admin.submit(`/admin/questions/${id}/delete/`, `/admin/questions/${id}/delete/`, {});
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('may not have been saved');
    expect(answer.text).not.toContain('Nothing is lost');
    expect(await site.database.selectFrom('question').select('id').execute()).toEqual([{ id }]);
    expect(await site.database.selectFrom('staff_user').select('username').execute()).toEqual([{ username: 'alice' }]);
  });
});

test('a visitor who opens two polls at once votes in both', async () => {
  const [one, two] = [await site.question('One?'), await site.question('Two?')];
  const [first, second] = [site.visitor(), site.visitor()];
  const pages = await Promise.all([first.get(`/polls/${one.id}/`), second.get(`/polls/${two.id}/`)]);
  // The browser keeps the cookie that came last.
  first.cookies.set('polls_csrf', second.cookies.get('polls_csrf') as string);
  const vote = (page: { text: string }, { id, choices }: { id: number; choices: number[] }) =>
    first.post(`/polls/${id}/vote/`, { csrf: csrfOf(page.text), choice: String(choices[0]) });
  expect([(await vote(pages[0], one)).status, (await vote(pages[1], two)).status]).toEqual([303, 303]);
});

test('a vote form opened before a login is taken after it', async () => {
  const { id, choices } = await site.question('Sure?');
  await site.staff('alice');
  const browser = site.visitor();
  const csrf = csrfOf((await browser.get(`/polls/${id}/`)).text);
  await browser.logIn('alice', password);
  expect((await browser.post(`/polls/${id}/vote/`, { csrf, choice: String(choices[0]) })).status).toBe(303);
});

test('what was done is said once, to who did it', async () => {
  const { id, choices } = await site.question('Sure?');
  const browser = site.visitor();
  await browser.submit(`/polls/${id}/`, `/polls/${id}/vote/`, { choice: String(choices[0]) });
  const results = `/polls/${id}/results/`;
  const thanks = 'your vote has been counted';
  expect((await site.visitor().get(`${results}?voted=yes`)).text).not.toContain(thanks);
  expect([
    (await browser.get(results)).text.includes(thanks),
    (await browser.get(results)).text.includes(thanks),
  ]).toEqual([true, false]);
  expect((await browser.get(`/polls/${id}/`)).text).toContain('you have voted here');
});

test.each(['漢', '🚀'])('the longest form that keeps every limit is saved: %s', async (letter) => {
  const admin = await site.loggedIn();
  const fields: Record<string, string> = { text: letter.repeat(200), date: '2026-01-01T00:00', rows: '50' };
  for (let i = 0; i < 50; i++) fields[`choice-${i}-text`] = letter.repeat(200);
  expect((await admin.submit('/admin/questions/add/', '/admin/questions/add/', fields)).status).toBe(303);
  const [question] = await site.database.selectFrom('question').select('id').execute();
  expect(await choicesOf(question?.id as number)).toHaveLength(50);
});

test('a question with more choices than one may give keeps them all, with their votes, when it is saved unchanged', async () => {
  const { id } = await site.question(
    'Sixty?',
    Array.from({ length: 60 }, (_, i) => `choice ${i}`),
  );
  await site.database.updateTable('choice').set({ votes: 10 }).execute();
  await sql`update question set pub_date = '2026-01-02 03:04:05.678Z'`.execute(site.database);
  const admin = await site.loggedIn();
  const form = await formOn(admin, `/admin/questions/${id}/`);
  expect((await admin.post(`/admin/questions/${id}/`, form)).status).toBe(303);
  expect((await choicesOf(id)).map(({ votes }) => votes)).toEqual(Array(60).fill(10));
  const question = await site.database.selectFrom('question').select('pub_date').executeTakeFirstOrThrow();
  expect(question.pub_date).toEqual(new Date('2026-01-02T03:04:05.678Z'));
});

test('sums beyond 2^31 and dates that JavaScript has not are listed', async () => {
  const { id } = await site.question('Many?', ['a', 'b']);
  await site.database.updateTable('choice').set({ votes: 2147483647 }).execute();
  const admin = await site.loggedIn();
  for (const date of ['-infinity', 'infinity', '4000-01-01 BC', '20000-01-01']) {
    await sql`update question set pub_date = ${date}::text::timestamptz`.execute(site.database);
    for (const path of ['/admin/questions/', `/admin/questions/${id}/`, '/polls/', `/polls/${id}/`])
      expect([path, (await admin.get(path)).status]).not.toEqual([path, 500]);
  }
  expect((await admin.get('/admin/questions/')).text).toContain('4,294,967,294');
});

test('all staff can be found, page by page or by a part of the name', async () => {
  await sql`insert into staff_user (username, password_hash) select 'user' || n, 'x' from generate_series(1, 120) n`.execute(
    site.database,
  );
  const admin = await site.loggedIn();
  const pages = await Promise.all([1, 2, 3].map((page) => admin.get(`/admin/users/?page=${page}`)));
  const names = new Set(
    pages.flatMap(({ text }) => [...text.matchAll(/<bdi>(user\d+)<\/bdi>/g)].map(([, name]) => name)),
  );
  expect(names.size).toBe(120);
  expect((await admin.get('/admin/users/?q=SER117')).text).toContain('user117');
});

describe('two who edit the same question', () => {
  let id: number;
  let alice: Browser;
  let bob: Browser;
  let stale: Fields;
  beforeEach(async () => {
    ({ id } = await site.question('Which?', ['A', 'B', 'C']));
    await site.database.updateTable('choice').set({ votes: 7 }).execute();
    alice = await site.loggedIn('alice');
    bob = await site.loggedIn('bob');
    stale = await formOn(alice, `/admin/questions/${id}/`);
  });
  const save = (browser: Browser, fields: Fields) => browser.post(`/admin/questions/${id}/`, fields);
  const bobs = async (change: Fields) => save(bob, { ...(await formOn(bob, `/admin/questions/${id}/`)), ...change });

  test('lose neither what the other has added nor what they changed elsewhere', async () => {
    await bobs({ 'choice-3-text': 'D', 'choice-1-text': 'B by bob' });
    expect((await save(alice, { ...stale, 'choice-0-text': 'A by alice' })).status).toBe(303);
    const choices = await choicesOf(id);
    expect(choices.map(({ text }) => text)).toEqual(['A by alice', 'B by bob', 'C', 'D']);
    expect(choices.map(({ votes }) => votes)).toEqual([7, 7, 7, 0]);
  });

  test('are told when both have changed the same, with who was faster, and may have their own way then', async () => {
    await bobs({ 'choice-1-text': 'B by bob', text: 'Which one?' });
    const told = await save(alice, { ...stale, 'choice-1-text': 'B by alice' });
    expect(told.status).toBe(409);
    expect(told.text).toContain('bob has changed choice 2 to “B by bob” meanwhile.');
    expect(told.text).toContain('value="B by alice"');
    expect((await choicesOf(id)).map(({ text }) => text)).toEqual(['A', 'B by bob', 'C']);
    const again = { ...stale, 'choice-1-text': 'B by alice', 'choice-1-was': 'B by bob' };
    expect((await save(alice, again)).status).toBe(303);
    expect((await choicesOf(id)).map(({ text }) => text)).toEqual(['A', 'B by alice', 'C']);
    const { text } = await site.database
      .selectFrom('question')
      .select('question_text as text')
      .executeTakeFirstOrThrow();
    expect(text).toBe('Which one?');
  });

  test('are told when what one has changed is gone', async () => {
    await bobs({ 'choice-1-remove': 'on' });
    const told = await save(alice, { ...stale, 'choice-1-text': 'B by alice' });
    expect([told.status, told.text]).toEqual([409, expect.stringContaining('bob has deleted choice 2 meanwhile')]);
    expect((await save(alice, stale)).status).toBe(303);
    expect((await choicesOf(id)).map(({ text }) => text)).toEqual(['A', 'C']);
  });

  test('see in its history who did what', async () => {
    await bobs({ 'choice-1-remove': 'on', text: 'Which one?' });
    const { text } = await alice.get(`/admin/log/?of=question-${id}`);
    expect(text).toContain('“Which?” became “Which one?”; deleted the choice “B” with 7 votes');
  });
});

describe('what was typed', () => {
  const typed = {
    text: 'Typed with care?',
    date: '2026-01-01T00:00',
    rows: '2',
    'choice-0-text': 'One',
    'choice-1-text': 'Two',
  };

  test('outlives the session: it is kept over the login, shown again, and saved then', async () => {
    const admin = await site.loggedIn();
    const csrf = csrfOf((await admin.get('/admin/questions/add/')).text);
    await site.database.deleteFrom('session').execute();
    const login = await admin.post('/admin/questions/add/', { ...typed, csrf });
    expect([login.status, login.text]).toEqual([403, expect.stringContaining('What you typed is kept')]);
    const kept = /name="kept" value="([^"]*)"/.exec(login.text)?.[1]?.replaceAll('&quot;', '"') as string;
    const back = await admin.post('/admin/login/', {
      username: 'alice',
      password,
      next: '/admin/questions/add/',
      kept,
      csrf: csrfOf(login.text),
    });
    expect(back.text).toContain('Nothing was saved yet');
    const review = await admin.post('/admin/questions/add/', { ...typed, csrf: csrfOf(back.text), review: 'yes' });
    expect(review.text).toContain('value="Typed with care?"');
    expect(await site.database.selectFrom('question').select('id').execute()).toEqual([]);
    expect((await admin.post('/admin/questions/add/', { ...typed, csrf: csrfOf(review.text) })).status).toBe(303);
  });

  test('is there again after a form that had expired', async () => {
    const admin = await site.loggedIn();
    const refused = await admin.post('/admin/questions/add/', { ...typed, csrf: 'of yesterday' });
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('value="Typed with care?"')]);
    const foreign = await admin.post(
      '/admin/questions/add/',
      { ...typed, csrf: 'x' },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(foreign.text).not.toContain('Typed with care?');
  });
});

test('who may only look sees everything and changes nothing', async () => {
  const { id } = await site.question('Look?', ['Yes']);
  const admin = await site.loggedIn('alice');
  await admin.submit('/admin/users/add/', '/admin/users/add/', {
    username: 'eve',
    password,
    repeat: password,
    look: 'on',
  });
  const eve = site.visitor();
  await eve.logIn('eve', password);
  const { status, text } = await eve.get(`/admin/questions/${id}/`);
  expect([status, text.includes('Look?'), text.includes('>Save<')]).toEqual([200, true, false]);
  const csrf = csrfOf(text);
  for (const path of ['add/', `${id}/`, `${id}/delete/`, 'delete/'])
    expect([path, (await eve.post(`/admin/questions/${path}`, { csrf, text: 'x' })).status]).toEqual([path, 403]);
});
