import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import { password, startApi } from './harness/api';
import type { Api } from './harness/api';
import { Client } from './harness/client';

// A real database on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let api: Api;
beforeAll(async () => void (postgres = await startPostgres()));
beforeEach(async () => void (api = await startApi(postgres)));
afterEach(() => (api as Api | undefined)?.close());
afterAll(() => postgres.stop());

const jane = { username: 'jane', email: 'jane@example.com', password };

describe('registering', () => {
  test('gives a user without bio and image, and a token that is good', async () => {
    const { status, body } = await api.visitor().post('/users', { user: jane });
    expect(status).toBe(201);
    expect(body).toEqual({
      user: { username: 'jane', email: 'jane@example.com', bio: null, image: null, token: expect.any(String) },
    });
    const client = api.visitor();
    client.token = body.user.token;
    expect((await client.get('/user')).body).toEqual(body);
  });

  test.each(['username', 'email', 'password'])('fails without %s: missing, null and empty', async (field) => {
    for (const value of [undefined, null, '']) {
      const { status, body } = await api.visitor().post('/users', { user: { ...jane, [field]: value } });
      expect([status, body]).toEqual([422, { errors: { [field]: ["can't be blank"] } }]);
    }
  });

  test('fails with all that is wrong at once', async () => {
    const { body } = await api
      .visitor()
      .post('/users', { user: { username: ' ', email: 'nobody', password: '1234567' } });
    expect(body.errors).toEqual({
      username: ["can't be blank"],
      email: ['is invalid'],
      password: ['is too short (minimum is 8 characters)'],
    });
  });

  test('fails with a name or an address in use, whatever its case, and names both', async () => {
    await api.user('jane');
    const taken = ['has already been taken'];
    const register = async (user: object) => {
      const { status, body } = await api.visitor().post('/users', { user: { ...jane, ...user } });
      return [status, body.errors];
    };
    expect(await register({ email: 'other@example.com' })).toEqual([409, { username: taken }]);
    expect(await register({ username: 'other' })).toEqual([409, { email: taken }]);
    expect(await register({ username: 'JANE', email: 'JANE@example.com' })).toEqual([
      409,
      { username: taken, email: taken },
    ]);
  });

  test.each(['8 chars.', 'x'.repeat(64), '        ', 'пароль из слов', '🐎'.repeat(8)])(
    'takes the password %j',
    async (one) => {
      expect((await api.visitor().post('/users', { user: { ...jane, password: one } })).status).toBe(201);
      const login = { user: { email: jane.email, password: one } };
      expect((await api.visitor().post('/users/login', login)).status).toBe(200);
    },
  );

  test('takes names of any script, which then are paths', async () => {
    for (const username of ['Ærøskøbing', '日本語 テスト', 'a/b?c#d%20', 'Robert"); drop table account; --']) {
      const { status } = await api
        .visitor()
        .post('/users', { user: { ...jane, username, email: `${Math.random()}@x` } });
      expect(status).toBe(201);
      const { body } = await api.visitor().get(`/profiles/${encodeURIComponent(username)}`);
      expect(body.profile.username).toBe(username);
    }
  });

  test.each(['a\0b', 'a\ud800b'])('fails with text that cannot be stored: %j', async (username) => {
    const { status, body } = await api.visitor().post('/users', { user: { ...jane, username } });
    expect([status, body.errors.username]).toEqual([422, ['contains characters that cannot be stored']]);
  });
});

describe('logging in', () => {
  test('gives the user and a token, whatever the case of the address', async () => {
    await api.user('jane');
    for (const email of ['jane@example.com', 'Jane@Example.com']) {
      const { status, body } = await api.visitor().post('/users/login', { user: { email, password } });
      expect([status, body.user]).toMatchObject([200, { username: 'jane', email: 'jane@example.com' }]);
    }
  });

  test.each([
    ['a wrong password', { email: 'jane@example.com', password: 'wrong password' }],
    ['an unknown address', { email: 'joe@example.com', password }],
  ])('fails with %s, in the same words', async (_, user) => {
    await api.user('jane');
    const { status, body } = await api.visitor().post('/users/login', { user });
    expect([status, body]).toEqual([401, { errors: { credentials: ['invalid'] } }]);
  });

  test.each(['email', 'password'])('fails without %s: missing, null and empty', async (field) => {
    for (const value of [undefined, null, '']) {
      const user = { email: jane.email, password, [field]: value };
      const { status, body } = await api.visitor().post('/users/login', { user });
      expect([status, body]).toEqual([422, { errors: { [field]: ["can't be blank"] } }]);
    }
  });

  test('is limited for who guesses, and for nobody else', async () => {
    await api.close();
    api = await startApi(postgres, { loginFailures: 3, trustedProxies: 'loopback' });
    await api.user('jane');
    const from = (address: string, guess: string) =>
      api
        .visitor()
        .send('POST', '/users/login', { user: { email: jane.email, password: guess } }, { 'x-forwarded-for': address });
    for (let i = 0; i < 3; i++) expect((await from('192.0.2.1', 'a guess')).status).toBe(401);
    const limited = await from('192.0.2.1', password);
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    for (let i = 0; i < 10; i++) expect((await from('198.51.100.7', password)).status).toBe(200);
  });
});

describe('tokens', () => {
  test('come as Token or Bearer, in any case', async () => {
    const { token } = await api.user('jane');
    for (const scheme of ['Token', 'Bearer', 'token', 'BEARER']) {
      const client = new Client(api.url, scheme);
      client.token = token;
      expect((await client.get('/user')).status).toBe(200);
    }
  });

  test.each([undefined, '', 'Token', 'Token ', 'Bearer'])('are missing with the header %j', async (authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    const { status, body } = await api.visitor().send('GET', '/user', undefined, headers as Record<string, string>);
    expect([status, body]).toEqual([401, { errors: { token: ['is missing'] } }]);
    expect((await api.visitor().send('GET', '/articles', undefined, headers as Record<string, string>)).status).toBe(
      200,
    );
  });

  test.each([
    'Token x',
    'Token a.b.c',
    'Basic amFuZTpwYXNzd29yZA==',
    // Signed with nothing, as "alg": "none" says.
    'Token eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwiZ2VuIjowLCJqdGkiOiI0ZjBhM2E0NC0yZjQ4LTQ1YzktOGI1Ny01ZDJkM2E5MDg4YjAifQ.',
  ])('are invalid with the header %j, on reads too', async (authorization) => {
    await api.user('jane');
    for (const path of ['/user', '/articles', '/profiles/jane']) {
      const { status, body } = await api.visitor().send('GET', path, undefined, { authorization });
      expect([status, body]).toEqual([401, { errors: { token: ['is invalid'] } }]);
    }
  });

  test('are invalid when another key signed them, or their account is gone', async () => {
    const client = await api.user('jane');
    const other = await startApi(postgres, { secretKey: 'another-key-that-is-long-enough-0123456789' });
    const stranger = await other.user('jane');
    await other.close();
    const me = client.token;
    client.token = stranger.token;
    expect((await client.get('/user')).body).toEqual({ errors: { token: ['is invalid'] } });
    client.token = me;
    await api.pool.query('delete from account');
    expect((await client.get('/user')).body).toEqual({ errors: { token: ['is invalid'] } });
  });

  test('of other sessions end when the password changes, that of this session does not', async () => {
    const mine = await api.user('jane');
    const stolen = api.visitor();
    const login = (one: string) => api.visitor().post('/users/login', { user: { email: jane.email, password: one } });
    stolen.token = (await login(password)).body.user.token;
    const changed = await mine.put('/user', { user: { password: 'another password' } });
    expect(changed.status).toBe(200);
    expect((await stolen.get('/user')).status).toBe(401);
    expect((await mine.get('/user')).status).toBe(200);
    mine.token = changed.body.user.token;
    expect((await mine.get('/user')).status).toBe(200);
    expect([(await login(password)).status, (await login('another password')).status]).toEqual([401, 200]);
  });
});

describe('changing oneself', () => {
  test('changes what is given and keeps the rest', async () => {
    const client = await api.user('jane');
    const change = async (user: object) => (await client.put('/user', { user })).body.user;
    expect(await change({ bio: 'Writes.', image: 'https://example.com/jane.png' })).toMatchObject({
      ...{ username: 'jane', email: 'jane@example.com', bio: 'Writes.', image: 'https://example.com/jane.png' },
    });
    expect(await change({ username: 'janet' })).toMatchObject({ username: 'janet', bio: 'Writes.' });
    expect(await change({ email: 'janet@example.com' })).toMatchObject({ email: 'janet@example.com' });
    expect((await client.get('/user')).body.user).toMatchObject({
      ...{ username: 'janet', email: 'janet@example.com', bio: 'Writes.', image: 'https://example.com/jane.png' },
    });
  });

  test.each(['bio', 'image'])('stores an empty %s as null, and null as null', async (field) => {
    const client = await api.user('jane');
    for (const nothing of ['', null]) {
      await client.put('/user', { user: { [field]: 'something' } });
      expect((await client.put('/user', { user: { [field]: nothing } })).body.user[field]).toBeNull();
      expect((await client.get('/user')).body.user[field]).toBeNull();
    }
  });

  test.each(['email', 'username', 'password'])('fails with an empty %s, and with null', async (field) => {
    const client = await api.user('jane');
    for (const value of ['', null]) {
      const { status, body } = await client.put('/user', { user: { [field]: value, bio: 'changed' } });
      expect([status, body]).toEqual([422, { errors: { [field]: ["can't be blank"] } }]);
    }
    expect((await client.get('/user')).body.user.bio).toBeNull();
  });

  test('fails with nothing to change', async () => {
    const client = await api.user('jane');
    for (const user of [{}, { token: 'x' }]) expect((await client.put('/user', { user })).status).toBe(422);
  });

  test("fails with somebody else's name or address, and takes one's own again", async () => {
    await api.user('joe');
    const client = await api.user('jane');
    for (const user of [{ username: 'Joe' }, { email: 'joe@example.com' }]) {
      const { status, body } = await client.put('/user', { user });
      expect([status, body.errors]).toEqual([409, { [Object.keys(user)[0] as string]: ['has already been taken'] }]);
    }
    expect((await client.put('/user', { user: { username: 'Jane', email: jane.email } })).status).toBe(200);
  });

  test.each(['GET', 'PUT'])('%s fails without a token, before anything else is looked at', async (method) => {
    const { status, body } = await api.visitor().send(method, '/user', method === 'PUT' ? 'no JSON' : undefined);
    expect([status, body]).toEqual([401, { errors: { token: ['is missing'] } }]);
  });
});
