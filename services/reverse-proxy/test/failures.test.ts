import type { Socket } from 'node:net';
import { startFor } from './harness/proxy';
import type { RunningProxy } from './harness/proxy';
import { answering, closedPort, OK, rawClient, rawUpstream } from './harness/sockets';
import type { RawClient, RawUpstream } from './harness/sockets';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

const open: { close(): Promise<unknown> }[] = [];
const opened = async <T extends { close(): Promise<unknown> }>(one: Promise<T>): Promise<T> => {
  const it = await one;
  open.unshift(it);
  return it;
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const post = (body: string, method = 'POST'): string =>
  `${method} / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const codeOf = (response: string): string => /"code":"(\w+)"/.exec(response)?.[1] ?? '';
const statusOf = (response: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(response)?.[1] ?? 0);

/** Sends one request and gives what came back until the answer or the end. */
async function ask(port: number, request: string, ms = 8000): Promise<string> {
  const client = rawClient(port);
  client.send(request);
  await Promise.race([client.until(/\r\n\r\n[^]*(ok|"requestId":"[^"]*"\}\n)/, ms), client.closed(ms)]).catch(() => {});
  client.socket.destroy();
  return client.received();
}

/** Does something at the first request of each connection. */
const atRequest = (act: (connection: RawClient, index: number) => void | Promise<void>): Promise<RawUpstream> =>
  rawUpstream(async (connection, index) => {
    await connection.until('\r\n\r\n', 60_000);
    await act(connection, index);
  });

const quick = {
  timeouts: { connect: 1000, perTry: 1000, total: 4000, idle: 1000 },
  ejection: { enabled: false },
  circuit: { enabled: false },
};

interface Row {
  readonly name: string;
  readonly act: (connection: RawClient) => void;
  readonly code: string;
  readonly status: number;
}

const reset = (socket: Socket): void => void socket.resetAndDestroy();

/** What an upstream does instead of answering; each is met by GET (retried) and by POST (not retried). */
const BROKEN: readonly Row[] = [
  { name: 'resets before its head', act: ({ socket }) => reset(socket), code: 'upstream_reset', status: 502 },
  { name: 'closes before its head', act: ({ socket }) => void socket.end(), code: 'upstream_closed', status: 502 },
  { name: 'hangs', act: () => {}, code: 'upstream_timeout', status: 504 },
  {
    name: 'sends garbage',
    act: (one) => one.send('\x00\x01garbage garbage garbage'),
    code: 'upstream_invalid',
    status: 502,
  },
  {
    name: 'speaks another protocol',
    act: (one) => one.send('SSH-2.0-OpenSSH_9.2p1 Debian\r\n'),
    code: 'upstream_invalid',
    status: 502,
  },
  {
    name: 'sends a folded field',
    act: (one) => one.send('HTTP/1.1 200 OK\r\nX: y\r\n z\r\n\r\n'),
    code: 'upstream_invalid',
    status: 502,
  },
  {
    name: 'sends a bare LF',
    act: (one) => one.send('HTTP/1.1 200 OK\r\nX: y\nZ: w\r\n\r\n'),
    code: 'upstream_invalid',
    status: 502,
  },
  {
    name: 'sends a NUL in a field',
    act: (one) => one.send('HTTP/1.1 200 OK\r\nX: \x00\r\n\r\n'),
    code: 'upstream_invalid',
    status: 502,
  },
  {
    name: 'sends two lengths',
    act: (one) => one.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok'),
    code: 'upstream_invalid',
    status: 502,
  },
  {
    name: 'sends length and chunked',
    act: (one) => one.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
    code: 'upstream_invalid',
    status: 502,
  },
  {
    name: 'sends chunks in HTTP/1.0',
    act: (one) => one.send('HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
    code: 'upstream_invalid',
    status: 502,
  },
  {
    name: 'sends a head of 100 KiB',
    act: (one) => one.send(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`),
    code: 'upstream_invalid',
    status: 502,
  },
  {
    name: 'closes within its head',
    act: ({ socket }) => void socket.end('HTTP/1.1 200 OK\r\nContent-'),
    code: 'upstream_truncated',
    status: 502,
  },
];

describe.each(BROKEN)('an upstream that $name', ({ act, code, status }) => {
  test('is told to the client of a POST with its reason, after one try', async () => {
    const upstream = await opened(atRequest(act));
    const proxy = await opened(startFor([upstream.port], quick));
    const response = await ask(proxy.port, post('abc'));
    expect([statusOf(response), codeOf(response)]).toEqual([status, code]);
    expect(response).not.toContain(String(upstream.port));
    expect(upstream.connections).toHaveLength(1);
    expect(proxy.metric('proxy_failures_total', { reason: code })).toBe(1);
    expect(proxy.metric('proxy_upstream_failures_total')).toBe(1);
    expect(proxy.answered).toMatchObject([{ status, failure: code, tries: 1 }]);
  });

  test('costs the client of a GET nothing when another host is well', async () => {
    const broken = await opened(atRequest(act));
    const well = await opened(answering(OK));
    const proxy = await opened(startFor([broken.port, well.port], quick));
    const responses = [await ask(proxy.port, GET), await ask(proxy.port, GET)];
    expect(responses.map(statusOf)).toEqual([200, 200]);
    expect(broken.connections.length).toBeGreaterThan(0);
    expect(proxy.metric('proxy_retries_total')).toBeGreaterThan(0);
    expect(proxy.metric('proxy_failures_total')).toBe(0);
  });
});

describe('an upstream that cannot be reached', () => {
  test('is tried again elsewhere also for a POST, since it never got the request', async () => {
    const well = await opened(answering(OK));
    const proxy = await opened(startFor([await closedPort(), well.port], quick));
    for (let i = 0; i < 4; i++) expect(statusOf(await ask(proxy.port, post('abc')))).toBe(200);
    expect(well.received().join('').match(/abc/g)).toHaveLength(4);
  });

  test('is a 502 when there is no other', async () => {
    const proxy = await opened(startFor([await closedPort()], quick));
    const response = await ask(proxy.port, GET);
    expect([statusOf(response), codeOf(response)]).toEqual([502, 'connect_failed']);
    expect(proxy.answered).toMatchObject([{ tries: 3 }]);
  });

  test('does not drop the body that was sent meanwhile, whatever its size', async () => {
    const well = await opened(
      answering((request) => `HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok${String(request.length).padStart(8)}`),
    );
    const proxy = await opened(startFor([await closedPort(), await closedPort(), well.port], quick));
    const body = 'x'.repeat(500_000);
    for (let i = 0; i < 3; i++) expect(statusOf(await ask(proxy.port, post(body)))).toBe(200);
    expect(
      well
        .received()
        .join('')
        .match(/x+/g)
        ?.map((one) => one.length)
        .filter((length) => length > 1),
    ).toEqual([500_000, 500_000, 500_000]);
  });
});

describe('retries', () => {
  test('send the whole body of a PUT again, and only of an idempotent method', async () => {
    const broken = await opened(
      rawUpstream(async (connection) => {
        await connection.until('abc');
        reset(connection.socket);
      }),
    );
    const well = await opened(answering(OK));
    const proxy = await opened(startFor([broken.port, well.port], quick));
    const put = [await ask(proxy.port, post('abc', 'PUT')), await ask(proxy.port, post('abc', 'PUT'))];
    expect(put.map(statusOf)).toEqual([200, 200]);
    expect(
      well
        .received()
        .join('')
        .match(/\r\n\r\nabc/g),
    ).toHaveLength(2);
    const patch = [await ask(proxy.port, post('abc', 'PATCH')), await ask(proxy.port, post('abc', 'PATCH'))];
    expect(patch.map(statusOf).sort()).toEqual([200, 502]);
  });

  test('are not made for a body that is too large to keep', async () => {
    const broken = await opened(
      rawUpstream(async (connection) => {
        await connection.until('xend', 20_000);
        reset(connection.socket);
      }),
    );
    const proxy = await opened(
      startFor([broken.port, broken.port + 0], { ...quick, retries: { attempts: 2, bodyBytes: 1000 } }),
    );
    expect(codeOf(await ask(proxy.port, post(`${'x'.repeat(5000)}end`, 'PUT')))).toBe('upstream_reset');
    expect(broken.connections).toHaveLength(1);
  });

  test('stop when their budget is spent', async () => {
    const upstream = await opened(atRequest(({ socket }) => reset(socket)));
    const proxy = await opened(startFor([upstream.port], { ...quick, retries: { attempts: 5, budgetPercent: 0 } }));
    for (let i = 0; i < 10; i++) await ask(proxy.port, GET);
    expect(proxy.metric('proxy_retries_total')).toBe(10);
    expect(upstream.connections).toHaveLength(20);
  });

  test('follow an idle connection that the upstream closes under a request', async () => {
    // Answers once per connection and closes at the second request without reading it.
    const upstream = await opened(
      rawUpstream(async (connection) => {
        await connection.until('\r\n\r\n');
        connection.send(OK);
        await connection.until(/\r\n\r\n[^]*\r\n\r\n/, 60_000);
        connection.socket.end();
      }),
    );
    const proxy = await opened(startFor([upstream.port], { ...quick, retries: { attempts: 1, budgetPercent: 0 } }));
    for (let i = 0; i < 30; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    expect(proxy.metric('proxy_upstream_failures_total')).toBe(0);
    const failed = await ask(proxy.port, post('abc'));
    expect(codeOf(failed)).toBe('upstream_closed');
  });
});

describe('an upstream that breaks off in its answer', () => {
  test.each([
    ['sized', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart'],
    ['chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n'],
  ])('is seen as broken by the client too (%s)', async (_, answer) => {
    const upstream = await opened(atRequest((one) => void one.socket.end(Buffer.from(answer))));
    const proxy = await opened(startFor([upstream.port], quick));
    const client = rawClient(proxy.port);
    client.send(GET);
    const all = await client.closed();
    expect(all).toContain('part');
    expect(all).not.toMatch(/\r\n0\r\n\r\n$/);
    expect(proxy.metric('proxy_failures_total', { reason: 'upstream_truncated' })).toBe(1);
  });

  test('by a reset, when the connection was to be the end of the body', async () => {
    const upstream = await opened(
      atRequest(async (one) => {
        one.send('HTTP/1.1 200 OK\r\n\r\npart');
        await sleep(30);
        reset(one.socket);
      }),
    );
    const proxy = await opened(startFor([upstream.port], quick));
    const client = rawClient(proxy.port);
    client.send(GET);
    expect(await client.closed()).not.toMatch(/\r\n0\r\n\r\n$/);
  });

  test('by malformed chunks', async () => {
    const upstream = await opened(
      atRequest((one) => one.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\nzz\r\n')),
    );
    const proxy = await opened(startFor([upstream.port], quick));
    const client = rawClient(proxy.port);
    client.send(GET);
    expect(await client.closed()).not.toContain('zz');
    expect(proxy.metric('proxy_failures_total', { reason: 'upstream_invalid' })).toBe(1);
  });

  test('by falling silent', async () => {
    const upstream = await opened(atRequest((one) => one.send('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart')));
    const proxy = await opened(startFor([upstream.port], quick));
    const client = rawClient(proxy.port);
    client.send(GET);
    expect(await client.closed()).toContain('part');
    expect(proxy.metric('proxy_failures_total', { reason: 'upstream_stalled' })).toBe(1);
  });

  test('by sending more than it announced: the client gets what was announced, the connection is not used again', async () => {
    const upstream = await opened(
      atRequest((one) => one.send(`${OK}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil`)),
    );
    const proxy = await opened(startFor([upstream.port], quick));
    const client = rawClient(proxy.port);
    client.send(GET);
    await client.until('ok');
    client.send(GET);
    await client.until(/ok[^]*ok/);
    expect(client.received()).not.toContain('evil');
    expect(upstream.connections).toHaveLength(2);
    client.socket.destroy();
  });

  test('an answer that nobody asked for ends an idle connection', async () => {
    const upstream = await opened(
      atRequest(async (one) => {
        one.send(OK);
        await sleep(30);
        one.send('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil');
      }),
    );
    const proxy = await opened(startFor([upstream.port], quick));
    const client = rawClient(proxy.port);
    client.send(GET);
    await client.until('ok');
    await sleep(80);
    client.send(GET);
    await client.until(/ok[^]*ok/);
    expect(client.received()).not.toContain('evil');
    client.socket.destroy();
  });
});

test('an upstream that answers early is heard, and both connections end', async () => {
  const upstream = await opened(atRequest((one) => one.send('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nok')));
  const proxy = await opened(startFor([upstream.port], quick));
  const client = rawClient(proxy.port);
  client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\npart');
  const all = await client.closed();
  expect(all).toMatch(/^HTTP\/1\.1 413 [^]*\r\nConnection: close\r\n[^]*ok$/);
  await upstream.connections[0]!.closed();
});

describe('a client that goes away', () => {
  const expectGone = async (upstream: RawUpstream, proxy: RunningProxy): Promise<void> => {
    await upstream.connections[0]!.closed(3000);
    for (let i = 0; i < 100 && proxy.metric('proxy_requests_in_flight') > 0; i++) await sleep(20);
    expect(proxy.metric('proxy_requests_in_flight')).toBe(0);
    expect(proxy.metric('proxy_upstream_active')).toBe(0);
    expect(proxy.metric('proxy_failures_total', { reason: 'client_abort' })).toBe(1);
  };
  const patient = { ...quick, timeouts: { ...quick.timeouts, perTry: 20_000, total: 20_000, idle: 20_000 } };

  test.each([
    ['while it waits for the answer', GET, () => {}],
    ['within its body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\npart', () => {}],
    ['within its chunks', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\npa', () => {}],
    ['within the answer', GET, (one: RawClient) => one.send('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart')],
  ])('%s by a reset', async (_, request, act) => {
    const upstream = await opened(atRequest(act));
    const proxy = await opened(startFor([upstream.port], patient));
    const client = rawClient(proxy.port);
    client.send(request);
    for (let i = 0; i < 100 && upstream.received()[0] === undefined; i++) await sleep(10);
    await sleep(50);
    client.socket.resetAndDestroy();
    await expectGone(upstream, proxy);
  });

  test('while it waits, by closing: the upstream is let go after a moment', async () => {
    const upstream = await opened(atRequest(() => {}));
    const proxy = await opened(startFor([upstream.port], patient, { timeouts: { halfClosed: 200 } }));
    const client = rawClient(proxy.port);
    client.send(GET);
    for (let i = 0; i < 100 && upstream.received()[0] === undefined; i++) await sleep(10);
    client.socket.destroy();
    await expectGone(upstream, proxy);
  });

  test('within its head costs nothing', async () => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port);
    client.send('GET / HT');
    await sleep(50);
    client.socket.destroy();
    await sleep(50);
    expect(proxy.proxy.openConnections).toBe(0);
    expect(upstream.connections).toHaveLength(0);
  });
});

describe('slow clients', () => {
  test('that do not finish their head get 408', async () => {
    const proxy = await opened(startFor([1], {}, { timeouts: { headers: 300 } }));
    const client = rawClient(proxy.port);
    client.send('GET / HTTP/1.1\r\nHost: a\r\n');
    const drip = setInterval(() => client.send('X: y\r\n'), 50);
    const all = await client.closed();
    clearInterval(drip);
    expect([statusOf(all), codeOf(all)]).toEqual([408, 'headers_timeout']);
  });

  test('that send nothing at all are closed without an answer', async () => {
    const proxy = await opened(startFor([1], {}, { timeouts: { headers: 200 } }));
    expect(await rawClient(proxy.port).closed()).toBe('');
  });

  test('that stop within their body get 408, and the upstream connection ends', async () => {
    const upstream = await opened(atRequest(() => {}));
    const proxy = await opened(startFor([upstream.port], {}, { timeouts: { body: 300 } }));
    const client = rawClient(proxy.port);
    client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\npart');
    const all = await client.closed();
    expect([statusOf(all), codeOf(all)]).toEqual([408, 'body_timeout']);
    await upstream.connections[0]!.closed();
  });

  test('that take no more of their answer are cut off, and the upstream waits meanwhile instead of filling memory', async () => {
    let sent = 0;
    const piece = Buffer.alloc(1 << 20);
    const upstream = await opened(
      atRequest(async ({ socket }) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n');
        while (!socket.destroyed && sent < 1000) {
          sent++;
          if (!socket.write(piece))
            await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
        }
      }),
    );
    const proxy = await opened(startFor([upstream.port], {}, { timeouts: { write: 500 } }));
    const client = rawClient(proxy.port);
    client.socket.pause();
    client.send(GET);
    for (let i = 0; i < 100 && proxy.metric('proxy_failures_total', { reason: 'client_stalled' }) === 0; i++)
      await sleep(50);
    expect(proxy.metric('proxy_failures_total', { reason: 'client_stalled' })).toBe(1);
    expect(sent).toBeLessThan(64);
    client.socket.destroy();
  });

  test('with an idle connection are closed after a while', async () => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(startFor([upstream.port], {}, { timeouts: { keepAlive: 200 } }));
    const client = rawClient(proxy.port);
    client.send(GET);
    expect(await client.closed()).toMatch(/ok$/);
  });
});

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

describe('health', () => {
  test('a host that fails again and again is ejected, and comes back slowly', async () => {
    let sick = true;
    const ill = await opened(answering(() => (sick ? 'HTTP/1.1 503 Sick\r\nContent-Length: 2\r\n\r\nok' : OK)));
    const well = await opened(answering(OK));
    const proxy = await opened(
      startFor([ill.port, well.port], {
        ejection: { consecutiveFailures: 3, baseTime: 300, slowStart: 3000 },
        circuit: { enabled: false },
      }),
    );
    const statuses: number[] = [];
    for (let i = 0; i < 20; i++) statuses.push(statusOf(await ask(proxy.port, GET)));
    expect(statuses.filter((status) => status === 503)).toHaveLength(3);
    expect(proxy.metric('proxy_upstream_ejections_total')).toBe(1);
    sick = false;
    await sleep(450);
    const before = ill.received().join('').match(/GET/g)!.length;
    for (let i = 0; i < 40; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    const early = ill.received().join('').match(/GET/g)!.length - before;
    expect(early).toBeLessThan(20);
    await sleep(3200);
    for (let i = 0; i < 40; i++) await ask(proxy.port, GET);
    expect(ill.received().join('').match(/GET/g)!.length - before - early).toBe(20);
  }, 20_000);

  test('the last host is never ejected; the circuit opens instead, and closes after a good trial', async () => {
    let sick = true;
    const upstream = await opened(answering(() => (sick ? 'HTTP/1.1 503 Sick\r\nContent-Length: 2\r\n\r\nok' : OK)));
    const proxy = await opened(
      startFor([upstream.port], {
        ejection: { consecutiveFailures: 2 },
        circuit: { minimumRequests: 5, openTime: 400 },
        retries: { attempts: 0 },
      }),
    );
    const codes: string[] = [];
    for (let i = 0; i < 10; i++) codes.push(codeOf(await ask(proxy.port, GET)));
    expect(codes).toEqual(['', '', '', '', '', ...new Array<string>(5).fill('circuit_open')]);
    expect(proxy.metric('proxy_upstream_ejections_total')).toBe(0);
    expect(proxy.metric('proxy_circuit_open')).toBe(1);
    await sleep(500);
    sick = false;
    for (let i = 0; i < 5; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    expect(proxy.metric('proxy_circuit_open')).toBe(0);
  });

  test('active checks take a host out before a request meets it, and back in', async () => {
    let sick = false;
    const ill = await opened(
      answering((request) =>
        sick ? (request.includes('/check') ? 'HTTP/1.1 500 Sick\r\nContent-Length: 0\r\n\r\n' : '') : OK,
      ),
    );
    const well = await opened(answering(OK));
    const proxy = await opened(
      startFor([ill.port, well.port], {
        healthCheck: { path: '/check', interval: 50, healthyThreshold: 2, unhealthyThreshold: 2 },
      }),
    );
    const up = async (count: number): Promise<void> => {
      for (let i = 0; i < 100 && proxy.metric('proxy_upstream_up') !== count; i++) await sleep(20);
      expect(proxy.metric('proxy_upstream_up')).toBe(count);
    };
    await up(2);
    sick = true;
    await up(1);
    for (let i = 0; i < 6; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    expect(proxy.metric('proxy_failures_total')).toBe(0);
    sick = false;
    await up(2);
  });

  test('with all hosts down the answer is 503 at once', async () => {
    const upstream = await opened(rawUpstream(({ socket }) => reset(socket)));
    const proxy = await opened(startFor([upstream.port], { healthCheck: { interval: 30, unhealthyThreshold: 1 } }));
    for (let i = 0; i < 100 && proxy.metric('proxy_upstream_up') > 0; i++) await sleep(20);
    const response = await ask(proxy.port, GET);
    expect([statusOf(response), codeOf(response)]).toEqual([503, 'no_healthy_host']);
  });

  test('a slow host gets fewer requests with least-connections', async () => {
    const slow = await opened(
      atRequest(async (one) => {
        await sleep(600);
        one.send(OK);
      }),
    );
    const fast = await opened(answering(OK));
    const proxy = await opened(startFor([slow.port, fast.port], { balancing: 'least-connections' }));
    const first = ask(proxy.port, GET);
    const others = [];
    for (let i = 0; i < 20; i++) others.push(await ask(proxy.port, GET));
    expect(others.map(statusOf)).toEqual(new Array<number>(20).fill(200));
    expect(statusOf(await first)).toBe(200);
    expect(slow.connections.length).toBeLessThanOrEqual(2);
  });

  test('retries on a status, when told to', async () => {
    const ill = await opened(answering('HTTP/1.1 503 Sick\r\nContent-Length: 2\r\n\r\nok'));
    const well = await opened(answering(OK));
    const proxy = await opened(
      startFor([ill.port, well.port], { retries: { statuses: [503] }, ejection: { enabled: false } }),
    );
    for (let i = 0; i < 4; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    expect((await Promise.all([0, 1].map(() => ask(proxy.port, post('abc'))))).map(statusOf).sort()).toEqual([
      200, 503,
    ]);
  });
});
