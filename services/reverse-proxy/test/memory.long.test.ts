import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { start } from '../bench/process';
import type { Running } from '../bench/process';
import { closedPort } from './harness/sockets';

const GIB = 1024 ** 3;
const PIECE = Buffer.alloc(65_536, 'x');
const root = join(__dirname, '../../..');

let folder: string;
let server: Server;
let proxy: Running;

function* pieces(size: number): Generator<Buffer> {
  for (let sent = 0; sent < size; sent += PIECE.length) yield PIECE;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proxy-memory-'));
  server = createServer((incoming, response) => {
    let received = 0;
    incoming.on('data', (chunk: Buffer) => (received += chunk.length));
    incoming.on('end', () => {
      if (incoming.method === 'POST') return void response.end(String(received));
      if (incoming.url === '/sized') response.setHeader('Content-Length', GIB);
      return void Readable.from(pieces(GIB)).pipe(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const target = (server.address() as AddressInfo).port;
  const port = await closedPort();
  const bundle = join(folder, 'server.js');
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
  const configFile = join(folder, 'config.yaml');
  writeFileSync(
    configFile,
    `proxy: {listen: {address: 127.0.0.1, port: ${port}}, services: [{name: up, hosts: [{address: 127.0.0.1, port: ${target}}]}]}\n`,
  );
  const env = { CONFIG_FILE: configFile, ADMIN_PORT: '0', LOG_LEVEL: 'error', DRAIN_DELAY_MS: '0' };
  proxy = await start('proxy', port, process.execPath, [bundle], env);
}, 60_000);

afterAll(async () => {
  await proxy.stop();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  rmSync(folder, { recursive: true });
}, 30_000);

const download = (path: string, slow: boolean): Promise<number> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: proxy.port, path }, (response) => {
      let received = 0;
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
        // A reader that stops now and then, so that the whole way has to wait for it.
        if (slow && received % (64 * 1024 * 1024) < chunk.length) {
          response.pause();
          setTimeout(() => response.resume(), 50);
        }
      });
      response.on('end', () => resolve(received));
      response.on('error', reject);
    }).on('error', reject);
  });

const upload = (sized: boolean): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = sized ? { 'Content-Length': GIB } : {};
    const sending = request({ host: '127.0.0.1', port: proxy.port, method: 'POST', path: '/', headers }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    });
    sending.on('error', reject);
    pipeline(Readable.from(pieces(GIB)), sending).catch(reject);
  });

test.each([
  ['a sized answer', () => download('/sized', false), GIB],
  ['a chunked answer', () => download('/chunked', false), GIB],
  ['a sized answer to a slow reader', () => download('/sized', true), GIB],
  ['a sized body', () => upload(true), String(GIB)],
  ['a chunked body', () => upload(false), String(GIB)],
])(
  '1 GiB goes through as %s within 100 MiB of memory',
  async (_, go, expected) => {
    expect(await go()).toBe(expected);
    process.stdout.write(`peak ${proxy.peakMiB().toFixed(0)} MiB\n`);
    expect(proxy.peakMiB()).toBeLessThanOrEqual(100);
  },
  120_000,
);
