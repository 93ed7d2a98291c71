import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dnsServer } from './harness/dns';
import { opened } from './harness/opened';
import { answering, closedPort, OK, rawClient } from './harness/sockets';
import type { RawUpstream } from './harness/sockets';
import { eventually } from './harness/wait';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

const root = join(__dirname, '../../..');
let folder: string;
let bundle: string;
let upstream: RawUpstream;

/** The proxy as it is shipped: one file, made by esbuild. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proxy-process-'));
  bundle = join(folder, 'server.js');
  execFileSync(join(root, 'node_modules/.bin/esbuild'), [
    ...[
      join(__dirname, '../server.ts'),
      '--bundle',
      '--platform=node',
      '--format=cjs',
      `--outfile=${bundle}`,
      '--log-level=error',
    ],
  ]);
  upstream = await answering(OK);
});
afterAll(async () => {
  await upstream.close();
  rmSync(folder, { recursive: true });
});

interface Process {
  readonly child: ChildProcess;
  readonly port: number;
  readonly adminPort: number;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

async function start(
  env: Record<string, string>,
  services = `[{name: up, hosts: [{address: 127.0.0.1, port: ${upstream.port}}]}]`,
  dns = '{}',
): Promise<Process> {
  const [port, adminPort] = [await closedPort(), await closedPort()];
  const configFile = join(folder, `${port}.yaml`);
  writeFileSync(
    configFile,
    `proxy: {listen: {address: 127.0.0.1, port: ${port}}, services: ${services}, dns: ${dns}}\n`,
  );
  const child = spawn(process.execPath, [bundle], {
    env: {
      PATH: process.env.PATH,
      CONFIG_FILE: configFile,
      ADMIN_PORT: String(adminPort),
      DRAIN_DELAY_MS: '200',
      ...env,
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, port, adminPort, output: () => output, ended };
}

const status = (port: number, path: string): Promise<number> =>
  fetch(`http://127.0.0.1:${port}${path}`).then(
    (response) => response.status,
    () => 0,
  );
const ask = async (port: number): Promise<string> => {
  const client = rawClient(port);
  client.send('GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  return client.closed();
};

test.each(['1', '2'])(
  'with %s process: ready, serving, counted, logged, not ready at SIGTERM, then gone with code 0',
  async (workers) => {
    const { child, port, adminPort, output, ended } = await start({ WORKERS: workers });
    await eventually(
      async () => (await status(adminPort, '/readyz')) === 200 && (await status(port, '/api/v2/_health_check')) === 200,
    );
    expect(await status(adminPort, '/healthz')).toBe(200);
    for (let i = 0; i < 20; i++) expect(await ask(port)).toMatch(/^HTTP\/1\.1 200 OK/);
    const metrics = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
    expect(metrics).toMatch(/^proxy_requests_total\{service="up",status="2xx"\} 20$/m);
    expect(metrics).toMatch(/^proxy_request_duration_seconds_bucket\{service="up",le="\+Inf"\} 20$/m);
    expect(metrics).toMatch(
      new RegExp(`^proxy_upstream_requests_total\\{service="up",upstream="127.0.0.1:${upstream.port}"\\} 20$`, 'm'),
    );
    expect(metrics).toMatch(/^proxy_service_up\{service="up"\} [12]$/m);
    // Of the whole pod, whatever the number of its processes: a start time cannot be added up.
    const started = Number(/^process_start_time_seconds (\d+)$/m.exec(metrics)?.[1]);
    expect(Math.abs(started - Date.now() / 1000)).toBeLessThan(600);
    expect(metrics).toMatch(/^service_build_info\{version="[\d.]+",node="v[\d.]+"\} 1$/m);
    expect(metrics).toMatch(/^nodejs_eventloop_active_seconds_total [\d.]+$/m);
    expect(metrics).toMatch(/^service_ready 1$/m);
    const slow = rawClient(port);
    slow.send('GET /x HTTP/1.1\r\nHost: a\r\n');
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill('SIGTERM');
    await eventually(async () => (await status(adminPort, '/readyz')) === 503);
    // Still accepting until the delay is over, and what has begun is finished.
    expect(await ask(port)).toMatch(/^HTTP\/1\.1 200 OK/);
    slow.send('\r\n');
    expect(await slow.closed()).toMatch(/^HTTP\/1\.1 200 OK[^]*Connection: close/);
    expect(await ended).toBe(0);
    const lines = output()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const requests = lines.filter((line) => line.msg === 'request' && line.target === '/x');
    expect(requests).toHaveLength(22);
    expect(requests[0]).toMatchObject({
      method: 'GET',
      host: 'a',
      status: 200,
      to: 'up',
      upstream: `127.0.0.1:${upstream.port}`,
      tries: 1,
    });
    expect(new Set(requests.map((line) => line.requestId)).size).toBe(22);
  },
);

test('a worker that dies is replaced, and requests go on', async () => {
  const { child, port, adminPort, output, ended } = await start({ WORKERS: '2' });
  await eventually(
    async () => (await status(port, '/api/v2/_health_check')) === 200 && (await status(adminPort, '/readyz')) === 200,
  );
  const workers = (): number[] =>
    [...output().matchAll(/"worker":(\d+),"msg":"listening"/g)].map((match) => Number(match[1]));
  await eventually(async () => workers().length === 2);
  const pids = execFileSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)])
    .toString()
    .trim()
    .split(/\s+/)
    .map(Number);
  process.kill(pids[0]!, 'SIGKILL');
  await eventually(async () => workers().length === 3);
  expect(await ask(port)).toMatch(/^HTTP\/1\.1 200 OK/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test.each(['1', '2'])('with %s process: not ready before DNS has answered about every name', async (workers) => {
  let away = true;
  const table = new Map([['up.example A', ['127.0.0.1']]]);
  const dns = await opened(dnsServer(table, () => away));
  const services = `[{name: up, hosts: [{address: up.example, port: ${upstream.port}}, {address: gone.example, port: 1}]}]`;
  const settings = `{servers: ['${dns.address}'], startup: 60s}`;
  const { child, port, adminPort, output, ended } = await start({ WORKERS: workers }, services, settings);
  await eventually(async () => (await status(port, '/api/v2/_health_check')) === 200);
  await eventually(() => output().split('could not be resolved').length > 4);
  expect(await status(adminPort, '/healthz')).toBe(200);
  expect(await status(adminPort, '/readyz')).toBe(503);
  away = false;
  await eventually(async () => (await status(adminPort, '/readyz')) === 200);
  expect(await ask(port)).toMatch(/^HTTP\/1\.1 200 OK/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('ready after dns.startup, though DNS never answered: routes that need no name are served', async () => {
  const dns = await opened(dnsServer(new Map(), () => true));
  const services = `[{name: up, hosts: [{address: 127.0.0.1, port: ${upstream.port}}]}, {name: lost, domain: lost.example, hosts: [{address: lost.example, port: 1}]}]`;
  const settings = `{servers: ['${dns.address}'], startup: 300ms}`;
  const { child, port, adminPort, output, ended } = await start({}, services, settings);
  await eventually(async () => (await status(adminPort, '/readyz')) === 200);
  // The log comes by another pipe than the answer.
  await eventually(() => output().includes('ready, though DNS has not answered about every name'));
  expect(await ask(port)).toMatch(/^HTTP\/1\.1 200 OK/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a config with problems ends it with code 2 and names them', async () => {
  const { output, ended } = await start({}, '[{name: a, hosts: []}, {name: a, hosts: [{address: x}]}]');
  expect(await ended).toBe(2);
  expect(output()).toContain('proxy.services[0].hosts: ');
  expect(output()).toContain('proxy.services[1].hosts[0].port: ');
});

test('an environment with problems ends it with code 2 and names them', async () => {
  const { output, ended } = await start({ WORKERS: 'many', LOG_LEVEL: 'loud' });
  expect(await ended).toBe(2);
  expect(output()).toMatch(/WORKERS[^]*LOG_LEVEL/);
});
