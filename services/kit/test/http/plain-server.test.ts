import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { createLogger } from '../../process/logging';
import { createMetrics } from '../../metrics/metrics';
import { createPlainServer } from '../../http/plain-server';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function start(
  handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
  accessLog = true,
) {
  const output = new PassThrough();
  const logger = createLogger({ name: 'test', destination: output });
  const metrics = createMetrics({ service: 'test', processMetrics: false });
  server = createPlainServer({ logger, metrics, accessLog, route: () => '/*', handle });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const log = () => ((output.read() as Buffer | null)?.toString() ?? '').trim().split('\n');
  return { port, url: `http://127.0.0.1:${port}`, log, output };
}

test.each([
  [
    'throws',
    () => {
      throw new Error('10.0.0.7 is down');
    },
  ],
  ['rejects', () => Promise.reject(new Error('10.0.0.7 is down'))],
])('a handler that %s is a 500 that says nothing of why; the log does, with the same id', async (_, handle) => {
  const { url, log } = await start(handle);
  const response = await fetch(url);
  const body = await response.text();
  const id = response.headers.get('x-request-id') as string;
  expect(response.status).toBe(500);
  expect(JSON.parse(body)).toEqual({
    error: { code: 'internal', message: 'Something went wrong here.', requestId: id },
  });
  expect(JSON.parse(log()[0] ?? '')).toMatchObject({ level: 'error', reqId: id, err: { message: '10.0.0.7 is down' } });
});

test('a handler that fails in the middle of its answer cuts it, so that it is not taken for whole', async () => {
  const { url } = await start(async (_, response) => {
    response.write('half');
    throw new Error('gone');
  });
  await expect(fetch(url).then((response) => response.text())).rejects.toThrow('terminated');
});

test('the log says of a request that its client left', async () => {
  const { port, output } = await start(() => {});
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(server as Server, 'request');
  const logged = once(output, 'readable');
  socket.destroy();
  await logged;
  expect(JSON.parse((output.read() as Buffer).toString())).toMatchObject({ msg: 'answered', aborted: true });
});

test('without the access log an answer leaves no line', async () => {
  const { url, log } = await start((_, response) => void response.end('ok'), false);
  expect(await (await fetch(url)).text()).toBe('ok');
  expect(log()).toEqual(['']);
});
