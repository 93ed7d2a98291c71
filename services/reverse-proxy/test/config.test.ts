import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificate } from './harness/certificate';
import { program } from '../cli/program';
import { processSettings } from '../cli/settings';
import { configBeside, ConfigFileError, loadConfig, parseConfig } from '../config/load';

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
  expect(config.listen).toEqual({ address: '0.0.0.0', port: 8080, proxyProtocol: [] });
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

test('0 is no limit, for durations as for sizes; what lasts or happens again cannot be 0', () => {
  const { timeouts, services } = parseConfig(`
proxy:
  timeouts: {keepAlive: 0}
  services: [{name: a, timeouts: {tunnelIdle: 0, total: 0}, hosts: [{address: 127.0.0.1, port: 9090}]}]
`);
  expect(timeouts.keepAlive).toBe(Infinity);
  expect(services[0]?.timeouts).toMatchObject({ tunnelIdle: Infinity, total: Infinity, perTry: 30_000 });
  expect(problems('proxy: {dns: {refresh: 0}, services: []}')).toEqual([
    'proxy.dns.refresh: must be more than 0 and at most 24h',
  ]);
});

test('all tries together last as long as one of them, unless both are said', () => {
  const timeouts = (text: string) =>
    parseConfig(`proxy: {services: [{name: a, hosts: [{address: x, port: 1}], timeouts: ${text}}]}`).services[0]
      ?.timeouts;
  expect(timeouts('{perTry: 5m}')).toMatchObject({ perTry: 300_000, total: 300_000 });
  expect(timeouts('{total: 10s}')).toMatchObject({ perTry: 10_000, total: 10_000 });
  expect(timeouts('{perTry: 10s, total: 5m}')).toMatchObject({ perTry: 10_000, total: 300_000 });
  expect(() => timeouts('{perTry: 5m, total: 1m}')).toThrow('timeouts.perTry: one try may not take longer');
});

test.each<[string, string, string]>([
  ['a path in another spelling', 'path: /caf%c3%a9', '/caf%C3%A9; write that'],
  ['a doubled slash', 'path: //dbl', 'routed as /dbl'],
  ['a dot segment', 'path: /x/../y', 'routed as /y'],
  ['a needless encoding', 'path: /%61bc', 'routed as /abc'],
  ['a broken encoding', 'path: /%zz', 'two hexadecimal digits'],
  ['letters past ASCII in a path', 'path: /café', 'write /caf%C3%A9'],
  ['letters past ASCII in a domain', "domain: '*.münchen.de'", 'write it in ASCII: *.xn--mnchen-3ya.de'],
  ['a domain with a port', 'domain: a.test:80', 'write a.test'],
  ['a domain with a scheme', 'domain: https://a.test', 'leave the scheme and the path out'],
  ['a star in the middle', "domain: 'a.*.test'", '*.example.com'],
  ['a word that is near', 'balancing: roundrobin', 'did you mean "round-robin"?'],
  ['a field that is near', 'stripPaht: true', 'did you mean "stripPath"?'],
  ['a field further in', 'timeouts: {conect: 1s}', 'did you mean "connect"?'],
  ['a field of nothing', 'zzz: true', 'known: name, domain'],
  ['a port in the address', "hosts: [{address: 'x:80', port: 80}]", 'port: 80'],
  ['an address out of range', 'hosts: [{address: 999.1.1.1, port: 80}]', 'four numbers from 0 to 255'],
  ['brackets', "hosts: [{address: '[::1]', port: 80}]", 'without brackets'],
  ['no host', 'hosts: []', 'at least 1'],
])('%s is said with a way out', (_what, field, help) => {
  const hosts = field.startsWith('hosts') ? '' : 'hosts: [{address: x, port: 1}], ';
  const [first, ...more] = problems(`proxy: {services: [{name: a, ${hosts}${field}}]}`);
  expect(first).toContain(help);
  expect(more).toEqual([]);
});

test('fails when ports clash, and on an address or server that is none', () => {
  const all = problems('proxy: {listen: {address: nowhere, port: 70}, dns: {servers: [foo]}, services: []}');
  expect(all).toEqual([
    'proxy.listen.address: "nowhere" is no address to listen on; write 0.0.0.0, :: or an IP address',
    'proxy.dns.servers[0]: "foo" is no DNS server; write its IP address, with or without a port',
  ]);
  expect(problems('proxy: {listen: {port: 70}, tls: {port: 70, certFile: a, keyFile: b}, services: []}')).toEqual([
    'proxy.tls.port: 70 is the port of plain HTTP too; give TLS another one',
  ]);
});

test('fails on files that are not there, are none, or do not belong together, and on the admin port', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proxy-check-'));
  certificate(folder, 'one');
  certificate(folder, 'two');
  const file = join(folder, 'config.yaml');
  const found = (tls: string): readonly string[] => {
    writeFileSync(file, `proxy: {listen: {port: 8081}, services: [], tls: ${tls}}`);
    try {
      configBeside(8081, file);
      return [];
    } catch (error) {
      return (error as ConfigFileError).problems.map((one) => one.replaceAll(folder, '.'));
    }
  };
  const pair = (cert: string, key: string): string =>
    `{certFile: ${join(folder, cert)}, keyFile: ${join(folder, key)}}`;
  expect(found(pair('no.crt', 'one.crt'))).toEqual([
    'proxy.tls.certFile: "./no.crt" cannot be read (ENOENT)',
    'proxy.tls.keyFile: "./one.crt" is no key in PEM form',
  ]);
  expect(found(pair('one.crt', 'two.key'))).toEqual([
    'proxy.tls.keyFile: "./two.key" is no key of the certificate ./one.crt in PEM form',
  ]);
  expect(found(pair('one.crt', 'one.key'))).toEqual([
    'proxy.listen.port: 8081 is the admin port (ADMIN_PORT); choose another',
  ]);
  rmSync(folder, { recursive: true });
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
