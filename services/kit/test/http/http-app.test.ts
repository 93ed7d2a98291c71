import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpError } from '../../http/errors';
import { createHttpApp } from '../../http/http-app';
import type { HttpAppOptions } from '../../http/http-app';
import { createLogger } from '../../process/logging';
import { createMetrics } from '../../metrics/metrics';

const running: { close(): Promise<unknown> }[] = [];
afterEach(async () => void (await Promise.all(running.splice(0).map((app) => app.close()))));

interface Line {
  level: string;
  msg: string;
  [key: string]: unknown;
}

async function start(options: Partial<HttpAppOptions> = {}) {
  const output = new PassThrough();
  const lines: Line[] = [];
  output.on('data', (line: Buffer) => lines.push(JSON.parse(line.toString()) as Line));
  const metrics = createMetrics({ service: 'test' });
  const app = createHttpApp({ logger: createLogger({ name: 'test', destination: output }), metrics, ...options });
  app.get('/things/:id', async (request) => ({ id: (request.params as { id: string }).id }));
  app.post('/things', async (request) => request.body);
  app.get('/taken', async () => {
    throw new HttpError('conflict', { field: 'slug' });
  });
  app.get('/broken', async () => {
    throw new Error('password of 10.0.0.7 is hunter2');
  });
  app.get('/never', () => new Promise(() => {}));
  running.push(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  /** Sends bytes as they are and resolves to all that comes back until the server closes. */
  const raw = async (bytes: string) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('error', () => {});
    socket.write(bytes);
    await once(socket, 'close');
    return answer;
  };
  return { url: `http://127.0.0.1:${port}`, port, raw, lines, metrics };
}

test('answers, with a request id that is in the log line too', async () => {
  const { url, lines } = await start();
  const response = await fetch(`${url}/things/7?token=hunter2`);
  expect(await response.json()).toEqual({ id: '7' });
  const id = response.headers.get('x-request-id');
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines.at(-1)).toMatchObject({
    level: 'info',
    service: 'test',
    reqId: id,
    method: 'GET',
    path: '/things/7',
    route: '/things/:id',
    status: 200,
  });
  expect(JSON.stringify(lines)).not.toContain('hunter2');
});

test('keeps a request id that is safe to log, and replaces one that is not', async () => {
  const { url } = await start();
  const idFor = async (given: string) =>
    (await fetch(`${url}/things/7`, { headers: { 'x-request-id': given } })).headers.get('x-request-id');
  expect(await idFor('from-the-proxy:1.2')).toBe('from-the-proxy:1.2');
  expect(await idFor('"}{"level":"fatal')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await idFor('x'.repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
});

test('an unknown path is a 404 of the table, and one series whatever the path', async () => {
  const { url, metrics } = await start();
  for (const path of ['/a', '/b', '/c']) {
    const response = await fetch(url + path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'not_found', message: 'There is nothing here.' } });
  }
  expect(await metrics.registry.metrics()).toContain(
    'http_request_duration_seconds_count{service="test",method="GET",route="unmatched",status="404"} 3',
  );
});

test('an HttpError is answered from the table, with its details', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/taken`);
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ error: { code: 'conflict', details: { field: 'slug' } } });
});

test('a 500 says nothing of its cause, which is in the log under the same request id', async () => {
  const { url, lines } = await start();
  const response = await fetch(`${url}/broken`);
  expect(response.status).toBe(500);
  const { error } = (await response.json()) as { error: { requestId: string } };
  expect(error).toEqual({ code: 'internal', message: 'Something went wrong here.', requestId: error.requestId });
  expect(lines.find(({ msg }) => msg === 'failed')).toMatchObject({
    level: 'error',
    reqId: error.requestId,
    err: { message: 'password of 10.0.0.7 is hunter2' },
  });
});

test.each([
  ['a body over the limit', 413, 'payload_too_large', { body: JSON.stringify('x'.repeat(200)) }],
  ['a body that is not JSON', 400, 'bad_request', { body: '{' }],
  ['a media type that nobody reads', 415, 'unsupported_media_type', { body: 'x', headers: { 'content-type': 'a/b' } }],
])('%s is a %i of the table', async (_, status, code, init) => {
  const { url } = await start({ limits: { bodyBytes: 100 } });
  const response = await fetch(`${url}/things`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...init,
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code } });
});

test('headers over the limit are a 431, and the connection ends', async () => {
  const { raw } = await start({ limits: { headerBytes: 1024 } });
  const answer = await raw(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(2000)}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
  expect(answer).toContain('{"error":{"code":"headers_too_large"');
});

test('what is not HTTP is a 400, and the connection ends', async () => {
  const { raw } = await start();
  expect(await raw('\x16\x03\x01 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});

test('a client that is slow with its headers is cut off with a 408', async () => {
  const { raw } = await start({
    limits: { headersMs: 50, requestMs: 100 },
    fastify: { http: { connectionsCheckingInterval: 20 } },
  });
  expect(await raw('GET / HTTP/1.1\r\nhost: a\r\nx')).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
});

test('a malformed percent-encoding in the path is a 400 of the table', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/things/%zz`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: 'bad_request' } });
});

test('a request for two hosts is a 400, as nobody can tell for which it is', async () => {
  const { raw } = await start();
  const answer = await raw('GET /things/7 HTTP/1.1\r\nhost: a\r\nHost: b\r\nconnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(answer).toContain('{"error":{"code":"bad_request"');
});

test('a request whose client has left is counted and logged as aborted, and is in flight no more', async () => {
  const { port, lines, metrics } = await start();
  const inFlight = async () => /^http_requests_in_flight\S* (\d+)$/m.exec(await metrics.registry.metrics())?.[1];
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /never HTTP/1.1\r\nhost: a\r\n\r\n');
  while ((await inFlight()) !== '1') await sleep(10);
  socket.destroy();
  const answered = () => lines.filter(({ msg }) => msg === 'answered');
  while (answered().length === 0) await sleep(10);
  expect(answered()).toEqual([
    expect.objectContaining({ path: '/never', client: '127.0.0.1', status: 499, aborted: true }),
  ]);
  expect(await inFlight()).toBe('0');
  expect(await metrics.registry.metrics()).toMatch(/_count\{[^}]*route="\/never",status="(499|4xx)"\} 1/);
});

test('what is refused before it is a request is counted and logged as well, with who sent it', async () => {
  const { raw, lines, metrics } = await start({ limits: { headerBytes: 1024 } });
  await raw(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(2000)}\r\n\r\n`);
  await raw('\x16\x03\x01 hello\r\n\r\n');
  await raw('GET / HTTP/1.1\r\nhost: a\r\nexpect: miracles\r\nconnection: close\r\n\r\n');
  expect(lines.flatMap(({ client, status }) => (status === undefined ? [] : [[client, status]]))).toEqual([
    ['127.0.0.1', 431],
    ['127.0.0.1', 400],
    ['127.0.0.1', 417],
  ]);
  expect(await metrics.registry.metrics()).toMatch(/^http_requests_total\{status="4xx",service="test"\} 3$/m);
});

test('a service may answer its problems its own way', async () => {
  const { url } = await start({
    errors: { conflict: { status: 409, message: 'Taken already.' } },
    sendProblem: ({ message }, _, reply) => reply.type('text/plain').send(message),
  });
  expect(await (await fetch(`${url}/taken`)).text()).toBe('Taken already.');
});
