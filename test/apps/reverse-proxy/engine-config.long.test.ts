import fc from 'fast-check';
import { resolveBackends, type Backend } from '../../../lib/constructs/proxy/backend';
import { Upstream } from '../../../lib/constructs/proxy/upstream';
import { scene } from './fixture/engines';
import { checkHttpd } from './fixture/httpd';
import { checkNginx } from './fixture/nginx';
import { ask } from './fixture/request';
import { startUpstream } from './fixture/upstream-server';

// What concerns single engines, tried on the real ones.
jest.setTimeout(60_000);

describe.each([
  ['nginx -t', checkNginx],
  ['httpd -t', checkHttpd],
])('%s', (_program, check) => {
  test('passes for no backend, and for one of each sort', () => {
    expect(check([])).toMatchObject({ code: 0 });
    const target = Upstream.external({ address: '127.0.0.1', port: 1 }, { address: '::1', port: 2 });
    const backends = resolveBackends('test', [
      { target },
      { target, domain: '*.example.com', balancing: 'least-connections', healthCheck: '/healthz' },
      { target, domain: 'a.example.com', path: '/a/b', connectTimeoutSeconds: 1, responseTimeoutSeconds: 86_400 },
    ]);
    expect(check(backends)).toMatchObject({ code: 0 });
  });

  test('passes for whatever resolveBackends lets through', () => {
    const word = fc.string({
      minLength: 1,
      maxLength: 12,
      unit: fc.constantFrom(...'aZ09-._~!$&\'()*+,;=:@%/"\\{}[]<># \n\t`|^é'),
    });
    const accepted = fc
      .record({
        name: word,
        domain: word,
        path: word.map((text) => `/${text}`),
        healthCheck: word.map((text) => `/${text}`),
      })
      .map((props): Backend[] => {
        const target = Upstream.external({ address: '127.0.0.1', port: 80 });
        // Each field on its own, so that most of them are accepted now and then.
        return Object.entries(props).flatMap(([field, value]) => {
          try {
            return resolveBackends('test', [{ target, [field]: value }]);
          } catch {
            return [];
          }
        });
      })
      .map((backends) => backends.map((backend, i) => ({ ...backend, name: `b${i}-${backend.name}`.slice(0, 63) })));
    // One server for many backends: starting it is what takes time.
    const seen = new Map<string, Backend>();
    fc.assert(
      fc.property(accepted, (backends) => {
        for (const backend of backends) seen.set(`${backend.domain}${backend.path}`, backend);
      }),
      { numRuns: 1500 },
    );
    const all = [...seen.values()].map((backend, i) => ({
      ...backend,
      name: `b${i}-${backend.name}`.slice(0, 63).replace(/-+$/, ''),
    }));
    expect(all.length).toBeGreaterThan(20);
    expect(check(all)).toMatchObject({ code: 0 });
  });
});

describe.each(['nginx', 'httpd'] as const)('%s', (engine) => {
  test('takes an external host from the environment, without a new synthesis', async () => {
    const moved = await startUpstream('moved');
    const one = await scene(engine, [{ name: 'web', to: ['web'] }], { BACKEND_0_PORT_0: String(moved.host.port) });
    try {
      expect(await ask(one.port, '/')).toMatchObject({ status: 200, body: 'moved' });
      expect(one.upstreams.web?.asked).toEqual([]);
    } finally {
      await one.stop();
      await moved.stop();
    }
  });

  test('rewrites a redirect to the own address of the host, and leaves others alone', async () => {
    let location = '';
    const upstream = await startUpstream('web', (_request, response) => response.writeHead(302, { location }).end());
    const one = await scene(engine, [{ to: [upstream] }]);
    const redirect = async (): Promise<string | undefined> =>
      (await ask(one.port, '/', { host: 'shop.example.com' })).headers.location;
    try {
      location = `http://127.0.0.1:${upstream.host.port}/login?a=b`;
      expect(await redirect()).toMatch(/^(http:\/\/shop\.example\.com(:\d+)?)?\/login\?a=b$/);
      for (location of ['https://elsewhere.example.com/x', '/relative', 'http://shop.example.com/x']) {
        expect(await redirect()).toBe(location);
      }
    } finally {
      await one.stop();
    }
  });
});

test('nginx shares requests out at random, and by the address of the client', async () => {
  const names = async (balancing: 'random' | 'ip-hash'): Promise<Set<string>> => {
    const one = await scene('nginx', [{ balancing, to: ['a', 'b', 'c'] }]);
    try {
      const bodies = new Set<string>();
      for (let i = 0; i < 60; i++) bodies.add((await ask(one.port, '/')).body);
      return bodies;
    } finally {
      await one.stop();
    }
  };
  // 60 draws miss one of three with a chance of 10^-10.
  expect(await names('random')).toEqual(new Set(['a', 'b', 'c']));
  expect((await names('ip-hash')).size).toBe(1);
});

test('httpd takes a host out that fails its health check though it listens, and back in', async () => {
  let well = true;
  const sick = await startUpstream('sick', (request, response) =>
    response.writeHead(request.url === '/well' && !well ? 503 : 200).end('sick'),
  );
  const one = await scene('httpd', [{ healthCheck: '/well', to: [sick, 'fine'] }]);
  const bodies = async (): Promise<Set<string>> => {
    const seen = new Set<string>();
    for (let i = 0; i < 6; i++) seen.add((await ask(one.port, '/')).body);
    return seen;
  };
  try {
    expect(await bodies()).toEqual(new Set(['sick', 'fine']));
    well = false;
    while ((await bodies()).has('sick')) await new Promise((resolve) => setTimeout(resolve, 200));
    well = true;
    while (!(await bodies()).has('sick')) await new Promise((resolve) => setTimeout(resolve, 200));
  } finally {
    await one.stop();
  }
  expect(sick.asked.some(({ url }) => url === '/well')).toBe(true);
});
