import { Chart, Testing } from 'cdk8s';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ReverseProxy } from '../../lib/apps/reverse-proxy/reverse-proxy';
import { localBackends, localProxyConfig } from '../../local/proxy-config';

// PostgreSQL and five services on a machine that may be busy.
jest.setTimeout(300_000);

const root = resolve(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'chartwright-local-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  /** Standard output so far. */
  stdout: string;
  stderr: string;
  /** Resolves to the exit code. */
  readonly ended: Promise<number | null>;
  readonly pid: number;
}

function local(...argv: string[]): Run {
  const child = spawn(
    process.execPath,
    ['lib/cli/run-main.js', '--packages-outside', 'local/main.ts', '--data', folder, ...argv],
    { cwd: root },
  );
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const run: Run = { stdout: '', stderr: '', ended, pid: child.pid as number };
  child.stdout.on('data', (chunk: Buffer) => (run.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (run.stderr += chunk.toString()));
  return run;
}

/** Starts all, and waits until it says where to look. @returns those places, and the passwords of admins */
async function started(port: number) {
  const run = local('--port', String(port));
  const over = run.ended.then((code) => code);
  while (!run.stdout.includes('Ctrl-C')) {
    const code = await Promise.race([over, new Promise<'on'>((later) => setTimeout(later, 100, 'on'))]);
    if (code !== 'on') throw new Error(`ended with ${code}: ${run.stderr}`);
  }
  const lines = run.stdout.split('\n').map((line) => /^(\w+) +(http:\S+)(?:.*\/ (\S+))?$/.exec(line));
  const places = Object.fromEntries(
    lines.flatMap((found) => (found ? [[found[1] as string, { url: found[2] as string, password: found[3] }]] : [])),
  );
  return { run, places };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Through the proxy, by the Host of a URL: not every resolver knows names below localhost. */
function fetchLocal(url: string, method = 'GET', body?: object, headers: Record<string, string> = {}) {
  const { host, port, pathname } = new URL(url);
  return new Promise<{ status?: number; text: string }>((done, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path: pathname, method, headers: { host, ...headers } },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => done({ status: answer.statusCode, text }));
      },
    );
    outgoing.on('error', reject).end(body && JSON.stringify(body));
  });
}

test('all of it starts, answers through the proxy, stops, and finds its data again', async () => {
  const port = await freePort();
  const first = await started(port);
  expect(Object.keys(first.places).sort()).toEqual(['conduit', 'echo', 'polls', 'urlpath']);
  const { urlpath, echo, polls, conduit } = first.places as Record<string, { url: string; password: string }>;
  expect(await fetchLocal(urlpath!.url)).toEqual({ status: 200, text: 'this/is/a/test' });
  expect((await fetchLocal(echo!.url)).text).toContain('local');
  const question = /href="(\/polls\/\d+\/)"[^>]*>([^<]+)</.exec((await fetchLocal(polls!.url)).text);
  expect(question).not.toBeNull();
  expect((await fetchLocal(conduit!.url)).status).toBe(200);

  const api = new URL('/api', conduit!.url).href;
  const login = { user: { email: 'admin@example.com', password: conduit!.password } };
  const { status, text } = await fetchLocal(`${api}/users/login`, 'POST', login);
  expect(status).toBe(200);
  const { token } = (JSON.parse(text) as { user: { token: string } }).user;
  const article = { article: { title: 'Kept', description: 'Over a stop', body: 'And a start' } };
  const published = await fetchLocal(`${api}/articles`, 'POST', article, { authorization: `Token ${token}` });
  expect(published.status).toBe(201);

  process.kill(first.run.pid, 'SIGINT');
  expect([await first.run.ended, first.run.stderr]).toEqual([0, '']);
  await expect(fetchLocal(urlpath!.url)).rejects.toThrow('ECONNREFUSED');

  const second = await started(port);
  expect(second.places).toEqual(first.places);
  expect((await fetchLocal(`${api}/articles/kept`)).text).toContain('And a start');
  expect((await fetchLocal(new URL(question![1] as string, polls!.url).href)).text).toContain(question![2]);
  // The token is still good: the key was kept as well.
  expect((await fetchLocal(`${api}/user`, 'GET', undefined, { authorization: `Token ${token}` })).status).toBe(200);
  expect(readdirSync(join(folder, 'logs')).sort()).toEqual(
    ['conduit.log', 'echo.log', 'polls.log', 'reverse-proxy.log', 'urlpath.log'].sort(),
  );
  process.kill(second.run.pid, 'SIGTERM');
  expect(await second.run.ended).toBe(0);
});

test('a port that is taken is an error that names another one', async () => {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const run = local('--port', String(port));
  expect([await run.ended, run.stderr]).toEqual([
    1,
    `port ${port} is taken by another program. Choose another one: npm run local -- --port ${port + 1}\n`,
  ]);
  server.close();
});

test('--help tells where the services are, and a port that is none is refused', async () => {
  const help = local('--help');
  expect([await help.ended, help.stdout]).toEqual([0, expect.stringContaining('http://<name>.localhost:<port>/')]);
  const wrong = local('--port', '99999');
  expect([await wrong.ended, wrong.stderr]).toEqual([1, expect.stringContaining('an integer from 1 to 65535')]);
});

test('the config is the one that the construct puts into its ConfigMap', () => {
  const services = [
    { name: 'urlpath', port: 3000 },
    { name: 'polls', port: 8000 },
  ];
  const chart = new Chart(Testing.app(), 'local');
  new ReverseProxy(chart, 'proxy', { backends: localBackends(services) });
  const configMap = (chart.toJson() as { kind: string; data: Record<string, string> }[]).find(
    ({ kind }) => kind === 'ConfigMap',
  );
  expect(localProxyConfig(services, 8080)).toBe(configMap?.data['config.yaml']);
});
