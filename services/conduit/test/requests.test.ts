import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { startApi } from './harness/api';
import type { Api } from './harness/api';
import { official, served } from './harness/client';
import type { Client } from './harness/client';

// A real database on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let api: Api;
let jane: Client;
beforeAll(async () => {
  postgres = await startPostgres();
  api = await startApi(postgres);
  jane = await api.user('jane');
});
afterAll(async () => {
  await (api as Api | undefined)?.close();
  await postgres.stop();
});

/** With any method: fetch has no TRACE. */
const raw = (method: string, path: string) =>
  new Promise<{ status?: number; headers: IncomingHttpHeaders; body: unknown }>((resolve, reject) => {
    const outgoing = request(`${api.url}/api${path}`, { method }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: JSON.parse(text) }));
    });
    outgoing.on('error', reject).end();
  });

const unreadable: [string, string | Buffer | undefined][] = [
  ['nothing', undefined],
  ['no JSON', 'user=jane'],
  ['half of it', '{"user":'],
  ['null', 'null'],
  ['a number', '1'],
  ['a string', '"user"'],
  ['a list', '[{"user":{}}]'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['100,000 brackets', '['.repeat(100_000)],
];

describe('a body', () => {
  test.each(unreadable)('of %s is 422 wherever one is needed', async (_, body) => {
    for (const [method, path] of [
      ['POST', '/users'],
      ['POST', '/users/login'],
      ['PUT', '/user'],
      ['POST', '/articles'],
    ] as const) {
      const answer = await jane.send(method, path, body);
      expect([answer.status, answer.body]).toEqual([422, { errors: { body: ['must be a JSON object'] } }]);
    }
  });

  test.each([
    ['{}', "can't be blank"],
    ['{"user":null}', "can't be blank"],
    ['{"user":[]}', 'must be an object'],
    ['{"user":"jane"}', 'must be an object'],
    ['{"__proto__":{"user":{}}}', "can't be blank"],
    ['{"article":{}}', "can't be blank"],
  ])('of %s names the object that is missing', async (body, message) => {
    const answer = await api.visitor().send('POST', '/users', body);
    expect([answer.status, answer.body]).toEqual([422, { errors: { user: [message] } }]);
  });

  test('with fields of other types names them', async () => {
    const user = { username: 1, email: ['a@b'], password: {} };
    const message = ['must be a string'];
    const { status, body } = await api.visitor().post('/users', { user });
    expect([status, body.errors]).toEqual([422, { username: message, email: message, password: message }]);
  });

  test.each(['application/json; charset=utf-8', 'text/plain', 'application/x-www-form-urlencoded', 'x/y'])(
    'is read as JSON with the media type %j',
    async (type) => {
      const body = JSON.stringify({ user: { email: 'jane@example.com', password: 'a wrong one' } });
      const { status } = await api.visitor().send('POST', '/users/login', body, { 'content-type': type });
      expect(status).toBe(401);
    },
  );

  test.each(['', 'no JSON', '{"article":1}'])('of %j is ignored where none is needed', async (body) => {
    const { slug } = await jane.article('Favorite without a body');
    const headers = { 'content-type': 'application/json' };
    expect((await jane.send('POST', `/articles/${slug}/favorite`, body, headers)).status).toBe(200);
    expect((await jane.send('DELETE', `/articles/${slug}/favorite`, body, headers)).status).toBe(200);
    expect((await jane.send('DELETE', `/articles/${slug}`, body, headers)).status).toBe(204);
  });

  test('of more than 1 MiB is refused', async () => {
    const { status, body } = await jane.send('POST', '/articles', 'x'.repeat(1024 * 1024 + 1));
    expect([status, body]).toEqual([413, { errors: { body: ['is too large'] } }]);
  });

  test('that is too large is 401 first without a token', async () => {
    expect((await api.visitor().send('POST', '/articles', 'x'.repeat(1024 * 1024 + 1))).status).toBe(401);
  });
});

describe('a path', () => {
  test.each(['/nothing', '/articles/a/b/c', '/users/login/x', '/'])('%s is not there', async (path) => {
    const { status, body } = await jane.get(path);
    expect([status, body]).toEqual([404, { errors: { path: ['not found'] } }]);
  });

  test.each(['/profiles/%zz', '/articles/%ff/comments'])('%s is malformed', async (path) => {
    const { status, body } = await jane.get(path);
    expect([status, body]).toEqual([422, { errors: { request: ['is malformed'] } }]);
  });

  test.each([
    ['PATCH', '/articles', 'GET, HEAD, OPTIONS, POST'],
    ['DELETE', '/user', 'GET, HEAD, OPTIONS, PUT'],
    ['PUT', '/users/login', 'OPTIONS, POST'],
    ['PATCH', '/articles/feed', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/tags', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/tags', 'GET, HEAD, OPTIONS'],
    ['SEARCH', '/tags', 'GET, HEAD, OPTIONS'],
  ])('%s %s is 405 where there are %s', async (method, path, allow) => {
    const { status, body, headers } = await raw(method, path);
    expect([status, body]).toEqual([405, { errors: { method: ['not allowed'] } }]);
    expect(headers['allow']).toBe(allow);
  });

  test('/articles/feed is no article for those who change it', async () => {
    expect((await jane.put('/articles/feed', { article: {} })).body).toEqual({ errors: { article: ['not found'] } });
  });

  test('answers HEAD as GET without the body, and OPTIONS with the methods', async () => {
    const head = await fetch(`${api.url}/api/tags`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const options = await fetch(`${api.url}/api/articles`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
  });

  test('may end with a slash', async () => {
    expect((await fetch(`${api.url}/api/tags/`)).status).toBe(200);
  });
});

describe('headers', () => {
  test('let pages of any origin in, and those of allowed ones only when they are named', async () => {
    const preflight = async (url: string, origin: string) => {
      const headers = {
        ...{ origin, 'access-control-request-method': 'PUT' },
        'access-control-request-headers': 'authorization,content-type',
      };
      return fetch(`${url}/api/user`, { method: 'OPTIONS', headers });
    };
    const open = await preflight(api.url, 'https://www.example.com');
    expect(open.headers.get('access-control-allow-origin')).toBe('*');
    expect(open.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(open.headers.get('access-control-allow-methods')).toContain('PUT');
    const strict = await startApi(postgres, { allowedOrigins: ['https://www.example.com'] });
    try {
      const allowed = async (origin: string) =>
        (await preflight(strict.url, origin)).headers.get('access-control-allow-origin');
      expect(await allowed('https://www.example.com')).toBe('https://www.example.com');
      expect(await allowed('https://evil.example.com')).toBeNull();
    } finally {
      await strict.close();
    }
  });

  test('keep answers out of caches and of guesses about their type', async () => {
    const { headers } = await jane.get('/user');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });
});

describe('the document', () => {
  test('is served, and is what the tests compare with', async () => {
    const response = await fetch(`${api.url}/api/openapi.json`);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual(served.document);
  });

  test('has the official operations with their parameters and security, and no other', () => {
    const about = ({ operationId, path, method, object }: (typeof official.operations)[number]) => ({
      ...{ operationId, path, method },
      parameters: object.parameters.map(({ name, in: place }) => `${place} ${name}`).sort(),
      required: object.security !== undefined && !object.security.some((one) => Object.keys(one).length === 0),
    });
    const sorted = (operations: typeof official.operations) =>
      operations.map(about).sort((a, b) => a.operationId.localeCompare(b.operationId));
    expect(sorted(served.operations)).toEqual(sorted(official.operations));
  });
});
