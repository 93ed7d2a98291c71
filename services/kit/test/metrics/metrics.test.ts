import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { kitMetrics } from '../../contract';
import { createHttpApp } from '../../http/http-app';
import { createLogger } from '../../process/logging';
import { createMetrics } from '../../metrics/metrics';
import { createPlainServer } from '../../http/plain-server';
import { createPool } from '../../database/database';
import { poolMetrics } from '../../metrics/pool-metrics';

const logger = createLogger({ name: 'test', level: 'silent' });

test('every class of status is there from the start, so that the first error is seen by a rate', async () => {
  const metrics = createMetrics({ service: 'test', processMetrics: false });
  const before = await metrics.registry.metrics();
  for (const status of ['1xx', '2xx', '3xx', '4xx', '5xx']) {
    expect(before).toContain(`http_requests_total{status="${status}",service="test"} 0`);
  }
  metrics.answered({ method: 'GET', route: '/', status: 503, seconds: 0.1 });
  metrics.answered({ method: 'GET', route: '/', status: 500, seconds: 0.1 });
  expect(await metrics.registry.metrics()).toContain('http_requests_total{status="5xx",service="test"} 2');
  expect(await metrics.registry.metrics()).toContain('http_requests_total{status="5xx",service="test"} 2');
});

test('what a client can choose makes a bounded number of series', async () => {
  const metrics = createMetrics({ service: 'test', processMetrics: false });
  const methods = ['GET', 'PROPFIND', 'M-SEARCH', 'x'.repeat(100), 'BREW'];
  for (const method of methods) {
    for (let status = 200; status < 600; status++) metrics.answered({ method, route: '/*', status, seconds: 0.01 });
  }
  const text = await metrics.registry.metrics();
  const counts = text.split('\n').filter((line) => line.startsWith(`${kitMetrics.duration}_count`));
  const labels = new Set(counts.map((line) => line.replace(/ \d+$/, '')));
  expect(labels.size).toBe(counts.length);
  expect(counts.length).toBeLessThanOrEqual(2 * 70);
  const sum = counts.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
  expect(sum).toBe(methods.length * 400);
});

test('says which version runs, and how busy the event loop is', async () => {
  const { registry } = createMetrics({ service: 'test' });
  const text = await registry.metrics();
  expect(text).toMatch(/^service_build_info\{version="\d+\.\d+\.\d+",node="v[\d.]+",service="test"\} 1$/m);
  for (const name of [kitMetrics.eventLoopActive, kitMetrics.eventLoopIdle, 'process_start_time_seconds']) {
    expect(text).toMatch(new RegExp(`^${name}\\{service="test"\\} [\\d.e+-]+$`, 'm'));
  }
});

const inFlight = async (metrics: ReturnType<typeof createMetrics>): Promise<number> =>
  Number(/^http_requests_in_flight\{service="test"\} (-?\d+)$/m.exec(await metrics.registry.metrics())?.[1]);

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

test.each([
  [
    'a Fastify app',
    (metrics: ReturnType<typeof createMetrics>, held: Promise<void>) => {
      const app = createHttpApp({ logger, metrics });
      app.get('/*', () => held.then(() => 'done'));
      return app.ready().then(() => app.server);
    },
  ],
  [
    'a plain server',
    async (metrics: ReturnType<typeof createMetrics>, held: Promise<void>) =>
      createPlainServer({
        logger,
        metrics,
        route: () => '/*',
        handle: (_, response) => held.then(() => void response.end('done')),
      }),
  ],
])('%s counts requests in flight, and forgets those whose client left', async (_, create) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const metrics = createMetrics({ service: 'test', processMetrics: false });
  const server = await create(metrics, held);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const answer = fetch(`http://127.0.0.1:${port}/a`, { headers: { connection: 'close' } });
    const leaver = connect(port, '127.0.0.1');
    leaver.write('GET /b HTTP/1.1\r\nhost: a\r\n\r\n');
    await until(async () => (await inFlight(metrics)) === 2);
    leaver.destroy();
    await until(async () => (await inFlight(metrics)) === 1);
    release();
    expect(await (await answer).text()).toBe('done');
    await until(async () => (await inFlight(metrics)) === 0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a database pool tells of its connections before there are any', async () => {
  const { registry } = createMetrics({ service: 'test', processMetrics: false });
  const pool = createPool({ host: '127.0.0.1', port: 1, name: 'a', user: 'a', password: 'a', poolSize: 7 }, logger);
  poolMetrics(pool, registry);
  const text = await registry.metrics();
  expect(text).toContain('database_connections{state="busy",service="test"} 0');
  expect(text).toContain('database_connections_max{service="test"} 7');
  expect(text).toContain('database_waiting_requests{service="test"} 0');
  await pool.end();
});
