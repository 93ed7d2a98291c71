import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../cli/program';
import { processSettings } from '../cli/settings';
import { ConfigFileError, loadConfig, parseConfig } from '../config/load';

const problems = (text: string): readonly string[] => {
  try {
    parseConfig(text);
    return [];
  } catch (error) {
    return (error as ConfigFileError).problems;
  }
};

test('the simple format is enough, with ports as strings', () => {
  const config = parseConfig(`
proxy:
  listen: {address: 0.0.0.0, port: '8080'}
  services:
    - name: my-service
      domain: My-Service.MyCompany.com.
      hosts:
        - {address: 10.0.0.1, port: '9090'}
        - {address: 10.0.0.2, port: 9091}
`);
  expect(config.listen).toEqual({ address: '0.0.0.0', port: 8080 });
  expect(config.services).toHaveLength(1);
  expect(config.services[0]).toMatchObject({
    name: 'my-service',
    domain: ['my-service.mycompany.com'],
    path: ['/'],
    hosts: [
      { address: '10.0.0.1', port: 9090, weight: 1, discovery: 'dns' },
      { address: '10.0.0.2', port: 9091, weight: 1, discovery: 'dns' },
    ],
    balancing: { algorithm: 'round-robin' },
    timeouts: { connect: 2000, perTry: 30_000, total: 60_000, idle: 60_000, tunnelIdle: 600_000 },
  });
});

test('durations and sizes take units', () => {
  const config = parseConfig(`
proxy:
  limits: {headerBytes: 16KiB, bodyBytes: 1.5 MiB}
  timeouts: {headers: 500ms, keepAlive: 1.5m, write: 1h, body: 250}
  services: []
`);
  expect(config.limits).toMatchObject({ headerBytes: 16_384, bodyBytes: 1_572_864 });
  expect(config.timeouts).toMatchObject({ headers: 500, keepAlive: 90_000, write: 3_600_000, body: 250 });
});

test('fails with every problem at once, each with its path', () => {
  expect(
    problems(`
proxy:
  listen: {port: 99999}
  unknown: 1
  default: nobody
  forwarded: {trustedProxies: [10.0.0.0/33]}
  services:
    - {name: a, domain: 'a b', hosts: [{address: x, port: 1}]}
    - {name: b, path: x, hosts: [], timeouts: {total: 5y}}
    - {name: c, hosts: [{address: x}], balancing: consistent-hash}
    - {name: d, hosts: [{address: 'x y', port: abc}], balancing: fastest}
`).map((problem) => problem.split(':', 1)[0]),
  ).toEqual(
    expect.arrayContaining([
      'proxy.listen.port',
      'proxy',
      'proxy.forwarded.trustedProxies[0]',
      'proxy.services[0].domain',
      'proxy.services[1].path',
      'proxy.services[1].hosts',
      'proxy.services[1].timeouts.total',
      'proxy.services[2].hosts[0].port',
      'proxy.services[2].balancing',
      'proxy.services[3].hosts[0].address',
      'proxy.services[3].hosts[0].port',
      'proxy.services[3].balancing',
    ]),
  );
});

test('fails when names or routes are used twice, or the default is no service', () => {
  const host = '{address: x, port: 1}';
  expect(
    problems(
      `proxy: {default: z, services: [{name: a, domain: x.y, hosts: [${host}]}, {name: a, domain: X.Y., hosts: [${host}]}]}`,
    ),
  ).toEqual([
    'proxy.services[1].name: "a" is used twice',
    'proxy.services[1].domain: "x.y/" is already routed to "a"',
    'proxy.default: "z" is no service; known: "a"',
  ]);
});

test('fails on YAML that is none, and on a file that is not there', () => {
  expect(problems('proxy: [')[0]).toMatch(/flow/i);
  expect(() => loadConfig('/nowhere/config.yaml')).toThrow('cannot be read (ENOENT)');
});

test('the environment is checked as a whole', () => {
  expect(processSettings({ WORKERS: '3', CONFIG_FILE: '/x' })).toMatchObject({
    workers: 3,
    configFile: '/x',
    adminPort: 8081,
  });
  expect(processSettings({ WORKERS: 'auto' }).workers).toBeGreaterThan(0);
  expect(() => processSettings({ WORKERS: '0', ADMIN_PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(
    /WORKERS[^]*|ADMIN_PORT[^]*LOG_LEVEL/,
  );
});

describe('reverse-proxy config', () => {
  const run = async (...args: string[]): Promise<string> => {
    let text = '';
    await program((part) => (text += part))
      .exitOverride()
      .parseAsync(['node', 'reverse-proxy', 'config', ...args]);
    return text;
  };

  test('writes a service of five hosts at mycompany.com', async () => {
    const text = await run('--sub-domain', 'my-service', '--ingress-port', '8080', '--target-port', '9090');
    const { listen, services } = parseConfig(text);
    expect(listen.port).toBe(8080);
    expect(services.map(({ name, domain }) => [name, domain])).toEqual([['my-service', ['my-service.mycompany.com']]]);
    expect(services[0]?.hosts.map(({ address, port }) => `${address}:${port}`)).toEqual([
      '10.0.0.1:9090',
      '10.0.0.2:9090',
      '10.0.0.3:9090',
      '10.0.0.4:9090',
      '10.0.0.5:9090',
    ]);
  });

  test('takes hosts with and without ports, another domain, an algorithm, and a file to write', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proxy-generate-'));
    const file = join(folder, 'config.yaml');
    const options = ['--parent-domain', 'example.org', '--balancing', 'least-connections', '--output', file];
    expect(await run('--sub-domain', 'a', ...options, '--hosts', 'pods.default.svc', '10.0.0.9:81,[fd00::1]:82')).toBe(
      '',
    );
    const { services } = parseConfig(readFileSync(file, 'utf8'));
    rmSync(folder, { recursive: true });
    expect(services[0]).toMatchObject({ domain: ['a.example.org'], balancing: { algorithm: 'least-connections' } });
    expect(services[0]?.hosts.map(({ address, port }) => [address, port])).toEqual([
      ['pods.default.svc', 9090],
      ['10.0.0.9', 81],
      ['fd00::1', 82],
    ]);
  });

  test('its help names every option and an example', () => {
    const help = program()
      .commands.find((command) => command.name() === 'config')!
      .helpInformation();
    for (const option of [
      '--sub-domain',
      '--ingress-port',
      '--target-port',
      '--hosts',
      '--parent-domain',
      '--balancing',
      '--output',
    ]) {
      expect(help).toContain(option);
    }
  });

  test('fails on a domain that is none', async () => {
    await expect(run('--sub-domain', 'a b')).rejects.toThrow(/services\[0\]\.domain/);
  });
});
