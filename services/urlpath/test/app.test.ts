import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { createLogger } from '@chartwright/kit/process/logging';
import { createMetrics } from '@chartwright/kit/metrics/metrics';
import { createUrlPathApp } from '../app';
import { getUrlPath } from '../url-path';

// Real sockets on a machine that may be busy.
jest.setTimeout(60_000);

let server: Server;
let port: number;
const metrics = createMetrics({ service: 'urlpath', processMetrics: false });

beforeAll(async () => {
  server = createUrlPathApp({ logger: createLogger({ name: 'urlpath', level: 'silent' }), metrics });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Sends one request line as it is, and resolves to the answer's parts. */
async function raw(requestLine: string, headers = 'Host: localhost\r\n') {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(Buffer.from(`${requestLine}\r\n${headers}Connection: close\r\n\r\n`, 'latin1'));
  await once(socket, 'close');
  const answer = Buffer.concat(chunks).toString();
  const [head = '', ...body] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: body.join('\r\n\r\n') };
}

test('answers a GET with the path', async () => {
  const response = await fetch(`http://127.0.0.1:${port}/this/is/a/test/`);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('this/is/a/test');
});

test('markup in the path cannot become a page', async () => {
  const { status, head, body } = await raw('GET /<script>alert(1)</script> HTTP/1.1');
  expect(status).toBe(200);
  expect(body).toBe('%3Cscript%3Ealert(1)%3C/script%3E');
  expect(head).toContain('\r\ncontent-type: text/plain; charset=utf-8\r\n');
  expect(head).toContain('\r\nx-content-type-options: nosniff\r\n');
});

test('answers HEAD like GET, without the body', async () => {
  const { status, head, body } = await raw('HEAD /a/b/ HTTP/1.1');
  expect([status, body]).toEqual([200, '']);
  expect(head).toContain('\r\ncontent-length: 3\r\n');
});

test.each([
  ['absolute-form', 'GET http://www.example.com/hello/ HTTP/1.1', 'hello'],
  ['absolute-form of another scheme and port', 'GET HTTPS://a:8443/b/c?d HTTP/1.1', 'b/c'],
  ['absolute-form without a path', 'GET http://www.example.com HTTP/1.1', ''],
  ['two slashes', 'GET //example.com//a/ HTTP/1.1', '/example.com//a'],
  ['dot segments', 'GET /a/../../etc/./passwd HTTP/1.1', 'etc/passwd'],
  ['percent-encoding', 'GET /%2F%2e%2e/%zz/%E9/ HTTP/1.1', '%2F%2e%2e/%zz/%E9'],
  ['a query', 'GET /a/?b=/c/ HTTP/1.1', 'a'],
  ['only a query', 'GET /?/b/ HTTP/1.1', ''],
  ['an asterisk as a name', 'GET /* HTTP/1.1', '*'],
  ['encoded UTF-8', `GET /${encodeURI('ü/日本')}/ HTTP/1.1`, '%C3%BC/%E6%97%A5%E6%9C%AC'],
  ['HTTP/1.0', 'GET /a HTTP/1.0', 'a'],
])('answers %s from the socket: %s', async (_, requestLine, path) => {
  expect(await raw(requestLine)).toMatchObject({ status: 200, body: path });
});

test('OPTIONS says what is allowed, of a path and of the server (*)', async () => {
  for (const target of ['/a', '*']) {
    const { status, head } = await raw(`OPTIONS ${target} HTTP/1.1`);
    expect(status).toBe(204);
    expect(head).toContain('\r\nallow: get, head, options\r\n');
  }
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])(
  'refuses %s with a 405 and Allow',
  async (method) => {
    const { status, head, body } = await raw(`${method} /a HTTP/1.1`);
    expect(status).toBe(405);
    expect(head).toContain('\r\nallow: get, head, options\r\n');
    expect(body).toContain('"code":"method_not_allowed"');
  },
);

test('refuses CONNECT with a 405', async () => {
  expect((await raw('CONNECT example.com:443 HTTP/1.1')).status).toBe(405);
});

test.each([
  ['a target without a path', 'GET * HTTP/1.1'],
  ['a URL that is none', 'GET http://[::1/a HTTP/1.1'],
  ['a space in the target', 'GET /a b HTTP/1.1'],
  ['a control character in the target', 'GET /a\x01b HTTP/1.1'],
  ['UTF-8 that is not percent-encoded', `GET /${Buffer.from('ü').toString('latin1')} HTTP/1.1`],
  ['a target that does not begin with a slash', 'GET a/b HTTP/1.1'],
  ['an unknown method', 'BREW /a HTTP/1.1'],
])('refuses %s with a 400', async (_, requestLine) => {
  expect((await raw(requestLine)).status).toBe(400);
});

test('refuses a target of 17 KiB with a 431', async () => {
  expect((await raw(`GET /${'a'.repeat(17 * 1024)} HTTP/1.1`)).status).toBe(431);
});

test('any depth: 5000 segments', async () => {
  const path = Array.from({ length: 5000 }, () => 'a').join('/');
  expect((await raw(`GET /${path}/ HTTP/1.1`)).body).toBe(path);
});

test('gives over the wire what getUrlPath gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.webPath(), fc.webQueryParameters(), async (path, query) => {
      const { status, body } = await raw(`GET /${path}?${query} HTTP/1.1`);
      expect([status, body]).toEqual([200, getUrlPath(`/${path}`)]);
    }),
  );
});

test('is one series in the metrics, whatever the path', async () => {
  await raw('GET /some/path HTTP/1.1');
  const text = await metrics.registry.metrics();
  expect(text).toMatch(/_count\{service="urlpath",method="GET",route="\/\*",status="200"\} \d+/);
  expect(text).not.toContain('some/path');
});
