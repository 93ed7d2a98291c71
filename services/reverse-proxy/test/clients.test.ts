import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import type { RunningProxy } from './harness/proxy';
import { GET, codeOf, statusOf, atRequest, quick } from './harness/requests';
import { answering, OK, rawClient } from './harness/sockets';
import type { RawClient, RawUpstream } from './harness/sockets';
import { eventually, sleep } from './harness/wait';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(30_000);

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

  test('while it waits for a connection leaves the queue, and its request is never sent', async () => {
    const upstream = await opened(atRequest(() => {}));
    const proxy = await opened(startFor([upstream.port], { ...patient, limits: { connectionsPerHost: 1 } }));
    const first = rawClient(proxy.port);
    first.send(GET);
    await eventually(() => upstream.received()[0] !== undefined);
    const second = rawClient(proxy.port);
    second.send(GET.replace('/', '/second'));
    await eventually(() => proxy.metric('proxy_queue_length') === 1);
    second.socket.resetAndDestroy();
    await eventually(() => proxy.metric('proxy_queue_length') === 0);
    upstream.connections[0]!.send(OK);
    await first.until('ok');
    await eventually(() => proxy.metric('proxy_requests_in_flight') === 0);
    expect(proxy.metric('proxy_failures_total', { reason: 'client_abort' })).toBe(1);
    expect(upstream.received().join('')).not.toContain('second');
    first.socket.destroy();
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
