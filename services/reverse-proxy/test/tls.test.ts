import { createLogger } from '@chartwright/kit/process/logging';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as requestHttps } from 'node:https';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../cli/worker';
import { certificate } from './harness/certificate';
import { opened } from './harness/opened';
import { configOf, startProxy } from './harness/proxy';
import { eventually } from './harness/wait';
import { answering, closedPort, OK } from './harness/sockets';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

let folder: string;
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proxy-tls-'));
  certificate(folder, 'one');
  certificate(folder, 'two');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** GET or POST over TLS; the certificate's name, the status and the body. */
const ask = (port: number, ca: string, body?: Buffer): Promise<{ name: string; status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const request = requestHttps(
      {
        host: '127.0.0.1',
        port,
        ca: readFileSync(file(ca)),
        method: body === undefined ? 'GET' : 'POST',
        agent: false,
      },
      (response) => {
        const { subject } = (
          response.socket as unknown as { getPeerCertificate(): { subject: { CN: string } } }
        ).getPeerCertificate();
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
        response.on('end', () => resolve({ name: subject.CN, status: response.statusCode ?? 0, text }));
      },
    );
    request.on('error', reject);
    request.end(body);
  });

test('a TLS listener: requests, large bodies both ways, X-Forwarded-Proto, a new certificate after a reload', async () => {
  const upstream = await answering((request) => {
    const text = /\r\nX-Forwarded-Proto: https\r\n/.test(request)
      ? request.slice(request.indexOf('\r\n\r\n') + 4)
      : 'not https';
    return `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
  });
  const port = await closedPort();
  const input = (name: string): Parameters<typeof configOf>[0] => ({
    services: [{ name: 'up', hosts: [{ address: '127.0.0.1', port: upstream.port }] }],
    tls: { port, certFile: file(`${name}.crt`), keyFile: file(`${name}.key`) },
  });
  const proxy = await startProxy(input('one'));
  expect(proxy.proxy.securePort).toBe(port);
  const body = Buffer.alloc(500_000, 'abcdefghij');
  expect(await ask(port, 'one.crt', body)).toEqual({ name: 'one', status: 200, text: body.toString() });
  await expect(ask(port, 'two.crt')).rejects.toThrow(/self.signed/i);
  await proxy.proxy.reload(configOf(input('two')));
  expect(await ask(port, 'two.crt', Buffer.from('hi'))).toEqual({ name: 'two', status: 200, text: 'hi' });
  await proxy.close();
  await upstream.close();
});

test('several certificates: each client gets the one that is made out for the name it asks for', async () => {
  certificate(folder, 'shop', 'DNS:shop.example.com,DNS:*.shop.example.com');
  certificate(folder, 'other', 'DNS:other.example.com');
  const pair = (name: string) => ({ certFile: file(`${name}.crt`), keyFile: file(`${name}.key`) });
  const port = await closedPort();
  const proxy = await opened(
    startProxy({ services: [], tls: { port, ...pair('one'), certificates: [pair('shop'), pair('other')] } }),
  );
  const nameFor = (servername: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connectTls({ port, host: '127.0.0.1', servername, rejectUnauthorized: false }, () => {
        resolve(String(socket.getPeerCertificate().subject.CN));
        socket.destroy();
      });
      socket.on('error', reject);
    });
  expect(await nameFor('shop.example.com')).toBe('shop');
  expect(await nameFor('a.shop.example.com')).toBe('shop');
  expect(await nameFor('other.example.com')).toBe('other');
  expect(await nameFor('nobody.example.com')).toBe('one');
  expect(await nameFor('')).toBe('one');
  expect(proxy.proxy.securePort).toBe(port);
});

test('a renewed certificate is noticed, without a change of the config and without a signal', async () => {
  certificate(folder, 'old');
  certificate(folder, 'new');
  const renewed = (name: string): void => {
    for (const ending of ['key', 'crt']) copyFileSync(file(`${name}.${ending}`), file(`live.${ending}`));
  };
  renewed('old');
  const [port, tlsPort] = [await closedPort(), await closedPort()];
  writeFileSync(
    file('config.yaml'),
    `proxy: {listen: {address: 127.0.0.1, port: ${port}}, services: [], tls: {port: ${tlsPort}, certFile: ${file('live.crt')}, keyFile: ${file('live.key')}}}`,
  );
  const logger = createLogger({ name: 'test', level: 'silent' });
  const serving = await opened(serve({ configFile: file('config.yaml'), adminPort: 0 }, logger));
  expect((await ask(tlsPort, 'old.crt')).name).toBe('old');
  renewed('new');
  await eventually(
    () =>
      ask(tlsPort, 'new.crt').then(
        ({ name }) => name === 'new',
        () => false,
      ),
    20_000,
  );
  // One that does not fit its key is refused, and the good one stays.
  copyFileSync(file('old.crt'), file('live.crt'));
  await eventually(() => serving.proxy.configRefused, 20_000);
  expect((await ask(tlsPort, 'new.crt')).name).toBe('new');
});

test('TLS to the upstream: verified against its authority, or not at all', async () => {
  const server = createHttps(
    { cert: readFileSync(file('one.crt')), key: readFileSync(file('one.key')) },
    (_, response) => response.end('secret'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const through = async (tls: { caFile?: string; verify?: boolean; serverName?: string }): Promise<number> => {
    const proxy = await startProxy({ services: [{ name: 'up', hosts: [{ address: '127.0.0.1', port }], tls }] });
    const response = await fetch(`http://127.0.0.1:${proxy.port}/`);
    await response.text();
    await proxy.close();
    return response.status;
  };
  expect(await through({ caFile: file('one.crt'), serverName: 'localhost' })).toBe(200);
  expect(await through({ caFile: file('two.crt'), serverName: 'localhost' })).toBe(502);
  expect(await through({ caFile: file('one.crt'), serverName: 'other.example' })).toBe(502);
  expect(await through({ verify: false })).toBe(200);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('plain HTTP on the TLS port is closed, and TLS on the plain port is refused', async () => {
  const upstream = await answering(OK);
  const port = await closedPort();
  const proxy = await startProxy({
    services: [{ name: 'up', hosts: [{ address: '127.0.0.1', port: upstream.port }] }],
    tls: { port, certFile: file('one.crt'), keyFile: file('one.key') },
  });
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  await expect(ask(proxy.port, 'one.crt')).rejects.toThrow();
  expect(upstream.received()).toEqual([]);
  await proxy.close();
  await upstream.close();
});
