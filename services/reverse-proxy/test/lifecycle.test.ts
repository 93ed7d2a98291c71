import { createLogger } from '@chartwright/kit/process/logging';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../cli/worker';
import type { ServingProxy } from '../cli/worker';
import { dnsServer } from './harness/dns';
import { opened } from './harness/opened';
import { configOf, startFor, startProxy } from './harness/proxy';
import { load } from './harness/load';
import { GET } from './harness/requests';
import { answering, closedPort, OK, rawClient, rawUpstream } from './harness/sockets';
import type { RawUpstream } from './harness/sockets';
import { eventually, sleep } from './harness/wait';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

const named = (name: string, delay = 0): Promise<RawUpstream> =>
  opened(
    rawUpstream((connection) => {
      let answered = 0;
      connection.socket.on('data', () => {
        const asked = connection.received().split('\r\n\r\n').length - 1;
        for (; answered < asked; answered++) {
          setTimeout(() => connection.send(`HTTP/1.1 200 OK\r\nContent-Length: ${name.length}\r\n\r\n${name}`), delay);
        }
      });
    }),
  );

describe('reload', () => {
  test('moves traffic to other hosts under load without a failed request or a closed connection', async () => {
    const [a, b] = await Promise.all([named('a', 2), named('b', 2)]);
    const services = (port: number): Parameters<typeof startProxy>[0]['services'] => [
      { name: 'up', hosts: [{ address: '127.0.0.1', port }] },
    ];
    const proxy = await opened(startProxy({ services: services(a.port) }));
    const clients = load(proxy.port, 20);
    await eventually(() => clients.answers.length > 100);
    for (let i = 0; i < 10; i++) {
      await proxy.proxy.reload(configOf({ services: services(i % 2 === 0 ? b.port : a.port) }));
      await sleep(30);
    }
    await clients.stop();
    expect(clients.failures).toEqual([]);
    expect(new Set(clients.answers)).toEqual(new Set(['a', 'b']));
    expect(proxy.metric('proxy_client_connections_total')).toBe(20);
  });

  test('keeps connections and health of hosts that stay', async () => {
    const upstream = await named('a');
    const hosts = [{ address: '127.0.0.1', port: upstream.port }];
    const proxy = await opened(startProxy({ services: [{ name: 'up', hosts }] }));
    const client = rawClient(proxy.port);
    client.send(GET);
    await client.until(/\r\n\r\na/);
    await proxy.proxy.reload(configOf({ services: [{ name: 'up', hosts, timeouts: { total: '5s' } }] }));
    client.send(GET);
    await client.until(/\r\n\r\na[^]*\r\n\r\na/);
    expect(upstream.connections).toHaveLength(1);
    client.socket.destroy();
  });

  test('ends what is in flight on a host that goes, and then closes its connection', async () => {
    const slow = await named('slow', 300);
    const fast = await named('fast');
    const to = (port: number): ReturnType<typeof configOf> =>
      configOf({ services: [{ name: 'up', hosts: [{ address: '127.0.0.1', port }] }] });
    const proxy = await opened(startFor([slow.port]));
    const client = rawClient(proxy.port);
    client.send(GET);
    await eventually(() => slow.connections.length === 1);
    await proxy.proxy.reload(to(fast.port));
    await client.until('slow');
    await slow.connections[0]!.closed();
    client.send(GET);
    expect(await client.until('fast')).toContain('200 OK');
    client.socket.destroy();
  });

  test('moves the listener, and leaves what is open on the old one', async () => {
    const upstream = await named('a');
    const services = [{ name: 'up', hosts: [{ address: '127.0.0.1', port: upstream.port }] }];
    const proxy = await opened(startProxy({ services }));
    const client = rawClient(proxy.port);
    client.send(GET);
    await client.until(/\r\n\r\na/);
    const port = await closedPort();
    await proxy.proxy.reload(configOf({ services, listen: { address: '127.0.0.1', port } }));
    client.send(GET);
    await client.until(/\r\n\r\na[^]*\r\n\r\na/);
    const moved = rawClient(port);
    moved.send(GET);
    await moved.until(/\r\n\r\na/);
    expect(await rawClient(proxy.port).closed()).toBe('');
    for (const one of [client, moved]) one.socket.destroy();
  });

  test('fails where it cannot listen, and all stays as it was', async () => {
    const upstream = await named('a');
    const services = [{ name: 'up', hosts: [{ address: '127.0.0.1', port: upstream.port }] }];
    const proxy = await opened(startProxy({ services }));
    const taken = { address: '127.0.0.1', port: upstream.port };
    await expect(proxy.proxy.reload(configOf({ services: [], listen: taken }))).rejects.toThrow('EADDRINUSE');
    const client = rawClient(proxy.port);
    client.send(GET);
    await client.until(/\r\n\r\na/);
    client.socket.destroy();
  });

  describe('from a file', () => {
    let folder: string;
    let serving: ServingProxy | undefined;
    const logger = createLogger({ name: 'test', level: 'silent' });
    const yaml = (port: number): string =>
      `proxy: {listen: {address: 127.0.0.1, port: 1}, accessLog: 'off', services: [{name: up, hosts: [{address: 127.0.0.1, port: ${port}}]}]}`;
    const answer = async (): Promise<string> => {
      const client = rawClient(serving!.port);
      client.send(GET);
      const text = await client.until(/\r\n\r\n./);
      client.socket.destroy();
      return text.slice(text.indexOf('\r\n\r\n') + 4);
    };
    /** A ConfigMap as the kubelet mounts it: config.yaml → ..data/config.yaml, ..data → a folder that is swapped. */
    const mount = (version: string, text: string): void => {
      mkdirSync(join(folder, version));
      writeFileSync(join(folder, version, 'config.yaml'), text);
      symlinkSync(version, join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    };

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'proxy-config-'));
    });
    afterEach(async () => {
      await serving?.close();
      rmSync(folder, { recursive: true });
    });

    test('a swapped ConfigMap is followed, a bad one is refused and the old one kept, SIGHUP reads it again', async () => {
      const [a, b, c] = await Promise.all([named('a'), named('b'), named('c')]);
      mount('v1', yaml(a.port));
      symlinkSync('..data/config.yaml', join(folder, 'config.yaml'));
      serving = await serve({ configFile: join(folder, 'config.yaml'), adminPort: 0 }, logger, 0);
      expect(await answer()).toBe('a');
      mount('v2', yaml(b.port));
      await eventually(async () => (await answer()) === 'b');
      mount('v3', 'proxy: {services: nonsense}');
      await eventually(() => serving!.proxy.configRefused);
      expect(await answer()).toBe('b');
      writeFileSync(join(folder, 'v3', 'config.yaml'), yaml(c.port));
      await eventually(async () => (await answer()) === 'c');
      expect(serving.proxy.configRefused).toBe(false);
      // The file has not changed: only the signal has it read again.
      const told = jest.spyOn(logger, 'info');
      process.emit('SIGHUP');
      await eventually(() => told.mock.calls.some(([, text]) => text === 'config reloaded'));
      told.mockRestore();
    });
  });
});

describe('a graceful stop', () => {
  test('under load fails no request', async () => {
    const upstream = await named('a', 5);
    const first = await startFor([upstream.port]);
    const second = await opened(startFor([upstream.port]));
    // What a Service does: from "not ready" on, new connections go elsewhere; old ones stay until an answer closes them.
    let port = first.port;
    const clients = load(() => port, 20);
    await eventually(() => clients.answers.length > 100);
    port = second.port;
    first.proxy.beginDrain();
    await sleep(20);
    expect(await first.proxy.drain(5000)).toBe(0);
    const before = clients.answers.length;
    await eventually(() => clients.answers.length > before + 100);
    await clients.stop();
    expect(clients.failures).toEqual([]);
    expect(second.metric('proxy_client_connections_total')).toBe(20);
    await first.close();
  });

  test('closes idle connections, lets a long answer end, cuts at the deadline', async () => {
    const upstream = await named('slow', 400);
    const proxy = await startFor([upstream.port]);
    const idle = rawClient(proxy.port);
    idle.send(GET);
    await idle.until('slow');
    const busy = rawClient(proxy.port);
    busy.send(GET);
    const hanging = rawClient(proxy.port);
    hanging.send('GET / HTTP/1.1\r\n');
    await sleep(50);
    expect(await proxy.proxy.drain(1000)).toBe(1);
    await idle.closed();
    expect(await busy.closed()).toMatch(/\r\nConnection: close\r\n[^]*slow$/);
    await hanging.closed();
    await proxy.close();
  });
});

describe('discovery', () => {
  test('follows the A records of a name: pods come and go without a restart or a failed request', async () => {
    const table = new Map<string, readonly string[]>([['pods.example A', ['127.0.0.1']]]);
    const dns = await opened(dnsServer(table));
    const upstream = await named('a');
    const proxy = await opened(
      startProxy({
        services: [{ name: 'up', hosts: [{ address: 'pods.example', port: upstream.port }] }],
        dns: { servers: [dns.address], refresh: 50 },
      }),
    );
    const hosts = (): string[] => proxy.proxy.running().settings.services[0]!.endpoints.map((one) => one.address);
    const clients = load(proxy.port, 5);
    expect(hosts()).toEqual(['127.0.0.1']);
    // The other addresses of the loopback are not listened on, so requests there are tried again at the first.
    table.set('pods.example A', ['127.0.0.2', '127.0.0.1', '127.0.0.3']);
    await eventually(() => hosts().length === 3);
    expect(hosts()).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
    await sleep(100);
    table.set('pods.example A', ['127.0.0.1']);
    await eventually(() => hosts().length === 1);
    await clients.stop();
    expect(clients.failures).toEqual([]);
    table.delete('pods.example A');
    await eventually(() => hosts().length === 0);
    const client = rawClient(proxy.port);
    client.send(GET);
    await client.until('no_healthy_host');
    client.socket.destroy();
    table.set('pods.example A', ['127.0.0.1']);
    await eventually(() => hosts().length === 1);
  });

  test('follows SRV records: ports and weights of the lowest priority', async () => {
    const upstream = await named('a');
    const table = new Map<string, readonly string[]>([
      [
        '_http._tcp.pods.example SRV',
        [`10 3 ${upstream.port} one.example`, `10 1 ${upstream.port} two.example`, `20 1 9 far.example`],
      ],
      ['one.example A', ['127.0.0.1']],
      ['two.example A', ['127.0.0.2']],
      ['far.example A', ['127.0.0.3']],
    ]);
    const dns = await opened(dnsServer(table));
    const proxy = await opened(
      startProxy({
        services: [
          {
            name: 'up',
            hosts: [{ address: '_http._tcp.pods.example', discovery: 'srv' }],
            balancing: 'weighted-round-robin',
          },
        ],
        dns: { servers: [dns.address], refresh: 50 },
      }),
    );
    expect(
      proxy.proxy.running().settings.services[0]!.endpoints.map((one) => [one.address, one.port, one.weight]),
    ).toEqual([
      ['127.0.0.1', upstream.port, 3],
      ['127.0.0.2', upstream.port, 1],
    ]);
    const clients = load(proxy.port, 1);
    await eventually(() => clients.answers.length > 10);
    await clients.stop();
    expect(clients.failures).toEqual([]);
  });

  test('keeps what it knows while DNS cannot answer', async () => {
    const upstream = await named('a');
    const dns = await dnsServer(new Map([['pods.example A', ['127.0.0.1']]]));
    const proxy = await opened(
      startProxy({
        services: [{ name: 'up', hosts: [{ address: 'pods.example', port: upstream.port }] }],
        dns: { servers: [dns.address], refresh: 50, timeout: 100 },
      }),
    );
    await dns.close();
    await sleep(500);
    const client = rawClient(proxy.port);
    client.send(GET);
    expect(await client.until(/\r\n\r\na/)).toContain('200 OK');
    client.socket.destroy();
  });

  test('a name of the system’s own resolver works: localhost', async () => {
    const upstream = await opened(answering(OK));
    const proxy = await opened(
      startProxy({ services: [{ name: 'up', hosts: [{ address: 'localhost', port: upstream.port }] }] }),
    );
    const client = rawClient(proxy.port);
    client.send(GET);
    expect(await client.until('ok')).toContain('200 OK');
    client.socket.destroy();
  });
});
