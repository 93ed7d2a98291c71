import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createLogger } from '@chartwright/kit/process/logging';
import { createMetrics } from '@chartwright/kit/metrics/metrics';
import { createEchoApp } from '../app';
import type { Echo } from '../app';

let server: Server;
let url: string;
let log = '';
const metrics = createMetrics({ service: 'echo', processMetrics: false });

beforeAll(async () => {
  const destination = new PassThrough().on('data', (line: Buffer) => (log += line.toString()));
  server = createEchoApp({
    name: 'echo-1',
    logger: createLogger({ name: 'echo', destination }),
    metrics,
    bodyBytes: 1000,
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function echo(path: string, init?: RequestInit): Promise<Echo> {
  return (await (await fetch(url + path, init)).json()) as Echo;
}
const json = (body: string): RequestInit => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } });

test('answers with name, host, path, query, method and headers', async () => {
  const answer = await echo('/some//path?q=1&r', { method: 'DELETE', headers: { 'X-Some': 'Value' } });
  expect(answer).toMatchObject({
    name: 'echo-1',
    method: 'DELETE',
    host: url.slice('http://'.length),
    path: '/some//path',
    query: '?q=1&r',
    httpVersion: '1.1',
    body: null,
  });
  expect(answer.headers['x-some']).toBe('Value');
  expect(answer.rawHeaders).toEqual(expect.arrayContaining(['X-Some', 'Value']));
});

test('gives back any JSON value that is posted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 2 }), async (value) => {
      const text = JSON.stringify(value);
      fc.pre(Buffer.byteLength(text) <= 1000);
      expect((await echo('/', json(text))).body).toEqual(JSON.parse(text));
    }),
    { numRuns: 50 },
  );
});

test('gives back text that is not JSON as it is', async () => {
  expect((await echo('/', { method: 'PUT', body: '{ü', headers: { 'content-type': 'text/plain' } })).body).toBe('{ü');
});

test('gives back trailers', async () => {
  const client = request(url, { method: 'POST', headers: { 'transfer-encoding': 'chunked', trailer: 'x-sum' } });
  client.write('a');
  client.addTrailers({ 'x-sum': '7' });
  client.end();
  const [response] = (await once(client, 'response')) as [IncomingMessage];
  const answer = JSON.parse(Buffer.concat(await response.toArray()).toString()) as Echo;
  expect(answer).toMatchObject({ body: 'a', trailers: { 'x-sum': '7' } });
});

test('refuses a body over the limit, one that is not the JSON it says, and parameters out of bounds', async () => {
  const status = async (path: string, init?: RequestInit) => (await fetch(url + path, init)).status;
  expect(await status('/', { method: 'POST', body: 'x'.repeat(1001) })).toBe(413);
  expect(await status('/', json('{'))).toBe(400);
  expect(await status('/slow?ms=60001')).toBe(400);
  expect(await status('/stream?chunks=-1')).toBe(400);
});

test('/status/NNN answers with that status', async () => {
  for (const status of [200, 201, 301, 404, 503, 599]) {
    const response = await fetch(`${url}/status/${status}`, { redirect: 'manual' });
    expect([response.status, await response.json()]).toMatchObject([status, { path: `/status/${status}` }]);
  }
});

test('/status/204 and /status/304 have no body', async () => {
  for (const status of [204, 304]) {
    const response = await fetch(`${url}/status/${status}`);
    expect([response.status, await response.text()]).toEqual([status, '']);
  }
});

test.each(['/status/', '/status/100', '/status/600', '/status/abc', '/status/200/x'])('refuses %s', async (path) => {
  expect((await fetch(url + path)).status).toBe(400);
});

test('/slow answers after the time that is asked for', async () => {
  const start = performance.now();
  expect((await echo('/slow?ms=200')).path).toBe('/slow');
  expect(performance.now() - start).toBeGreaterThanOrEqual(199);
});

test('/reset ends the connection without an answer', async () => {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /reset HTTP/1.1\r\nhost: a\r\n\r\n');
  const [error] = (await once(socket, 'error').catch((thrown: unknown) => [thrown])) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
});

test('/reset?after=N ends it in the middle of the body', async () => {
  const response = await fetch(`${url}/reset?after=10`);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
});

test('/stream sends its lines one by one', async () => {
  const response = await fetch(`${url}/stream?chunks=3&ms=50&bytes=8`);
  const seen: string[] = [];
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
    seen.push(Buffer.from(chunk).toString());
  expect(seen).toEqual(['0......\n', '1......\n', '2......\n']);
});

test('/stream waits for a client that does not read, and ends when it leaves', async () => {
  const client = request(`${url}/stream?chunks=100000&ms=0&bytes=10000`).end();
  const [response] = (await once(client, 'response')) as [IncomingMessage];
  await sleep(100);
  const before = process.memoryUsage().rss;
  await sleep(300);
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000); // the whole answer is 1 GB
  response.destroy();
  while (!log.includes('"route":"/stream"') || !log.includes('"aborted":true')) await sleep(10);
});

test('routes are few in the metrics, whatever the paths', async () => {
  await echo('/a');
  await echo('/b');
  const text = await metrics.registry.metrics();
  expect(new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route))).toEqual(
    new Set(['/*', '/slow', '/status/:code', '/reset', '/stream']),
  );
});

test('a client that leaves in the middle of its body is no error in the log', async () => {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /leaves HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc');
  await sleep(50);
  socket.destroy();
  await sleep(50);
  expect(log).not.toContain('"msg":"failed"');
});
