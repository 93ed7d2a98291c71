import { body, exchange, head, LAST_GET } from './harness/one-exchange';
import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { answering, OK, rawClient, rawUpstream } from './harness/sockets';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

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

  const CLAIMS = [
    ...['X-Forwarded-Prefix', 'X-Forwarded-Ssl', 'X-Forwarded-Scheme', 'X-Forwarded-Server', 'X-Forwarded-Anything'],
    ...[
      'x-FORWARDED-client-CERT',
      'X-Forwarded',
      'Front-End-Https',
      'X-Original-URL',
      'X-Original-Host',
      'X-Rewrite-URL',
    ],
    ...['True-Client-IP', 'CF-Connecting-IP', 'X-Client-IP', 'X-Scheme', 'Proxy'],
  ];
  test.each(CLAIMS)('%s, which only a proxy may say, goes on from a trusted one alone', async (name) => {
    const request = (field: string): string =>
      `GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n${field}: evil\r\n\r\n`;
    expect((await exchange(request(name), OK)).upstream).not.toContain('evil');
    expect(
      (await exchange(request(name.replaceAll('-', '_').replace(/^Proxy$/, 'X_Forwarded_For')), OK)).upstream,
    ).not.toContain('evil');
    const trusting = { forwarded: { trustedProxies: ['127.0.0.1'] } };
    expect((await exchange(request(name), OK, trusting)).upstream).toContain(`\r\n${name}: evil\r\n`);
  });

  test.each(['X-Forward', 'X-Original', 'X-Originally', 'Forwarded-For', 'X-Requested-With', 'X-HTTP-Method-Override'])(
    '%s, which only looks alike, goes on',
    async (name) => {
      const request = `GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n${name}: 1\r\n\r\n`;
      expect((await exchange(request, OK)).upstream).toContain(`\r\n${name}: 1\r\n`);
    },
  );

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
      LAST_GET,
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
    const { client } = await exchange(LAST_GET, answer);
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
