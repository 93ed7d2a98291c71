import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { GET, post, ask, codeOf, statusOf, atRequest, quick, reset } from './harness/requests';
import { answering, closedPort, OK } from './harness/sockets';
import type { RawClient } from './harness/sockets';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(30_000);

interface Row {
  readonly name: string;
  readonly act: (connection: RawClient) => void;
  readonly code: string;
  readonly status: number;
}

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
        .match(/(?<=\r\n\r\n)x+/g)
        ?.map((one) => one.length),
    ).toEqual([500_000, 500_000, 500_000]);
  });
});
