import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import { scene, START, type BackendOf, type EngineName, type Scene } from './fixture/engines';
import { ask, exchange } from './fixture/request';
import { startUpstream } from './fixture/upstream-server';

// What a backend means is the same for every engine: each rule is tried on the real nginx, Apache httpd and our own
// proxy, with the config that the library generates for it.
jest.setTimeout(60_000);

const engines = Object.keys(START) as EngineName[];

describe.each(engines)('%s', (engine) => {
  const scenes: Scene[] = [];
  const start = async (
    backends: readonly BackendOf[],
    env?: Record<string, string>,
    trustedProxies?: readonly string[],
  ): Promise<Scene> => {
    const front = trustedProxies && { trustedProxies, proxyProtocol: [] };
    const one = await scene(engine, backends, env, front);
    scenes.push(one);
    return one;
  };
  afterAll(() => Promise.all(scenes.map((one) => one.stop())));

  describe('routing', () => {
    let port: number;
    let proxy: Scene;
    beforeAll(async () => {
      proxy = await start([
        { name: 'shop', domain: 'shop.example.com', to: ['shop'] },
        { name: 'api', domain: 'shop.example.com', path: '/api', to: ['api'] },
        { name: 'v2', domain: 'shop.example.com', path: '/api/v2/', to: ['v2'] },
        { name: 'wild', domain: '*.example.org', to: ['wild'] },
        { name: 'deep', domain: '*.b.example.org', path: '/deep', to: ['deep'] },
        { name: 'exact', domain: 'Exact.Example.org', path: '/only', to: ['exact'] },
      ]);
      port = proxy.port;
    });

    test.each([
      ['shop.example.com', '/', 'shop'],
      ['SHOP.example.COM', '/', 'shop'],
      ['shop.example.com:8080', '/x?a=/api', 'shop'],
      ['shop.example.com.', '/', 'shop'],
      ['shop.example.com', '/api', 'api'],
      ['shop.example.com', '/api?x=1', 'api'],
      ['shop.example.com', '/api/', 'api'],
      ['shop.example.com', '/api/x/y', 'api'],
      ['shop.example.com', '/apix', 'shop'],
      ['shop.example.com', '/API', 'shop'],
      ['shop.example.com', '/x/api', 'shop'],
      ['shop.example.com', '/api/v2', 'v2'],
      ['shop.example.com', '/api/v2/x', 'v2'],
      ['shop.example.com', '/api/v20', 'api'],
      ['a.example.org', '/', 'wild'],
      ['a.b.c.example.org', '/', 'wild'],
      ['a.b.example.org', '/deep/x', 'deep'],
      ['a.b.example.org', '/else', 'wild'],
      ['exact.example.org', '/only', 'exact'],
      ['exact.example.org', '/else', 'wild'],
    ])('takes %s%s to %s', async (host, path, name) => {
      const answer = await ask(port, path, { host });
      expect(answer).toMatchObject({ status: 200, body: name });
    });

    test.each([
      ['a host that nobody has', 'example.net'],
      ['the bare domain of a wildcard', 'example.org'],
      ['a domain that ends like one', 'notshop.example.com.evil.net'],
      ['an address', '127.0.0.1'],
    ])('answers 404 for %s', async (_what, host) => {
      expect((await ask(port, '/', { host })).status).toBe(404);
      expect((await ask(port, '/index.html', { host })).status).toBe(404);
    });

    test('answers its own health check for every host', async () => {
      for (const host of ['shop.example.com', 'nobody.example.net', 'a.example.org']) {
        const answer = await ask(port, '/api/v2/_health_check', { host });
        expect(answer).toMatchObject({ status: 200, body: 'Health-check reverse-proxy is working!!!!!' });
        expect(answer.headers['content-type']).toMatch(/^text\/plain/);
      }
    });

    test('lets the host of the request line win over Host, and the upstream see the same one', async () => {
      const before = proxy.upstreams.shop?.asked.length ?? 0;
      const text = await exchange(
        port,
        'GET http://shop.example.com/ HTTP/1.1\r\nHost: a.example.org\r\nConnection: close\r\n\r\n',
      );
      expect(text).toMatch(/^HTTP\/1.1 200/);
      expect(proxy.upstreams.shop?.asked.slice(before).map(({ headers }) => headers.host)).toEqual([
        'shop.example.com',
      ]);
    });
  });

  describe('without a path for everything', () => {
    test('answers 404 for the rest of a domain, not with files of the server', async () => {
      const { port } = await start([{ domain: 'a.example.com', path: '/api', to: ['api'] }]);
      expect(await ask(port, '/api/x', { host: 'a.example.com' })).toMatchObject({ status: 200, body: 'api' });
      for (const path of ['/', '/index.html', '/apix', '/50x.html', '/httpd.conf']) {
        expect((await ask(port, path, { host: 'a.example.com' })).status).toBe(404);
      }
    });

    test('lets the rest of a domain go where any host goes', async () => {
      const { port } = await start([
        { name: 'any', to: ['any'] },
        { name: 'api', domain: 'a.example.com', path: '/api', to: ['api'] },
      ]);
      expect((await ask(port, '/', { host: 'a.example.com' })).body).toBe('any');
      expect((await ask(port, '/api', { host: 'a.example.com' })).body).toBe('api');
      expect((await ask(port, '/api', { host: 'b.example.com' })).body).toBe('any');
    });
  });

  describe('what an upstream sees', () => {
    let proxy: Scene;
    beforeAll(async () => {
      proxy = await start([{ name: 'web', to: ['web'] }]);
    });
    const lastAsked = () => proxy.upstreams.web?.asked.at(-1);

    test('has the Host with its port, who asked, and how', async () => {
      await ask(proxy.port, '/', { host: 'shop.example.com:30080' });
      expect(lastAsked()?.headers).toMatchObject({
        host: 'shop.example.com:30080',
        'x-forwarded-for': expect.stringContaining('127.0.0.1'),
        'x-forwarded-host': 'shop.example.com:30080',
        'x-forwarded-proto': 'http',
      });
    });

    test.each(['/a%2Fb/%20c?d=%2F', '/a/b/?q=a+b&c', '/%C3%A9'])(
      'has the path as the client wrote it: %s',
      async (path) => {
        expect((await ask(proxy.port, path)).status).toBe(200);
        expect(lastAsked()?.url).toBe(path);
      },
    );

    test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])('has the method %s', async (method) => {
      expect((await ask(proxy.port, '/', { method })).status).toBe(200);
      expect(lastAsked()?.method).toBe(method);
    });

    test('has no hop-by-hop fields, nor those that Connection names', async () => {
      await exchange(
        proxy.port,
        'GET / HTTP/1.1\r\nHost: a\r\nConnection: close, X-Secret\r\nX-Secret: 1\r\nX-Other: 2\r\n\r\n',
      );
      const { headers } = lastAsked() ?? {};
      expect(headers).toMatchObject({ 'x-other': '2' });
      // nginx passes on fields that Connection names.
      expect(engine === 'nginx' ? undefined : headers?.['x-secret']).toBeUndefined();
    });
  });

  describe('what somebody in front says of the client', () => {
    const SAID = {
      host: 'inner.example.com',
      'x-forwarded-for': '203.0.113.7, 10.1.2.3',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'shop.example.com',
      'x-forwarded-port': '443',
      'x-forwarded-prefix': '/shop',
      'x-real-ip': '203.0.113.7',
      'x-original-url': '/admin',
      'front-end-https': 'on',
    };
    const seen = async (trustedProxies: readonly string[]) => {
      const { port, upstreams } = await start([{ name: 'web', to: ['web'] }], undefined, trustedProxies);
      expect((await ask(port, '/', { headers: SAID })).status).toBe(200);
      return upstreams.web?.asked.at(-1)?.headers;
    };

    test('is believed of a trusted proxy, and its address is added', async () => {
      expect(await seen(['10.0.0.0/8', '127.0.0.1'])).toMatchObject({
        ...SAID,
        'x-forwarded-for': '203.0.113.7, 10.1.2.3, 127.0.0.1',
      });
    });

    test.each([[[]], [['10.0.0.0/8', 'fd00::/8']]])(
      'is replaced when it is not trusted: %j',
      async (trustedProxies) => {
        const headers = await seen(trustedProxies);
        expect(headers).toMatchObject({
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-proto': 'http',
          'x-forwarded-host': 'inner.example.com',
        });
        for (const name of ['x-forwarded-port', 'x-forwarded-prefix', 'x-real-ip', 'x-original-url', 'front-end-https'])
          expect(headers?.[name]).toBeUndefined();
      },
    );

    test('is not missed where it says nothing', async () => {
      const { port, upstreams } = await start([{ name: 'web', to: ['web'] }], undefined, ['127.0.0.0/8']);
      await ask(port, '/', { host: 'shop.example.com' });
      expect(upstreams.web?.asked.at(-1)?.headers).toMatchObject({
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
        'x-forwarded-host': 'shop.example.com',
      });
    });
  });

  test('carries large bodies unchanged, up and down', async () => {
    const block = Buffer.alloc(64 * 1024, 'abcdefghijklmnop');
    const blocks = Array.from({ length: 320 }, () => block);
    const digest = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
    const upstream = await startUpstream('mirror', (request, response) => {
      const received: Buffer[] = [];
      request.on('data', (chunk: Buffer) => received.push(chunk));
      request.on('end', () => response.end(Buffer.concat(received)));
    });
    const { port } = await start([{ to: [upstream] }]);
    const { status, body } = await ask(port, '/', { method: 'POST', body: Readable.from(blocks) });
    expect({ status, digest: digest(body) }).toEqual({ status: 200, digest: digest(Buffer.concat(blocks)) });
  });

  test('passes the beginning of a body on before its end is there', async () => {
    let release = (): void => undefined;
    const upstream = await startUpstream('slow', (_request, response) => {
      response.write('first');
      release = () => response.end('last');
    });
    const { port } = await start([{ to: [upstream] }]);
    expect(await exchange(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'first')).toContain('first');
    release();
  });

  test('carries a WebSocket both ways', async () => {
    const { port, upstreams } = await start([{ name: 'ws', to: ['ws'] }]);
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    const upgrade = `GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`;
    const text = await exchange(port, `${upgrade}hello`, 'HELLO');
    expect(text).toMatch(/^HTTP\/1.1 101/);
    expect(upstreams.ws?.asked.at(-1)).toMatchObject({ url: '/chat', headers: { upgrade: 'websocket' } });
  });

  describe('several hosts', () => {
    const spread = async (port: number, requests: number): Promise<Record<string, number>> => {
      const counts: Record<string, number> = {};
      for (let i = 0; i < requests; i++) {
        const { body } = await ask(port, '/');
        counts[body] = (counts[body] ?? 0) + 1;
      }
      return counts;
    };

    test('share requests evenly, one after the other, by round-robin', async () => {
      const { port } = await start([{ to: ['a', 'b', 'c'] }]);
      expect(await spread(port, 30)).toEqual({ a: 10, b: 10, c: 10 });
    });

    test('get new requests where fewest are open, by least-connections', async () => {
      const held: { name: string; end: () => void }[] = [];
      const upstream = (name: string): ReturnType<typeof startUpstream> =>
        startUpstream(name, (request, response) => {
          if (request.url === '/hold') held.push({ name, end: () => response.end(name) });
          else response.end(name);
        });
      const { port } = await start([
        { balancing: 'least-connections', to: [await upstream('slow'), await upstream('quick')] },
      ]);
      const open: ReturnType<typeof ask>[] = [];
      while (open.length < 8) {
        open.push(ask(port, '/hold'));
        while (held.length < open.length) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      expect(held.map(({ name }) => name).sort()).toEqual([...Array(4).fill('quick'), ...Array(4).fill('slow')]);
      // Four are open at one and none at the other. Not one: httpd counts a request as open for a moment after its
      // client has read the answer, and of two that are as busy it takes either.
      held.filter(({ name }) => name === 'quick').forEach(({ end }) => end());
      await Promise.all(open.filter((_, i) => held[i]?.name === 'quick'));
      expect(await spread(port, 10)).toEqual({ quick: 10 });
      held.filter(({ name }) => name === 'slow').forEach(({ end }) => end());
      await Promise.all(open);
    });

    test('do without one that is down, and no client sees it', async () => {
      const { port, upstreams } = await start([{ to: ['a', 'b'] }]);
      await upstreams.b?.stop();
      expect(await spread(port, 30)).toEqual({ a: 30 });
      // Stopped twice is no harm: the scene stops it again.
      Object.assign(upstreams.b ?? {}, { stop: async () => undefined });
    });

    test('are used again when they are back', async () => {
      const { port, upstreams } = await start([{ healthCheck: '/', to: ['a', 'b'] }]);
      const b = upstreams.b;
      await b?.stop();
      Object.assign(b ?? {}, { stop: async () => undefined });
      expect(await spread(port, 10)).toEqual({ a: 10 });
      const again = await startUpstream('b', undefined, b?.host.port);
      let counts: Record<string, number> = {};
      // nginx tries a failed host again after 10 seconds, httpd after 5.
      for (let i = 0; i < 400 && !counts.b; i++) {
        counts = await spread(port, 4);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await again.stop();
      expect(counts.b).toBeGreaterThan(0);
    });
  });

  describe('failures', () => {
    test('are 502 or 503 when no host listens', async () => {
      const { port, upstreams } = await start([{ to: ['gone'] }]);
      await upstreams.gone?.stop();
      Object.assign(upstreams.gone ?? {}, { stop: async () => undefined });
      const { status, body } = await ask(port, '/');
      expect([502, 503]).toContain(status);
      expect(body).not.toContain(String(upstreams.gone?.host.port));
    });

    test('are 504 (httpd: 502) when a response does not begin in time, and the upstream is asked once', async () => {
      const silent = await startUpstream('silent', (request) => request.resume());
      const { port } = await start([{ responseTimeoutSeconds: 1, to: [silent] }]);
      expect((await ask(port, '/', { method: 'POST', body: 'x' })).status).toBe(engine === 'httpd' ? 502 : 504);
      expect(silent.asked).toHaveLength(1);
    });

    test('reach the client as they are: an error status of the upstream', async () => {
      const broken = await startUpstream('broken', (_request, response) => response.writeHead(500).end('oops'));
      const { port } = await start([{ to: [broken] }]);
      expect(await ask(port, '/')).toMatchObject({ status: 500, body: 'oops' });
    });
  });
});
