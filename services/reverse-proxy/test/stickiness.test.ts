import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { ask } from './harness/requests';
import { answering } from './harness/sockets';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(30_000);

const HOSTS = 4;
const KEYS = Array.from({ length: 30 }, (_, index) => `key-${index}`);

/** Upstreams that answer with their own number. */
const numbered = (): Promise<number[]> =>
  Promise.all(
    Array.from({ length: HOSTS }, async (_, index) => {
      const answer = `HTTP/1.1 200 OK\r\nX-Host: ${index}\r\nContent-Length: 2\r\n\r\nok`;
      return (await opened(answering(answer))).port;
    }),
  );

const get = (field: string): string => `GET / HTTP/1.1\r\nHost: a\r\n${field}\r\n\r\n`;

test.each([
  ['a header', { algorithm: 'consistent-hash', header: 'X-User' }, (key: string) => `x-USER: ${key}`],
  ['a cookie', { algorithm: 'consistent-hash', cookie: 'session' }, (key: string) => `Cookie: a=b; session=${key}`],
  ['the client that a trusted proxy names', 'ip-hash', (key: string) => `X-Forwarded-For: 10.0.0.${key.slice(4)}`],
] as const)('requests with the same value of %s go to the same host, others elsewhere', async (_, balancing, field) => {
  const ports = await numbered();
  const trusted = { forwarded: { trustedProxies: ['127.0.0.1'] } };
  const proxy = await opened(startFor(ports, { balancing }, trusted));
  const hostOf = async (key: string): Promise<string> =>
    /X-Host: (\d)/.exec(await ask(proxy.port, get(field(key))))?.[1] ?? 'none';
  const first = await Promise.all(KEYS.map(hostOf));
  expect(await Promise.all(KEYS.map(hostOf))).toEqual(first);
  expect(first).not.toContain('none');
  expect(new Set(first).size).toBe(HOSTS);
});

test('without the header, requests of one client go to the same host', async () => {
  const ports = await numbered();
  const proxy = await opened(startFor(ports, { balancing: { algorithm: 'consistent-hash', header: 'X-User' } }));
  const answers = await Promise.all(KEYS.map(() => ask(proxy.port, get('A: b'))));
  expect(new Set(answers.map((answer) => /X-Host: (\d)/.exec(answer)?.[1])).size).toBe(1);
});
