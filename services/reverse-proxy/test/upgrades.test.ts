import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { head, LAST_GET } from './harness/one-exchange';
import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { answering, rawClient, rawUpstream } from './harness/sockets';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

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
    [
      'without being asked',
      LAST_GET,
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n',
    ],
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
