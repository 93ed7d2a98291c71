import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { GET, atRequest, quick, reset } from './harness/requests';
import { OK, rawClient } from './harness/sockets';
import { sleep } from './harness/wait';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(30_000);

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
