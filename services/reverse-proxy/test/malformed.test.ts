import { answering, OK } from './harness/sockets';
import type { RawUpstream } from './harness/sockets';
import { startFor } from './harness/proxy';
import type { RunningProxy } from './harness/proxy';
import { CASES } from './malformed/cases';
import { runCase } from './malformed/run-case';

// Real sockets and processes on a machine that may be busy with other suites.
jest.setTimeout(30_000);

let upstream: RawUpstream;
let proxy: RunningProxy;

beforeAll(async () => {
  upstream = await answering(OK);
  proxy = await startFor([upstream.port], {
    retries: { attempts: 0 },
    ejection: { enabled: false },
    circuit: { enabled: false },
  });
});

afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

test('the suite has hundreds of cases, each with a name of its own', () => {
  expect(CASES.length).toBeGreaterThan(300);
  expect(new Set(CASES.map((one) => one.name)).size).toBe(CASES.length);
});

test.each(CASES.filter((one) => one.expect === 'refuse'))('refuses $name', async (one) => {
  const outcome = await runCase(one, proxy.port, upstream, 3000);
  expect(outcome.statuses).toEqual([expect.any(Number)]);
  expect(outcome.statuses[0]).toBeGreaterThanOrEqual(400);
  expect(outcome.statuses[0]).not.toBe(502);
  // A body is streamed, so a valid head may be on its way when its chunks turn out to be malformed: then it stays without an end.
  expect(outcome.forwarded).toBe(0);
  expect(outcome.finding ?? 'an incomplete').toMatch(/incomplete|^chunk size line ""/);
});

test.each(CASES.filter((one) => one.expect === 'forward'))('forwards $name', async (one) => {
  const outcome = await runCase(one, proxy.port, upstream, 1000);
  expect(outcome).toMatchObject({ forwarded: one.forwards, statuses: new Array<number>(one.forwards).fill(200) });
  expect(outcome.finding).toBeUndefined();
});
