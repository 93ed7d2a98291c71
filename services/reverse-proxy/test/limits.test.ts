import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { GET, ask, codeOf, statusOf, atRequest } from './harness/requests';
import { answering, OK, rawClient, rawUpstream } from './harness/sockets';
import type { RawClient } from './harness/sockets';
import { sleep } from './harness/wait';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(30_000);

describe('limits', () => {
  test.each([
    ['a sized body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n', 413],
    [
      'a chunked body',
      `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n${'x'.repeat(1001)}\r\n0\r\n\r\n`,
      413,
    ],
    ['a head', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`, 431],
    ['a target', `GET /${'y'.repeat(9000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
    ['fields', `GET / HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(101)}\r\n`, 431],
  ])('%s past the limit is refused with %s', async (_, request, status) => {
    const upstream = await opened(rawUpstream(() => {}));
    const proxy = await opened(startFor([upstream.port], {}, { limits: { bodyBytes: 1000 } }));
    const client = rawClient(proxy.port);
    client.send(request);
    expect(statusOf(await client.closed())).toBe(status);
  });

  test('of connections: one more is told so and closed', async () => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(startFor([upstream.port], {}, { limits: { connections: 1 } }));
    const first = rawClient(proxy.port);
    first.send(GET);
    await first.until('ok');
    expect(codeOf(await rawClient(proxy.port).closed())).toBe('too_many_connections');
    first.socket.destroy();
  });

  test('of requests per connection: the last answer closes it', async () => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(startFor([upstream.port], {}, { limits: { requestsPerConnection: 2 } }));
    const client = rawClient(proxy.port);
    client.send(GET + GET + GET);
    expect((await client.closed()).match(/200 OK/g)).toHaveLength(2);
  });

  test('of connections per host: requests queue and get their turn in order; when the queue is full the next is told so', async () => {
    const waiting: RawClient[] = [];
    const upstream = await opened(atRequest((one) => void waiting.push(one)));
    const proxy = await opened(startFor([upstream.port], { limits: { connectionsPerHost: 1, queue: 2 } }));
    const clients = [0, 1, 2].map(() => rawClient(proxy.port));
    for (const [index, client] of clients.entries()) {
      client.send(`GET /${index} HTTP/1.1\r\nHost: a\r\n\r\n`);
      await sleep(30);
    }
    expect(proxy.metric('proxy_queue_length')).toBe(2);
    const fourth = await ask(proxy.port, GET);
    expect([statusOf(fourth), codeOf(fourth)]).toEqual([503, 'queue_full']);
    expect(fourth).toMatch(/\r\nRetry-After: 1\r\n/);
    waiting[0]!.send(OK);
    await clients[0]!.until('ok');
    await waiting[0]!.until('GET /1');
    waiting[0]!.send(OK);
    await clients[1]!.until('ok');
    await waiting[0]!.until('GET /2');
    waiting[0]!.send(OK);
    await clients[2]!.until('ok');
    expect(upstream.connections).toHaveLength(1);
    for (const client of clients) client.socket.destroy();
  });

  test('of time in the queue', async () => {
    const upstream = await opened(atRequest(() => {}));
    const proxy = await opened(startFor([upstream.port], { limits: { connectionsPerHost: 1, queueTime: 200 } }));
    const first = rawClient(proxy.port);
    first.send(GET);
    await sleep(30);
    expect(codeOf(await ask(proxy.port, GET))).toBe('queue_timeout');
    first.socket.destroy();
  });
});
