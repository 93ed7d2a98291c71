import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { contract } from '../contract';
import { opened } from './harness/opened';
import { startFor, startProxy } from './harness/proxy';
import type { RunningProxy } from './harness/proxy';
import { answering, OK, rawClient, rawUpstream } from './harness/sockets';
import type { RawUpstream } from './harness/sockets';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

/** A proxy before an upstream that gives this answer; what the client got for this request, and what the upstream received. */
async function exchange(
  request: string,
  answer: string,
  more: Parameters<typeof startFor>[2] = {},
): Promise<{ client: string; upstream: string; proxy: RunningProxy }> {
  const upstream = await opened(answering(answer));
  const proxy = await opened(startFor([upstream.port], {}, more));
  const client = rawClient(proxy.port);
  client.send(request);
  await client.closed(8000);
  return { client: client.received(), upstream: upstream.received().join(''), proxy };
}

const GET = 'GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n';
const body = (message: string): string => message.slice(message.indexOf('\r\n\r\n') + 4);
const head = (message: string): string[] => message.slice(0, message.indexOf('\r\n\r\n')).split('\r\n');

describe('what the upstream receives', () => {
  test('hop-by-hop fields do not go on, also those that Connection names', async () => {
    const { upstream } = await exchange(
      'GET /x?y HTTP/1.1\r\nHost: a.example\r\nX-One: 1\r\nConnection: close, X-Hop\r\nX-Hop: gone\r\nKeep-Alive: timeout=5\r\n' +
        'Proxy-Connection: keep-alive\r\nTE: trailers\r\nProxy-Authorization: x\r\nUpgrade: foo\r\nX-Two:2\r\n\r\n',
      OK,
    );
    expect(head(upstream)).toEqual([
      'GET /x?y HTTP/1.1',
      'Host: a.example',
      'X-One: 1',
      'X-Two: 2',
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-Proto: http',
      'X-Forwarded-Host: a.example',
      expect.stringMatching(/^X-Request-Id: [\w.-]+$/),
      'Via: 1.1 chartwright',
    ]);
  });

  test('Connection cannot take Host, Content-Length or the proxy fields away', async () => {
    const { upstream } = await exchange(
      'POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\nConnection: close, Host, Content-Length, X-Forwarded-For, Via\r\n\r\nabc',
      OK,
    );
    expect(upstream).toMatch(/\r\nHost: a\.example\r\n/);
    expect(upstream).toMatch(/\r\nContent-Length: 3\r\n/);
    expect(upstream).toMatch(/\r\nX-Forwarded-For: 127\.0\.0\.1\r\n/);
    expect(upstream).toMatch(/\r\nVia: 1\.1 chartwright\r\n/);
    expect(body(upstream)).toBe('abc');
  });

  test('fields that claim to know the client are replaced, and their spellings with "_" dropped', async () => {
    const { upstream } = await exchange(
      'GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nX-Forwarded-For: 6.6.6.6\r\nX_Forwarded_For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\n' +
        'X-Real-IP: 6.6.6.6\r\nX-Forwarded-Port: 1\r\nContent_Length: 5\r\nTransfer_Encoding: chunked\r\nX-Request-Id: evil\r\n\r\n',
      OK,
    );
    expect(upstream).not.toMatch(/6\.6\.6\.6|evil|_/);
    expect(upstream).toMatch(/\r\nX-Forwarded-For: 127\.0\.0\.1\r\n/);
  });

  test('a trusted proxy is believed and continued', async () => {
    const { upstream, proxy } = await exchange(
      'GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nX-Forwarded-For: 6.6.6.6, 7.7.7.7\r\nX-Forwarded-Proto: https\r\n' +
        'X-Forwarded-Host: outer.example\r\nForwarded: for=6.6.6.6\r\nX-Request-Id: abc-1\r\nX-Real-IP: 6.6.6.6\r\n\r\n',
      OK,
      { forwarded: { trustedProxies: ['127.0.0.0/8', '7.7.7.0/24'], forwarded: true } },
    );
    expect(head(upstream)).toEqual(
      expect.arrayContaining([
        'X-Forwarded-For: 6.6.6.6, 7.7.7.7, 127.0.0.1',
        'X-Forwarded-Proto: https',
        'X-Forwarded-Host: outer.example',
        'Forwarded: for=6.6.6.6, for=127.0.0.1;proto=http;host="a.example"',
        'X-Request-Id: abc-1',
        'X-Real-IP: 6.6.6.6',
      ]),
    );
    expect(proxy.answered[0]).toMatchObject({ client: '6.6.6.6', requestId: 'abc-1' });
  });

  test('an absolute-form target takes the place of Host and goes on in origin-form (RFC 9112 3.2.2)', async () => {
    const { upstream } = await exchange(
      'GET http://b.example:8080/x?y HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n',
      OK,
    );
    expect(head(upstream).slice(0, 2)).toEqual(['GET /x?y HTTP/1.1', 'Host: b.example:8080']);
  });

  test('HTTP/1.0 goes on as HTTP/1.1 with its version in Via and without an expectation', async () => {
    const { upstream, client } = await exchange(
      'GET / HTTP/1.0\r\nHost: a.example\r\nExpect: 100-continue\r\n\r\n',
      OK,
    );
    expect(upstream).toMatch(/^GET \/ HTTP\/1\.1\r\n/);
    expect(upstream).toMatch(/\r\nVia: 1\.0 chartwright\r\n/);
    expect(upstream).not.toMatch(/expect/i);
    expect(client).toMatch(/\r\nConnection: close\r\n\r\nok$/);
  });

  test('chunk extensions are taken off, trailers go through both ways', async () => {
    const { upstream, client } = await exchange(
      'POST / HTTP/1.1\r\nHost: a.example\r\nConnection: close, TE\r\nTE: trailers\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n' +
        '003;a=b\r\nabc\r\n1\r\nd\r\n0;z\r\nX-Sum: 4\r\nContent-Length: 9\r\n\r\n',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Check\r\n\r\n2;x\r\nhi\r\n0\r\nX-Check: good\r\nConnection: close\r\n\r\n',
    );
    expect(body(upstream)).toBe('3\r\nabc\r\n1\r\nd\r\n0\r\nX-Sum: 4\r\n\r\n');
    expect(upstream).toMatch(/\r\nTE: trailers\r\nConnection: TE\r\n/);
    expect(body(client)).toBe('2\r\nhi\r\n0\r\nX-Check: good\r\n\r\n');
    expect(client).toMatch(/\r\nTrailer: X-Check\r\n/);
  });

  test('h2c is not offered to the upstream, other protocols are', async () => {
    const upgrade = (protocol: string): string =>
      `GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close, Upgrade\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAAA\r\n\r\n`;
    expect((await exchange(upgrade('h2c'), OK)).upstream).not.toMatch(/upgrade|http2/i);
    expect((await exchange(upgrade('h2c, foo/2'), OK)).upstream).toMatch(
      /\r\nConnection: Upgrade\r\nUpgrade: foo\/2\r\n/,
    );
  });

  test('the prefix of a route can be stripped, and Host be that of the upstream', async () => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(startFor([upstream.port], { path: '/api', stripPath: true, preserveHost: false }));
    for (const path of ['/api', '/api/', '/api/x/y?z', '/%61pi/x', '/b/../api/x']) {
      const client = rawClient(proxy.port);
      client.send(`GET ${path} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n`);
      await client.closed();
    }
    const lines = upstream
      .received()
      .join('')
      .match(/^GET .*/gm);
    expect(lines?.map((line) => line.split(' ')[1])).toEqual(['/', '/', '/x/y?z', '/x', '/x']);
    expect(upstream.received().join('')).toContain(`Host: 127.0.0.1:${upstream.port}\r\n`);
  });
});

describe('what the client receives', () => {
  test('hop-by-hop fields of the response do not go on; Via and Date are added', async () => {
    const { client } = await exchange(
      GET,
      'HTTP/1.1 200 Fine\r\nConnection: keep-alive, X-Hop\r\nKeep-Alive: timeout=5\r\nX-Hop: gone\r\nVia: 1.0 inner\r\nContent-Length: 2\r\nX: y\r\n\r\nok',
    );
    expect(head(client)).toEqual([
      'HTTP/1.1 200 Fine',
      'Via: 1.0 inner',
      'Content-Length: 2',
      'X: y',
      expect.stringMatching(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
      'Via: 1.1 chartwright',
      'Connection: close',
    ]);
  });

  test.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', /\r\nContent-Length: 5\r\n/],
    ['HEAD', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', /\r\nTransfer-Encoding: chunked\r\n/],
    ['GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: "a"\r\n\r\n', /\r\nContent-Length: 5\r\n/],
    ['GET', 'HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n', /^(?!.*Content-Length)/s],
  ])('%s answered %j has no body, and the connection goes on', async (method, answer, pattern) => {
    const upstream = await opened(answering(answer));
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port);
    client.send(`${method} / HTTP/1.1\r\nHost: a\r\n\r\n`);
    await client.until('\r\n\r\n');
    client.send(`${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    const all = await client.closed();
    expect(all.match(/HTTP\/1\.1 /g)).toHaveLength(2);
    expect(all.slice(0, all.indexOf('\r\n\r\n') + 4)).toMatch(pattern);
    expect(upstream.connections).toHaveLength(1);
  });

  test('a body that ends with the connection comes in chunks to HTTP/1.1 and bare to HTTP/1.0', async () => {
    const upstream = await opened(
      rawUpstream(async (connection) => {
        await connection.until('\r\n\r\n');
        connection.send('HTTP/1.1 200 OK\r\n\r\nhello ');
        setTimeout(() => connection.socket.end('world'), 20);
      }),
    );
    const proxy = await opened(startFor([upstream.port]));
    const modern = rawClient(proxy.port);
    modern.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(body(await modern.until('0\r\n\r\n'))).toBe('6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n');
    const old = rawClient(proxy.port);
    old.send('GET / HTTP/1.0\r\n\r\n');
    expect(body(await old.closed())).toBe('hello world');
  });

  test('chunks are taken apart for HTTP/1.0', async () => {
    const { client } = await exchange(
      'GET / HTTP/1.0\r\n\r\n',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n3;x\r\n you\r\n0\r\n\r\n'.replace('3;x', '4;x'),
    );
    expect(client).not.toMatch(/transfer-encoding/i);
    expect(body(client)).toBe('hi you');
  });

  test('HTTP/1.0 with keep-alive is kept when the body has a length', async () => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port);
    client.send('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
    expect(await client.until('ok')).toMatch(/\r\nConnection: keep-alive\r\n/);
    client.send('GET / HTTP/1.0\r\n\r\n');
    expect((await client.closed()).match(/200 OK/g)).toHaveLength(2);
  });

  test('1xx responses go on to HTTP/1.1 and not to HTTP/1.0', async () => {
    const answer = `HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </b>\r\n\r\n${OK}`;
    const { client } = await exchange(GET, answer);
    expect(client.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 103', 'HTTP/1.1 103', 'HTTP/1.1 200']);
    expect((await exchange('GET / HTTP/1.0\r\n\r\n', answer)).client.match(/^HTTP\/1\.1 \d+/gm)).toEqual([
      'HTTP/1.1 200',
    ]);
  });
});

describe('100-continue', () => {
  test('the expectation goes on, and the body waits for the answer of the upstream', async () => {
    const upstream = await opened(
      rawUpstream(async (connection) => {
        await connection.until('\r\n\r\n');
        connection.send('HTTP/1.1 100 Continue\r\n\r\n');
        await connection.until('abc');
        connection.send(OK);
      }),
    );
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port);
    client.send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n');
    await client.until('100 Continue');
    expect(upstream.received()[0]).toMatch(/\r\nExpect: 100-continue\r\n/);
    client.send('abc');
    await client.until('200 OK');
  });

  test('a final answer instead ends the connection without the body', async () => {
    const upstream = await opened(
      rawUpstream(async (connection) => {
        await connection.until('\r\n\r\n');
        connection.send('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      }),
    );
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port);
    client.send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n');
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n[^]*Connection: close\r\n/);
  });
});

describe('connections', () => {
  test('pipelined requests are answered in order over one upstream connection', async () => {
    const upstream = await opened(
      answering((request) => {
        const path = request.split(' ')[1] ?? '';
        return `HTTP/1.1 200 OK\r\nContent-Length: ${path.length}\r\n\r\n${path}`;
      }),
    );
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port);
    const paths = Array.from({ length: 50 }, (_, i) => `/${i}`);
    client.send(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
    const all = await client.until('\r\n\r\n/49');
    expect([...all.matchAll(/\r\n\r\n(\/\d+)/g)].map((match) => match[1])).toEqual(paths);
    expect(upstream.connections).toHaveLength(1);
  });

  test('a head may come octet by octet', async () => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port);
    client.socket.setNoDelay(true);
    for (const octet of 'POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n') {
      client.send(octet);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await client.until('ok');
    expect(body(upstream.received()[0] ?? '').replace(/[0-9a-f]\r\n([a-z])\r\n/g, '$1')).toMatch(
      /abc[^]*0\r\nX: y\r\n\r\n$/,
    );
  });

  test('a client that closes its side right after the request still gets the answer', async () => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port, true);
    client.socket.end('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await client.closed()).toMatch(/200 OK[^]*ok$/);
  });

  test('large bodies go through both ways unchanged, also to a slow reader', async () => {
    const size = 8 * 1024 * 1024;
    const payload = Buffer.alloc(size, 'abcdefghijklmnopqrstuvwxyz0123456789');
    const server = createServer((request, response) => {
      let received = 0;
      request.on('data', (chunk: Buffer) => (received += chunk.length));
      request.on('end', () => {
        response.setHeader('X-Received', received);
        if (request.url === '/chunked') response.write(payload.subarray(0, 100_000));
        response.end(request.url === '/chunked' ? payload.subarray(100_000) : payload);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = await opened(startFor([(server.address() as AddressInfo).port]));
    for (const path of ['/sized', '/chunked']) {
      for (const chunked of [false, true]) {
        const stream = new ReadableStream({
          start: (controller) => void (controller.enqueue(payload), controller.close()),
        });
        const response = await fetch(`http://127.0.0.1:${proxy.port}${path}`, {
          method: 'POST',
          body: chunked ? stream : payload,
          ...(chunked ? { duplex: 'half' } : {}),
        });
        expect(response.headers.get('x-received')).toBe(String(size));
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(payload.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
      }
    }
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });
});

describe('upgrades', () => {
  test('WebSocket: a real client talks to a real server, both ways, large messages too, and closes', async () => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket, request) => {
      socket.on('message', (data, isBinary) => socket.send(data as Buffer, { binary: isBinary }));
      socket.send(String(request.url));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = await opened(startFor([(server.address() as AddressInfo).port]));
    const client = new WebSocket(`ws://127.0.0.1:${proxy.port}/chat?x=1`);
    const messages: string[] = [];
    const got = (count: number): Promise<void> =>
      new Promise((resolve) => client.on('message', () => (messages.length >= count ? resolve() : undefined)));
    client.on('message', (data: Buffer) => messages.push(data.toString()));
    const first = got(3);
    await new Promise((resolve) => client.once('open', resolve));
    const large = 'x'.repeat(3 * 1024 * 1024);
    client.send('hello');
    client.send(large);
    await first;
    expect(messages).toEqual(['/chat?x=1', 'hello', large]);
    expect(proxy.metric('proxy_tunnels')).toBe(1);
    const ended = new Promise((resolve) => client.once('close', resolve));
    client.close(4001, 'bye');
    expect(await ended).toBe(4001);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(proxy.metric('proxy_tunnels')).toBe(0);
    sockets.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const UPGRADE = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n';

  test('what the client sends before 101 waits for it, and then goes through', async () => {
    const upstream = await opened(
      rawUpstream(async (connection) => {
        await connection.until('\r\n\r\n');
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(connection.received()).not.toContain('early');
        connection.send('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\nwelcome');
        await connection.until('early');
        connection.send('!');
      }),
    );
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port);
    client.send(`${UPGRADE}early`);
    const all = await client.until('welcome!');
    expect(head(all)).toEqual(
      expect.arrayContaining(['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: foo']),
    );
  });

  test('a refusal of the upgrade is an ordinary response, and what follows an ordinary request', async () => {
    const upstream = await opened(answering('HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n'));
    const proxy = await opened(startFor([upstream.port]));
    const client = rawClient(proxy.port);
    client.send(`${UPGRADE}GET /bad request HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect((await client.closed()).match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 426', 'HTTP/1.1 400']);
  });

  test.each([
    ['without being asked', GET, 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n'],
    ['to another protocol', UPGRADE, 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: bar\r\n\r\n'],
    ['to no protocol', UPGRADE, 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  ])('101 %s is a bad gateway', async (_, request, answer) => {
    const upstream = await opened(answering(answer));
    const proxy = await opened(startFor([upstream.port], { retries: { attempts: 0 } }));
    const client = rawClient(proxy.port);
    client.send(request);
    expect(await client.until('"code"')).toMatch(/^HTTP\/1\.1 502 [^]*upstream_invalid/);
    client.socket.destroy();
  });
});

describe('routing and answers of its own', () => {
  let upstreams: RawUpstream[];
  let proxy: RunningProxy;
  const named = (name: string): Promise<RawUpstream> =>
    opened(answering(`HTTP/1.1 200 OK\r\nContent-Length: ${name.length}\r\n\r\n${name}`));
  const ask = async (host: string, path = '/'): Promise<string> => {
    const client = rawClient(proxy.port);
    client.send(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    const all = await client.closed();
    return all.startsWith('HTTP/1.1 200') ? body(all) : (all.split(' ')[1] ?? '');
  };
  const services = (): Parameters<typeof startProxy>[0]['services'] => {
    const to = (index: number): { address: string; port: string }[] => [
      { address: '127.0.0.1', port: String(upstreams[index]!.port) },
    ];
    return [
      { name: 'exact', domain: 'a.example', hosts: to(0) },
      { name: 'api', domain: 'a.example', path: ['/api', '/v1/'], hosts: to(1) },
      { name: 'wild', domain: '*.example', hosts: to(2) },
      { name: 'deep', domain: '*.b.example', hosts: to(3) },
    ];
  };

  beforeEach(async () => {
    upstreams = await Promise.all(['exact', 'api', 'wild', 'deep'].map(named));
    proxy = await opened(startProxy({ services: services() }));
  });

  test.each([
    ['a.example', '/', 'exact'],
    ['A.Example:8080', '/', 'exact'],
    ['a.example.', '/apix', 'exact'],
    ['a.example', '/api', 'api'],
    ['a.example', '/api/x', 'api'],
    ['a.example', '/v1', 'exact'],
    ['a.example', '/v1/x', 'api'],
    ['a.example', '/%61pi/x', 'api'],
    ['a.example', '/x/../api', 'api'],
    ['a.example', '/api/../x', 'exact'],
    ['c.example', '/', 'wild'],
    ['x.y.example', '/', 'wild'],
    ['x.b.example', '/', 'deep'],
    ['b.example', '/', 'wild'],
    ['example', '/', '404'],
    ['other.test', '/', '404'],
  ])('%s%s goes to %s', async (host, path, expected) => {
    expect(await ask(host, path)).toBe(expected);
  });

  test('the default service takes unknown hosts', async () => {
    await proxy.close();
    proxy = await opened(startProxy({ services: services(), default: 'api' }));
    expect(await ask('other.test')).toBe('api');
  });

  test('the health check is answered for every host', async () => {
    expect(await ask('other.test', contract.healthCheck.path)).toBe('Health-check reverse-proxy is working!!!!!');
  });

  test('OPTIONS with Max-Forwards: 0 is answered here (RFC 9110 7.6.2)', async () => {
    const client = rawClient(proxy.port);
    client.send('OPTIONS / HTTP/1.1\r\nHost: a.example\r\nMax-Forwards: 0\r\nConnection: close\r\n\r\n');
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 [^]*\r\nAllow: GET/);
    expect(upstreams[0]!.received()).toEqual([]);
  });

  test('OPTIONS and TRACE count Max-Forwards down', async () => {
    const client = rawClient(proxy.port);
    client.send('OPTIONS * HTTP/1.1\r\nHost: a.example\r\nMax-Forwards: 5\r\nConnection: close\r\n\r\n');
    await client.closed();
    expect(upstreams[0]!.received()[0]).toMatch(/^OPTIONS \* HTTP\/1\.1\r\n[^]*\r\nMax-Forwards: 4\r\n/);
  });
});
