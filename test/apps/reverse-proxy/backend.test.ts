import fc from 'fast-check';
import { resolveBackends, type Backend, type BackendProps } from '../../../lib/constructs/proxy/backend';
import { chartwrightConfig } from '../../../lib/apps/reverse-proxy/chartwright-engine';
import { httpdConfig } from '../../../lib/constructs/proxy/httpd';
import { nginxConfig } from '../../../lib/constructs/proxy/nginx';
import { routesByDomain } from '../../../lib/constructs/proxy/routes';
import { Upstream } from '../../../lib/constructs/proxy/upstream';
import { parseConfig } from '../../../services/reverse-proxy/config/load';
import { RoutingTable } from '../../../services/reverse-proxy/routing/table';

const target = Upstream.external({ address: '10.0.0.1', port: 9090 });
const resolve = (...backends: Partial<BackendProps>[]): Backend[] =>
  resolveBackends(
    'shop/proxy',
    backends.map((backend) => ({ target, ...backend })),
  );

describe('resolveBackends', () => {
  test('fills in every default, also for undefined', () => {
    const expected = {
      target,
      name: 'backend-0',
      domain: '*',
      path: '/',
      balancing: 'round-robin',
      healthCheck: false,
      connectTimeoutSeconds: 2,
      responseTimeoutSeconds: 30,
    };
    expect(resolve({})).toEqual([expected]);
    expect(resolve({ name: undefined, domain: undefined, path: undefined, balancing: undefined })).toEqual([expected]);
  });

  test('brings domain and path into one form', () => {
    expect(resolve({ domain: 'Shop.Example.COM', path: '/api/' })).toMatchObject([
      { domain: 'shop.example.com', path: '/api' },
    ]);
    expect(resolve({ path: '/' })).toMatchObject([{ path: '/' }]);
  });

  test.each<[string, Partial<BackendProps>, string]>([
    ['a name with a space', { name: 'a b' }, "name 'a b' is not valid. Allowed: up to 63 of a-z, 0-9 and '-'."],
    ['a domain that ends a directive', { domain: 'a.example.com;' }, "domain 'a.example.com;' is not valid."],
    ['a domain with an empty label', { domain: 'a..b' }, "domain 'a..b' is not valid."],
    ['a wildcard inside', { domain: 'a.*.b' }, "domain 'a.*.b' is not valid."],
    ['a relative path', { path: 'api' }, "path 'api' is not valid."],
    ['a path that ends a directive', { path: '/a;b' }, "path '/a;b' is not valid."],
    ['a path that a variable stands in', { path: '/$BACKEND_0_HOST_0' }, "path '/$BACKEND_0_HOST_0' is not valid."],
    ['a path that servers resolve', { path: '/a/../b' }, "path '/a/../b' is not valid."],
    ['a path with an empty segment', { path: '/a//b' }, "path '/a//b' is not valid."],
    ['two slashes', { path: '//' }, "path '//' is not valid."],
    ['an encoded path', { path: '/a%20b' }, "path '/a%20b' is not valid."],
    ['a line break', { path: '/a\n' }, "path '/a\n' is not valid."],
    [
      "the proxy's own path",
      { path: '/api/v2/_health_check/' },
      "Allowed: any that is not the proxy's own health check.",
    ],
    ['a health check with a space', { healthCheck: '/a b' }, "healthCheck '/a b' is not valid."],
    [
      'a part of a second',
      { connectTimeoutSeconds: 0.5 },
      "connectTimeoutSeconds '0.5' is not valid. Allowed: whole seconds",
    ],
    ['no second', { responseTimeoutSeconds: 0 }, "responseTimeoutSeconds '0' is not valid."],
    [
      'no host',
      { target: Upstream.external() },
      "backend 'backend-0' has no host. Give Upstream.external at least one",
    ],
    [
      'an address with a port',
      { target: Upstream.external({ address: 'a:80', port: 80 }) },
      "address 'a:80' is not valid.",
    ],
    [
      'an address in brackets',
      { target: Upstream.external({ address: '[::1]', port: 80 }) },
      "address '[::1]' is not valid.",
    ],
    [
      'a port that is none',
      { target: Upstream.external({ address: 'a', port: 65536 }) },
      "port '65536' is not valid. Allowed: 1 to 65535.",
    ],
  ])('fails for %s', (_what, backend, message) => {
    expect(() => resolve(backend)).toThrow(message);
  });

  test('fails for two backends of one name, or of one route however it is written', () => {
    expect(() => resolve({ name: 'a' }, { name: 'a', path: '/b' })).toThrow(
      "two backends are named 'a'. Give one of them another name.",
    );
    expect(() =>
      resolve({ name: 'a', domain: 'X.org', path: '/p' }, { name: 'b', domain: 'x.org', path: '/p/' }),
    ).toThrow("backends 'a' and 'b' both take x.org/p. Give one of them another domain or path.");
  });

  test('tells everything that is wrong at once, each with the path of the construct', () => {
    const problems = (() => {
      try {
        resolve({ name: 'A', path: 'b' }, { port: 1, target: Upstream.external() } as Partial<BackendProps>);
      } catch (error) {
        return (error as Error).message.split('\n');
      }
      return [];
    })();
    expect(problems).toHaveLength(3);
    expect(problems.every((problem) => problem.startsWith("[shop/proxy] backend '"))).toBe(true);
  });
});

/** Text of any kind, and text that nearly is a name. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'ab1-._*/;{}"\'$\\ \n%'), maxLength: 12 }),
  fc.domain(),
);

describe('whatever is accepted', () => {
  const accepted = fc
    .record({
      name: anyText,
      domain: anyText,
      path: fc.oneof(
        anyText,
        anyText.map((text) => `/${text}`),
      ),
      healthCheck: anyText.map((text) => `/${text}`),
      address: anyText,
    })
    .map(({ address, ...props }) => {
      // One field at a time: all five at once are hardly ever right.
      const tries: Partial<BackendProps>[] = Object.entries(props).map(([field, value]) => ({ [field]: value }));
      tries.push({ target: Upstream.external({ address, port: 80 }) });
      return tries.flatMap((one) => {
        try {
          return resolve(one);
        } catch {
          return [];
        }
      });
    });

  test('is words of the same few characters, so that no config can be broken out of', () => {
    let seen = 0;
    fc.assert(
      fc.property(accepted, (backends) => {
        for (const {
          name,
          domain,
          path,
          healthCheck,
          target: { hosts },
        } of backends) {
          seen++;
          expect(name).toMatch(/^[a-z0-9-]+$/);
          expect(domain).toMatch(/^(\*|(\*\.)?[a-z0-9.-]+)$/);
          expect(path).toMatch(/^[A-Za-z0-9._~!&+,=:@/-]+$/);
          expect(String(healthCheck)).toMatch(/^[A-Za-z0-9._~!&+,=:@/-]+$/);
          for (const { address } of hosts) expect(address).toMatch(/^[A-Za-z0-9._:-]+$/);
        }
      }),
      { numRuns: 2000 },
    );
    expect(seen).toBeGreaterThan(500);
  });

  test('is a config that services/reverse-proxy takes, with the same meaning', () => {
    fc.assert(
      fc.property(accepted, (backends) => {
        for (const backend of backends) {
          const { services } = parseConfig(chartwrightConfig([backend]));
          expect(services).toMatchObject([
            {
              name: backend.name,
              domain: [backend.domain],
              path: [backend.path],
              hosts: backend.target.hosts.map(({ address, port }) => ({ address, port })),
              timeouts: { connect: 2000, perTry: 30_000 },
            },
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('keeps the shape of the text: as many lines and braces as for a plain backend', () => {
    const shape = (text: string) => [text.split('\n').length, text.split(/[{}]/).length, text.split(/["';]/).length];
    // `domain: *` and `path: /` have shapes of their own.
    const plain = (backend: Backend): Backend => ({
      ...backend,
      name: 'n',
      domain: backend.domain === '*' ? '*' : 'd.example.com',
      path: backend.path === '/' ? '/' : '/p',
      healthCheck: backend.healthCheck && '/h',
    });
    fc.assert(
      fc.property(accepted, (backends) => {
        for (const backend of backends) {
          expect(shape(nginxConfig([backend]))).toEqual(shape(nginxConfig([plain(backend)])));
          expect(shape(httpdConfig([backend]))).toEqual(shape(httpdConfig([plain(backend)])));
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('routes of nginx and httpd are those of services/reverse-proxy, for any set of domains and paths', () => {
  const domain = fc.constantFrom('*', 'a.x', 'b.a.x', '*.x', '*.a.x', '*.b.a.x', 'y');
  const path = fc.constantFrom('/', '/p', '/p/q', '/r');
  const request = fc.record({
    host: fc.constantFrom('a.x', 'b.a.x', 'c.b.a.x', 'z.x', 'x', 'y', 'other'),
    path: fc.constantFrom('/', '/p', '/p/q/r', '/pq', '/r/', '/s'),
  });
  const routes = fc.uniqueArray(fc.record({ domain, path }), { selector: (r) => r.domain + r.path, maxLength: 12 });
  fc.assert(
    fc.property(routes, request, (given, { host, path: asked }) => {
      const backends = resolve(...given);
      const services = backends.map(({ name, domain: d, path: p }) => ({ config: { name, domain: [d], path: [p] } }));
      const expected = new RoutingTable(services).find(host, asked)?.service.config.name;
      // The first domain that takes the host in, and of its paths the first that fits: what both servers do.
      const server = routesByDomain(backends).find(
        ({ domain: d }) => d === '*' || d === host || (d.startsWith('*.') && host.endsWith(d.slice(1))),
      );
      const found = server?.backends.find(({ path: p }) => p === '/' || asked === p || asked.startsWith(`${p}/`));
      expect(found?.name).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test.each(['random', 'ip-hash'] as const)(
  'fails for httpd with the balancing %s, naming those that it has',
  (balancing) => {
    expect(() => httpdConfig(resolve({ balancing }))).toThrow(
      `Backend 'backend-0': Apache httpd has no balancing '${balancing}'. Allowed with ProxyEngine.httpd(): round-robin, least-connections.`,
    );
  },
);
