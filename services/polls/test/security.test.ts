import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import fc from 'fast-check';
import { networkOf } from '@chartwright/kit/security/network';
import { html } from '../pages/html';
import { loginLimits } from '../security/login-limits';
import { Browser, csrfOf } from './browser';
import { password, startSite } from './site';
import type { Site } from './site';

// Real processes and servers on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let site: Site;
beforeAll(async () => void (postgres = await startPostgres()));
beforeEach(async () => void (site = await startSite(postgres)));
afterEach(() => (site as Site | undefined)?.close());
afterAll(() => postgres.stop());

describe('markup', () => {
  const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;

  test('in a question, a choice, a user name and a search is text on every page', async () => {
    const { id } = await site.question(attack, [attack]);
    const admin = await site.loggedIn();
    await admin.submit('/admin/questions/add/', '/admin/questions/add/', {
      text: attack,
      date: '2026-01-01T00:00',
      rows: '1',
      'choice-0-text': attack,
    });
    const query = encodeURIComponent(attack);
    const pages = ['/polls/', `/polls/${id}/`, `/polls/${id}/results/`, '/admin/', '/admin/log/'];
    pages.push(
      `/admin/questions/?q=${query}&date=${query}`,
      `/admin/questions/${id}/`,
      `/admin/questions/${id}/delete/`,
    );
    pages.push(`/admin/questions/?done=${query}`, `/polls/${id}/?x=${query}`);
    for (const page of pages) {
      const { text, status } = await admin.get(page);
      expect([page, status]).toEqual([page, 200]);
      expect(text).not.toContain('<script');
      expect(text).not.toMatch(/<img[^>]*onerror/);
    }
    expect((await admin.get(`/polls/${id}/`)).text).toContain('&lt;script&gt;');
    const refused = await site.visitor().logIn(attack, 'wrong', `/admin/${attack}`);
    expect(refused.status).toBe(422);
    expect(refused.text).not.toContain('<script');
  });

  test('no text that is put into a template opens a tag or leaves an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`${text}`.toString()).not.toMatch(/[<>"']/);
        expect(html`<a title="${[text, [text]]}"></a>`.toString().slice(10, -6)).not.toMatch(/[<>"']/);
      }),
    );
  });
});

test.each([
  `' or '1'='1`,
  `1; drop table question; --`,
  `%' union select password_hash from staff_user --`,
  '\\',
  '%',
  '\u0000',
])('SQL in a search is text: %j', async (text) => {
  await site.question('Innocent?');
  const admin = await site.loggedIn();
  const answer = await admin.get(`/admin/questions/?q=${encodeURIComponent(text)}`);
  expect(answer.status).toBe(200);
  expect(answer.text).not.toContain('argon2id');
  expect(answer.text.includes('Innocent?')).toBe(text === '\u0000');
  await expect(site.database.selectFrom('question').selectAll().execute()).resolves.toHaveLength(1);
  expect((await site.visitor().logIn(text, `' or '1'='1`)).status).toBe(422);
});

describe('forms', () => {
  const refusal = 'This form has expired or came from elsewhere';

  test('fail without a token, without a cookie, and when another site sends them', async () => {
    const { id, choices } = await site.question('Sure?');
    const fields = { choice: String(choices[0]) };
    const visitor = site.visitor();
    const token = csrfOf((await visitor.get(`/polls/${id}/`)).text);
    const address = `/polls/${id}/vote/`;
    const tries = [
      visitor.post(address, fields),
      visitor.post(address, { ...fields, csrf: '' }),
      visitor.post(address, { ...fields, csrf: token.slice(0, -2) }),
      site.visitor().post(address, { ...fields, csrf: token }),
      visitor.post(address, { ...fields, csrf: token }, { 'sec-fetch-site': 'cross-site' }),
      visitor.post(address, { ...fields, csrf: token }, { 'sec-fetch-site': 'same-site' }),
      visitor.post(address, { ...fields, csrf: token }, { origin: 'https://elsewhere.example' }),
      visitor.post(address, { ...fields, csrf: token }, { origin: 'null' }),
    ];
    for (const answer of await Promise.all(tries)) {
      expect(answer.status).toBe(403);
      expect(answer.text).toContain(refusal);
    }
    const counted = await site.database.selectFrom('choice').select('votes').execute();
    expect(counted.map((row) => row.votes)).toEqual([0, 0]);
    expect((await visitor.post(address, { ...fields, csrf: token }, { 'sec-fetch-site': 'same-origin' })).status).toBe(
      303,
    );
  });

  test('of the admin fail without a token, every one of them', async () => {
    const { id } = await site.question('Sure?');
    const admin = await site.loggedIn();
    const user = await site.staff('bob');
    const paths = ['logout/', 'questions/add/', `questions/${id}/`, `questions/${id}/delete/`, 'password/'];
    paths.push('users/add/', `users/${user}/`, `users/${user}/delete/`, 'login/');
    for (const path of paths) {
      const answer = await admin.post(`/admin/${path}`, { text: 'changed', date: '2026-01-01T00:00' });
      expect([path, answer.status]).toEqual([path, 403]);
    }
    expect((await admin.get('/admin/questions/')).text).toContain('Sure?');
  });

  test('of before the login are of no use after it', async () => {
    await site.staff('alice');
    const browser = site.visitor();
    const before = csrfOf((await browser.get('/admin/login/')).text);
    await browser.logIn('alice', password);
    expect((await browser.post('/admin/logout/', { csrf: before })).status).toBe(403);
  });
});

describe('sessions', () => {
  test('a value that somebody planted is never logged in', async () => {
    await site.staff('alice');
    const victim = site.visitor();
    victim.cookies.set('polls_session', 'planted');
    expect((await victim.logIn('alice', password)).status).toBe(303);
    expect(victim.cookies.get('polls_session')).not.toBe('planted');
    const attacker = site.visitor();
    attacker.cookies.set('polls_session', 'planted');
    expect((await attacker.get('/admin/')).headers.get('location')).toContain('/admin/login/');
  });

  test('a login ends the one before it in the same browser, a logout ends its own for good', async () => {
    const browser = await site.loggedIn();
    const first = browser.cookies.get('polls_session') as string;
    const token = csrfOf((await browser.get('/admin/')).text);
    await browser.post('/admin/login/', { username: 'alice', password, csrf: token });
    const second = browser.cookies.get('polls_session') as string;
    expect(second).not.toBe(first);
    await browser.submit('/admin/', '/admin/logout/', {});
    expect(browser.cookies.has('polls_session')).toBe(false);
    for (const value of [first, second]) {
      const again = site.visitor();
      again.cookies.set('polls_session', value);
      expect((await again.get('/admin/')).status).toBe(303);
    }
  });

  test('the database has no value that a cookie could have', async () => {
    const browser = await site.loggedIn();
    const { token_hash: stored } = await site.database.selectFrom('session').selectAll().executeTakeFirstOrThrow();
    const value = browser.cookies.get('polls_session') as string;
    expect([stored.toString('base64url'), stored.toString()]).not.toContain(value);
  });

  test('an expired or idle one is over', async () => {
    const browser = await site.loggedIn();
    for (const column of ['expires_at', 'seen_at'] as const) {
      const long = new Date(Date.now() - 86_400_000);
      await site.database
        .updateTable('session')
        .set({ [column]: long })
        .execute();
      expect((await browser.get('/admin/')).status).toBe(303);
      await browser.logIn('alice', password);
      expect((await browser.get('/admin/')).status).toBe(200);
    }
  });

  test('after the login one goes on inside the admin, never elsewhere', async () => {
    await site.staff('alice');
    const goesTo = async (next: string) =>
      (await site.visitor().logIn('alice', password, next)).headers.get('location');
    expect(await goesTo('/admin/questions/?q=x&page=2')).toBe('/admin/questions/?q=x&page=2');
    for (const next of [
      'https://evil.example/',
      '//evil.example/',
      '/admin//evil',
      '/polls/',
      '/admin/\\evil',
      'javascript:1',
      '',
    ])
      expect(await goesTo(next)).toBe('/admin/');
  });
});

describe('cookies', () => {
  const set = async (browser: Browser) => {
    const answer = await browser.logIn('alice', password);
    return answer.headers.getSetCookie();
  };

  test('are HttpOnly and SameSite; over HTTPS also Secure, for this host alone', async () => {
    await site.close();
    site = await startSite(postgres, { trustedProxies: 'loopback' });
    await site.staff('alice');
    const plain = await set(new Browser(site.url));
    expect(plain).toEqual([
      expect.stringMatching(/^polls_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^polls_csrf=[\w-]{36}; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^polls_device=[\w.-]+; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const secure = await set(new Browser(site.url, { 'x-forwarded-proto': 'https' }));
    expect(secure).toEqual([
      expect.stringMatching(/^__Host-polls_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      expect.stringMatching(/^__Host-polls_csrf=[\w-]{36}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      expect.stringMatching(/^__Host-polls_device=[\w.-]+; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      // The page after a second login says when the last one was.
      expect.stringMatching(/^__Host-polls_flash=[\w.-]+; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });

  test('are Secure on every request when all browsers come by HTTPS, which then must stay so', async () => {
    await site.close();
    site = await startSite(postgres, { httpsOnly: true });
    const answer = await site.visitor().get('/admin/login/');
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-polls_csrf=.*; Secure;/)]);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  });

  test('X-Forwarded-Proto of somebody who is no proxy is not believed', async () => {
    await site.staff('alice');
    expect((await set(new Browser(site.url, { 'x-forwarded-proto': 'https' })))[0]).toMatch(/^polls_session=/);
  });
});

test('every answer forbids scripts, frames and foreign content, and pages of people are not kept', async () => {
  const { id } = await site.question('Q?');
  const admin = await site.loggedIn();
  for (const path of ['/polls/', `/polls/${id}/`, '/admin/', '/nothing', '/static/nothing', '/admin/login/']) {
    const { headers } = await admin.get(path);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe(path === '/admin/login/' ? null : 'no-store');
  }
});

describe('guessing passwords', () => {
  test('is stopped for one name from one address, also for the right password, and by every replica', async () => {
    const replica = await startSite(postgres);
    await site.staff('alice');
    const guess = (word: string, headers = {}) => new Browser(site.url, headers).logIn('Alice', word);
    for (let i = 0; i < loginLimits.pair; i++) expect((await guess('wrong password')).status).toBe(422);
    const limited = await guess(password);
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(limited.text).toContain('Too many attempts. Try again in 15 minutes.');
    await site.database
      .updateTable('login_attempt')
      .set({ resets_at: new Date(Date.now() - 1000) })
      .execute();
    expect((await guess(password)).status).toBe(303);
    await replica.close();
  });

  test('does not get more tries by trying at the same time', async () => {
    await site.staff('alice');
    const browsers = Array.from({ length: 15 }, () => site.visitor());
    const answers = await Promise.all(browsers.map((browser) => browser.logIn('alice', 'wrong password')));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(loginLimits.pair);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15 - loginLimits.pair);
  });

  test('does not lock out who comes from elsewhere, nor who succeeds again and again', async () => {
    await site.close();
    site = await startSite(postgres, { trustedProxies: 'loopback' });
    await site.staff('alice');
    const from = (address: string, word: string) =>
      new Browser(site.url, { 'x-forwarded-for': address }).logIn('alice', word);
    for (let i = 0; i <= loginLimits.pair; i++) await from('192.0.2.1', 'wrong password');
    expect((await from('192.0.2.1', password)).status).toBe(429);
    for (let i = 0; i <= loginLimits.pair; i++) expect((await from('198.51.100.7', password)).status).toBe(303);
  });

  test('counts an IPv6 network as one address', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:DB8:1:2::9')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
  });
});
