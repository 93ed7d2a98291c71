import { scene, START, type EngineName, type Scene } from './fixture/engines';
import { exchange } from './fixture/request';

// What could be read in two ways has to stop at the proxy, whichever it is.
jest.setTimeout(60_000);

describe.each(Object.keys(START) as EngineName[])('%s: bad requests', (engine) => {
  let proxy: Scene;
  beforeAll(async () => {
    proxy = await scene(engine, [{ name: 'web', to: ['web'] }]);
  });
  afterAll(() => proxy.stop());
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';

  test.each([
    ['two lengths', `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    ['a length that is no number', `${head}Content-Length: 1x\r\n\r\na`],
    ['an unknown transfer coding', `${head}Transfer-Encoding: xchunked\r\n\r\n`],
    ['a chunk size that is no number', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
    ['a space before the colon', 'GET / HTTP/1.1\r\nHost : a\r\nConnection: close\r\n\r\n'],
    ['a target with a space', 'GET /a b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['no protocol', 'GARBAGE\r\n\r\n'],
    ['too long a header', `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['too long a target', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ])('are refused: %s', async (_what, bytes) => {
    const text = await exchange(proxy.port, bytes);
    expect(text).toMatch(/^(HTTP\/1.1 (4\d\d|501|505)|<html>)/);
  });

  test('are refused or read in one way: a length and chunks', async () => {
    const before = proxy.upstreams.web?.asked.length ?? 0;
    const smuggled = '0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
    await exchange(
      proxy.port,
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${smuggled.length}\r\nTransfer-Encoding: chunked\r\n\r\n${smuggled}`,
      '\r\n\r\n',
    );
    const urls = proxy.upstreams.web?.asked.slice(before).map(({ url }) => url);
    expect(urls).not.toContain('/smuggled');
  });
});
