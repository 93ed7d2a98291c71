import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { body } from './harness/one-exchange';
import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { answering, OK, rawClient } from './harness/sockets';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

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
