import { createAdminServer } from '../../http/admin-server';
import type { AdminServer, AdminServerOptions } from '../../http/admin-server';
import { createMetrics } from '../../metrics/metrics';
import { Readiness } from '../../process/readiness';
import type { ReadinessCheck } from '../../process/readiness';

let admin: AdminServer | undefined;
afterEach(() => admin?.close());

async function start(checks: ReadinessCheck[] = [], routes: AdminServerOptions['routes'] = {}) {
  const readiness = new Readiness(checks, 100);
  const metrics = createMetrics({ service: 'test' });
  admin = createAdminServer({ readiness, metrics: metrics.registry, routes });
  const port = await admin.listen(0, '127.0.0.1');
  const get = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  return { readiness, metrics, get };
}

test('/healthz answers 200 in every phase', async () => {
  const { get, readiness } = await start();
  expect((await get('/healthz')).status).toBe(200);
  readiness.stopping();
  expect((await get('/healthz')).status).toBe(200);
});

test('/readyz is 503 before the start, 200 while running, 503 from the stop on', async () => {
  const { get, readiness } = await start();
  expect(await get('/readyz')).toMatchObject({ status: 503, body: '{"status":"starting","checks":{}}' });
  readiness.started();
  expect(await get('/readyz')).toMatchObject({ status: 200, body: '{"status":"ready","checks":{}}' });
  readiness.stopping();
  readiness.started();
  expect(await get('/readyz')).toMatchObject({ status: 503, body: '{"status":"stopping","checks":{}}' });
});

test('/readyz names the checks that fail, and nothing of why', async () => {
  const { get, readiness } = await start([
    { name: 'database', check: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432')) },
    { name: 'migrations', check: () => true },
    { name: 'cache', check: () => new Promise(() => {}) },
  ]);
  readiness.started();
  const { status, body } = await get('/readyz');
  expect(status).toBe(503);
  expect(JSON.parse(body)).toEqual({
    status: 'not ready',
    checks: { database: 'failed', migrations: 'ok', cache: 'failed' },
  });
});

test('/readyz follows a check that recovers', async () => {
  let well = false;
  const { get, readiness } = await start([{ name: 'database', check: () => well }]);
  readiness.started();
  expect((await get('/readyz')).status).toBe(503);
  well = true;
  expect((await get('/readyz')).status).toBe(200);
});

test('/metrics is in the Prometheus text format, with the process and HTTP series', async () => {
  const { get, metrics } = await start();
  metrics.answered({ method: 'GET', route: '/a/:id', status: 200, seconds: 0.02 });
  metrics.answered({ method: 'BREW', route: '/a/:id', status: 405, seconds: 0.02 });
  const { headers, body } = await get('/metrics');
  expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(body).toContain(
    'http_request_duration_seconds_bucket{le="0.025",service="test",method="GET",route="/a/:id",status="200"} 1',
  );
  expect(body).toContain('method="other"');
  expect(body).not.toContain('BREW');
  expect(body).toMatch(/process_resident_memory_bytes\{service="test"\} \d+/);
});

test('/metrics says whether the process is ready, and of each check whether it passes', async () => {
  const { get, readiness } = await start([
    { name: 'database', check: () => false },
    { name: 'migrations', check: () => true },
  ]);
  expect((await get('/metrics')).body).toMatch(/^service_ready 0$/m);
  expect((await get('/metrics')).body).not.toContain('service_check_ok');
  readiness.started();
  const { body } = await get('/metrics');
  expect(body).toMatch(/^service_ready 0$/m);
  expect(body).toMatch(/^service_check_ok\{check="database"\} 0$/m);
  expect(body).toMatch(/^service_check_ok\{check="migrations"\} 1$/m);
  expect(body.endsWith('\n')).toBe(true);
});

test('two apps in one process have registries of their own', () => {
  expect(() => [createMetrics({ service: 'one' }), createMetrics({ service: 'two' })]).not.toThrow();
});

test('answers HEAD, 404 for another path and 405 with Allow for another method', async () => {
  const { get } = await start();
  expect(await get('/healthz', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  expect((await get('/')).status).toBe(404);
  expect((await get('/constructor')).status).toBe(404);
  const refused = await get('/healthz', { method: 'POST', body: 'x' });
  expect(refused.status).toBe(405);
  expect(refused.headers.get('allow')).toBe('GET, HEAD');
});

test('answers the further routes it is given', async () => {
  const { get } = await start([], { '/extra': (_, response) => void response.end('more') });
  expect(await get('/extra?x=1')).toMatchObject({ status: 200, body: 'more' });
});
