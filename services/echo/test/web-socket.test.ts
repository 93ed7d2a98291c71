import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { serveWebSocket } from '../web-socket';
import type { WebSocketLimits } from '../web-socket';

const running: Server[] = [];
const clients: WebSocket[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.terminate();
  for (const server of running.splice(0)) server.close();
});

/** A client, and the server's end of its connection. */
async function connected(limits: WebSocketLimits, options: ClientOptions = {}) {
  const server = createServer();
  running.push(server);
  serveWebSocket(server, limits);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`, options);
  clients.push(client);
  await once(client, 'open');
  const [serverEnd] = await accepted;
  return { client, serverEnd };
}

test('a client that does not read is not read from, and loses nothing', async () => {
  const { client, serverEnd } = await connected({});
  const messages = 128;
  const message = Buffer.alloc(512 * 1024, 'x');
  let echoed = 0;
  client.on('message', () => echoed++);
  client.pause();
  for (let i = 0; i < messages; i++) client.send(message);
  // Until the server reads no more, or has read everything.
  for (let before = -1; serverEnd.bytesRead !== before || !serverEnd.isPaused();) {
    before = serverEnd.bytesRead;
    if (before >= messages * message.length) break;
    await sleep(200);
  }
  expect(serverEnd.bytesRead).toBeLessThan((messages * message.length) / 2);
  client.resume();
  while (echoed < messages) await once(client, 'message');
});

test('a client that says nothing for long is closed, and told why', async () => {
  const { client } = await connected({ pingMs: 20, idleMs: 60 });
  const [code, reason] = (await once(client, 'close')) as [number, Buffer];
  expect([code, reason.toString()]).toEqual([1000, 'nothing was said for long']);
});

test('a client that answers no ping is cut off', async () => {
  const { client } = await connected({ pingMs: 20 }, { autoPong: false });
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(1006);
});
