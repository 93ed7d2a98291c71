import { AccessLog } from '../observe/access-log';
import { UNKNOWN } from '../proxy/settings';
import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { ask, GET } from './harness/requests';
import { answering, OK } from './harness/sockets';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(30_000);

const REFUSED = 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n';
const FAILED = OK.replace('200 OK', '502 Bad Gateway');

test.each([
  ['all', [200, 502, 400]],
  ['errors', [502, 400]],
] as const)('accessLog: %s tells of %j', async (accessLog, expected) => {
  const upstream = await opened(answering((request) => (request.startsWith('GET /bad') ? FAILED : OK)));
  const proxy = await opened(startFor([upstream.port], {}, { accessLog }));
  await ask(proxy.port, GET);
  await ask(proxy.port, GET.replace('/', '/bad'));
  await ask(proxy.port, REFUSED);
  expect(proxy.answered.map((one) => one.status)).toEqual(expected);
});

test('accessLog: off tells of no request that reached a service', async () => {
  const upstream = await opened(answering(OK));
  const proxy = await opened(startFor([upstream.port], {}, { accessLog: 'off' }));
  await ask(proxy.port, GET);
  expect(proxy.answered).toEqual([]);
});

test('a line tells what the client said of itself, how much it sent, and why an answer was no answer', async () => {
  const BROKEN = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok';
  const upstream = await opened(answering((request) => (request.includes('/broken') ? BROKEN : OK)));
  const proxy = await opened(startFor([upstream.port], { retries: { attempts: 0 } }));
  const said = 'User-Agent: curl/8\r\nReferer: http://a/x\r\nTraceparent: 00-1-2-01\r\nContent-Length: 3';
  await ask(proxy.port, `POST / HTTP/1.1\r\nHost: a\r\n${said}\r\n\r\nabc`);
  await ask(proxy.port, GET.replace('/', '/broken'));
  expect(proxy.answered).toMatchObject([
    {
      ...{ userAgent: 'curl/8', referer: 'http://a/x', traceparent: '00-1-2-01' },
      ...{ bytesIn: 3, protocol: 'HTTP/1.1', reason: '' },
    },
    { failure: 'upstream_invalid', reason: 'duplicate_content_length', userAgent: '', bytesIn: 0 },
  ]);
  expect(upstream.received().join('')).toContain('\r\nUser-Agent: curl/8\r\n');
});

test('a line is one JSON object, whatever the client put into its target', () => {
  let written = '';
  const log = new AccessLog('proxy', (lines) => (written += lines));
  const answered = {
    ...UNKNOWN,
    ...{ client: '::1', method: 'GET', host: 'a', target: '/"\\\n\u2028é', status: 200, service: 'up' },
    ...{ upstream: '127.0.0.1:1', failure: '', tries: 1, milliseconds: 1.26, bytesOut: 2, requestId: 'x-1' },
  };
  for (let i = 0; i < 3; i++) log.answered(answered);
  log.flush();
  const lines = written.trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0]!)).toMatchObject({ target: answered.target, client: '::1', ms: 1.3, bytes: 2, tries: 1 });
});
