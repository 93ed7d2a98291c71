import { contract } from '../contract';
import { body } from './harness/one-exchange';
import { opened } from './harness/opened';
import { startProxy } from './harness/proxy';
import type { RunningProxy } from './harness/proxy';
import { answering, rawClient } from './harness/sockets';
import type { RawUpstream } from './harness/sockets';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

describe('routing and answers of its own', () => {
  let upstreams: RawUpstream[];
  let proxy: RunningProxy;
  const named = (name: string): Promise<RawUpstream> =>
    opened(answering(`HTTP/1.1 200 OK\r\nContent-Length: ${name.length}\r\n\r\n${name}`));
  const ask = async (host: string, path = '/'): Promise<string> => {
    const client = rawClient(proxy.port);
    client.send(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    const all = await client.closed();
    return all.startsWith('HTTP/1.1 200') ? body(all) : (all.split(' ')[1] ?? '');
  };
  const services = (): Parameters<typeof startProxy>[0]['services'] => {
    const to = (index: number): { address: string; port: string }[] => [
      { address: '127.0.0.1', port: String(upstreams[index]!.port) },
    ];
    return [
      { name: 'exact', domain: 'a.example', hosts: to(0) },
      { name: 'api', domain: 'a.example', path: ['/api', '/v1/'], hosts: to(1) },
      { name: 'wild', domain: '*.example', hosts: to(2) },
      { name: 'deep', domain: '*.b.example', hosts: to(3) },
    ];
  };

  beforeEach(async () => {
    upstreams = await Promise.all(['exact', 'api', 'wild', 'deep'].map(named));
    proxy = await opened(startProxy({ services: services() }));
  });

  test.each([
    ['a.example', '/', 'exact'],
    ['A.Example:8080', '/', 'exact'],
    ['a.example.', '/apix', 'exact'],
    ['a.example', '/api', 'api'],
    ['a.example', '/api/x', 'api'],
    ['a.example', '/v1', 'exact'],
    ['a.example', '/v1/x', 'api'],
    ['a.example', '/%61pi/x', 'api'],
    ['a.example', '/x/../api', 'api'],
    ['a.example', '/api/../x', 'exact'],
    ['c.example', '/', 'wild'],
    ['x.y.example', '/', 'wild'],
    ['x.b.example', '/', 'deep'],
    ['b.example', '/', 'wild'],
    ['example', '/', '404'],
    ['other.test', '/', '404'],
  ])('%s%s goes to %s', async (host, path, expected) => {
    expect(await ask(host, path)).toBe(expected);
  });

  test('the default service takes unknown hosts', async () => {
    await proxy.close();
    proxy = await opened(startProxy({ services: services(), default: 'api' }));
    expect(await ask('other.test')).toBe('api');
  });

  test('the health check is answered for every host', async () => {
    expect(await ask('other.test', contract.healthCheck.path)).toBe('Health-check reverse-proxy is working!!!!!');
  });

  test('OPTIONS with Max-Forwards: 0 is answered here (RFC 9110 7.6.2)', async () => {
    const client = rawClient(proxy.port);
    client.send('OPTIONS / HTTP/1.1\r\nHost: a.example\r\nMax-Forwards: 0\r\nConnection: close\r\n\r\n');
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 [^]*\r\nAllow: GET/);
    expect(upstreams[0]!.received()).toEqual([]);
  });

  test('OPTIONS and TRACE count Max-Forwards down', async () => {
    const client = rawClient(proxy.port);
    client.send('OPTIONS * HTTP/1.1\r\nHost: a.example\r\nMax-Forwards: 5\r\nConnection: close\r\n\r\n');
    await client.closed();
    expect(upstreams[0]!.received()[0]).toMatch(/^OPTIONS \* HTTP\/1\.1\r\n[^]*\r\nMax-Forwards: 4\r\n/);
  });
});
