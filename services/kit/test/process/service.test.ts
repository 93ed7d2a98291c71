import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServiceProcess } from '../../testing/service-process';
import type { ServiceProcess } from '../../testing/service-process';

const entry = join(__dirname, 'fixture', 'slow-service.ts');
const fastifyEntry = join(__dirname, 'fixture', 'fastify-service.ts');
const started: ServiceProcess[] = [];
afterEach(async () => {
  for (const service of started.splice(0)) {
    service.signal('SIGKILL');
    await service.ended;
  }
});

async function start(environment: Record<string, string> = {}, file = entry, descriptors?: number) {
  const given = { PORT: '0', ADMIN_PORT: '0', HOST: '127.0.0.1', DRAIN_DELAY_MS: '0', ...environment };
  const service = await startServiceProcess(file, given, [], descriptors);
  started.push(service);
  const { port, adminPort } = (await service.line('listening')) as unknown as { port: number; adminPort: number };
  return { service, port, url: `http://127.0.0.1:${port}`, admin: `http://127.0.0.1:${adminPort}` };
}

const messages = ({ lines }: ServiceProcess) => lines.map(({ msg }) => msg);

test('SIGTERM: not ready at once and still answering through the delay, then the answer in flight, then exit 0', async () => {
  const { service, url, admin } = await start({ DRAIN_DELAY_MS: '500' });
  expect((await fetch(`${admin}/readyz`)).status).toBe(200);
  const inFlight = fetch(`${url}/800`);
  await sleep(50);
  service.signal('SIGTERM');
  await service.line('stopping');
  expect((await fetch(`${admin}/readyz`)).status).toBe(503);
  expect((await fetch(`${admin}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${url}/0`)).text()).toBe('done');
  expect(await (await inFlight).text()).toBe('done');
  expect(await service.ended).toBe(0);
});

test('resources are closed after the drain, and one that fails does not keep the next from closing', async () => {
  const { service, url } = await start();
  const inFlight = fetch(`${url}/200`);
  await sleep(50);
  service.signal('SIGINT');
  expect((await inFlight).status).toBe(200);
  expect(await service.ended).toBe(0);
  // Errors may come by another pipe, which is read when it is read.
  const [failures, others] = [true, false].map((failed) =>
    messages(service).filter((message) => (message === 'could not close') === failed),
  );
  expect(failures).toHaveLength(1);
  expect(others).toEqual(['listening', 'stopping', 'pool closed', 'stopped']);
});

test('nothing is accepted after the delay', async () => {
  const { service, url } = await start();
  const inFlight = fetch(`${url}/500`);
  await sleep(50);
  service.signal('SIGTERM');
  await service.line('stopping');
  await sleep(100);
  await expect(fetch(`${url}/0`)).rejects.toThrow('fetch failed');
  expect((await inFlight).status).toBe(200);
});

test('a client with keep-alive is told to move on during the delay', async () => {
  const { service, url } = await start({ DRAIN_DELAY_MS: '300' });
  const agent = new Agent({ keepAlive: true });
  const connectionHeader = async () => {
    const [response] = (await once(get(`${url}/0`, { agent }), 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    return response.headers.connection;
  };
  expect(await connectionHeader()).toBe('keep-alive');
  service.signal('SIGTERM');
  await service.line('stopping');
  expect(await connectionHeader()).toBe('close');
  expect(await service.ended).toBe(0);
});

test('what is still busy at the deadline is cut, upgraded connections too', async () => {
  const { service, url, port } = await start({ DRAIN_DEADLINE_MS: '100' });
  const inFlight = fetch(`${url}/60000`).catch((error: Error) => error.message);
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
  await once(socket, 'data');
  service.signal('SIGTERM');
  await once(socket, 'close');
  expect(await inFlight).toBe('fetch failed');
  expect(await service.ended).toBe(0);
  expect(await service.line('cut connections that were busy past the deadline')).toMatchObject({ connections: 2 });
});

test('a client that reads slowly gets the whole of its answer', async () => {
  const { service, port } = await start();
  const socket = connect(port, '127.0.0.1').pause();
  socket.write('GET /large HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(socket, 'readable');
  service.signal('SIGTERM');
  await service.line('stopping');
  await sleep(300);
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
  await once(socket, 'close');
  expect(bytes).toBeGreaterThan(32 * 1024 * 1024);
  expect(await service.ended).toBe(0);
  expect(messages(service)).not.toContain('cut connections that were busy past the deadline');
});

test('connections that have asked nothing, or nothing since their answer, do not hold it up', async () => {
  const { service, port } = await start({ DRAIN_DEADLINE_MS: '3000' });
  const silent = connect(port, '127.0.0.1').resume();
  const answered = connect(port, '127.0.0.1');
  answered.write('GET /0 HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(answered, 'data');
  service.signal('SIGTERM');
  await Promise.all([once(silent, 'close'), once(answered, 'close')]);
  expect(await service.ended).toBe(0);
  expect(messages(service)).not.toContain('cut connections that were busy past the deadline');
});

test('half a request may still be finished', async () => {
  const { service, port } = await start();
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /0 HTTP/1.1\r\n');
  await sleep(50);
  service.signal('SIGTERM');
  await service.line('stopping');
  await sleep(300);
  socket.write('host: a\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\nconnection: close\r\n/i);
  expect(await service.ended).toBe(0);
});

test('a Fastify app stops the same way, and its hooks run after the drain', async () => {
  const { service, url } = await start({ DRAIN_DELAY_MS: '200' }, fastifyEntry);
  const inFlight = fetch(`${url}/400`);
  await sleep(50);
  service.signal('SIGTERM');
  await service.line('stopping');
  const late = await fetch(`${url}/0`);
  expect([late.status, late.headers.get('connection')]).toEqual([200, 'close']);
  expect(await (await inFlight).text()).toBe('done');
  expect(await service.ended).toBe(0);
  expect(messages(service)).toEqual(['listening', 'stopping', 'answered', 'answered', 'app closed', 'stopped']);
});

test('more connections than descriptors are turned away, while probes and those that are there are answered', async () => {
  const { service, port, admin } = await start({}, entry, 160);
  // 64 are kept for files and databases, 24 for the admin port.
  const first = connect(port, '127.0.0.1');
  await once(first, 'connect');
  const more = Array.from({ length: 300 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  expect(await service.line('too many connections: turned away')).toMatchObject({ level: 'warn', connections: 72 });
  for (const path of ['/healthz', '/readyz', '/metrics']) expect((await fetch(admin + path)).status).toBe(200);
  first.write('GET /0 HTTP/1.1\r\nhost: a\r\n\r\n');
  const [answer] = (await once(first, 'data')) as [Buffer];
  expect(answer.toString()).toContain('200 OK');
  for (const socket of [first, ...more]) socket.destroy();
});

test('a second signal ends at once with 1', async () => {
  const { service } = await start({ DRAIN_DELAY_MS: '60000' });
  service.signal('SIGTERM');
  await service.line('stopping');
  service.signal('SIGTERM');
  expect(await service.ended).toBe(1);
  expect(messages(service)).toContain('second signal: ending at once');
});

test('an error that nobody caught is logged, drained without the delay, and leaves with 1', async () => {
  const { service, url } = await start({ DRAIN_DELAY_MS: '60000', DRAIN_DEADLINE_MS: '100' });
  await expect(fetch(`${url}/throw`)).rejects.toThrow('fetch failed');
  expect(await service.ended).toBe(1);
  expect(await service.line('uncaught error: stopping')).toMatchObject({
    level: 'fatal',
    err: { message: 'nobody caught this' },
  });
});

test('fails with exit code 2 and every problem when the environment is not usable', async () => {
  const service = await startServiceProcess(entry, { PORT: 'http', LOG_LEVEL: 'loud' });
  expect(await service.ended).toBe(2);
  expect(service.stderr()).toBe(
    [
      '2 problems in the environment:',
      '  PORT: given "http"; allowed: an integer from 0 to 65535',
      '  LOG_LEVEL: given "loud"; allowed: one of fatal, error, warn, info, debug, trace, silent',
      '',
    ].join('\n'),
  );
});

test('fails with exit code 1 when the port is taken', async () => {
  const { port } = await start();
  const second = await startServiceProcess(entry, { PORT: String(port), ADMIN_PORT: '0', HOST: '127.0.0.1' });
  expect(await second.ended).toBe(1);
  expect(second.stderr()).toContain('EADDRINUSE');
});

test.each(['nosuch.invalid', '192.0.2.1'])(
  'fails with exit code 2 for the address %s, which is none of this machine',
  async (host) => {
    const service = await startServiceProcess(entry, { PORT: '0', ADMIN_PORT: '0', HOST: host });
    expect(await service.ended).toBe(2);
    expect(service.stderr()).toMatch(/^ {2}HOST: given "[^"]+" \(E[A-Z_]+\); allowed: an address of this machine$/m);
  },
);
