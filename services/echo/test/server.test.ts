import { once } from 'node:events';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startServiceProcess } from '@chartwright/kit/testing/service-process';
import type { ServiceProcess } from '@chartwright/kit/testing/service-process';
import { echoContract } from '../contract';

const { env, probes, metricsPath } = echoContract;
const started: ServiceProcess[] = [];
afterEach(async () => {
  for (const service of started.splice(0)) {
    service.signal('SIGKILL');
    await service.ended;
  }
});

async function start(environment: Record<string, string> = {}) {
  const service = await startServiceProcess(join(__dirname, '..', 'server.ts'), {
    [env.port]: '0',
    [env.adminPort]: '0',
    [env.host]: '127.0.0.1',
    [env.drainDelayMs]: '0',
    ...environment,
  });
  started.push(service);
  const { port, adminPort } = (await service.line('listening')) as unknown as Record<string, number>;
  return { service, host: `127.0.0.1:${port}`, admin: `http://127.0.0.1:${adminPort}` };
}

async function connected(address: string, protocols: string[] = []): Promise<WebSocket> {
  const socket = new WebSocket(address, protocols);
  await once(socket, 'open');
  return socket;
}

test('answers on the ports and paths of its contract, and stops gracefully', async () => {
  const { service, host, admin } = await start({ [env.name]: 'echo-a' });
  for (const path of [...Object.values(probes), metricsPath]) expect((await fetch(admin + path)).status).toBe(200);
  expect(await (await fetch(`http://${host}/`)).json()).toMatchObject({ name: 'echo-a' });
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
});

test('calls itself by the name of the host when it is given none', async () => {
  const { host } = await start();
  expect(await (await fetch(`http://${host}/`)).json()).toMatchObject({ name: hostname() });
});

test('/ws sends text and binary messages back', async () => {
  const { host } = await start();
  const socket = await connected(`ws://${host}/ws?x`, ['chat', 'other']);
  expect(socket.protocol).toBe('chat');
  for (const message of ['hello', Buffer.from([0, 255, 10])]) {
    socket.send(message);
    const [data, isBinary] = (await once(socket, 'message')) as [Buffer, boolean];
    expect([data, isBinary]).toEqual([Buffer.from(message), typeof message !== 'string']);
  }
  socket.terminate();
});

test('an upgrade on another path is a 404', async () => {
  const { host } = await start();
  await expect(connected(`ws://${host}/other`)).rejects.toThrow('404');
});

test('a WebSocket is told when the server stops, and does not hold it up', async () => {
  const { service, host } = await start();
  const socket = await connected(`ws://${host}/ws`);
  service.signal('SIGTERM');
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(1001);
  expect(await service.ended).toBe(0);
});

test('every variable of the contract is one that the process reads', async () => {
  const free: string[] = [env.name, env.host];
  const service = await startServiceProcess(
    join(__dirname, '..', 'server.ts'),
    Object.fromEntries(Object.values(env).map((variable) => [variable, free.includes(variable) ? '' : 'nonsense'])),
  );
  expect(await service.ended).toBe(2);
  for (const variable of Object.values(env)) {
    if (!free.includes(variable)) expect(service.stderr()).toContain(`\n  ${variable}: given "nonsense"`);
  }
});
