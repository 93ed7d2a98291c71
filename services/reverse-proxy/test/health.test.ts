import { opened } from './harness/opened';
import { startFor } from './harness/proxy';
import { GET, post, ask, codeOf, statusOf, atRequest, reset } from './harness/requests';
import { answering, OK, rawUpstream } from './harness/sockets';
import { serviceSchema } from '../config/service';
import { returnShare } from '../upstream/ejection';
import { Endpoint } from '../upstream/endpoint';
import { eventually, sleep } from './harness/wait';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(30_000);

describe('health', () => {
  test('a host that fails again and again is ejected, and comes back slowly', async () => {
    let sick = true;
    const ill = await opened(answering(() => (sick ? 'HTTP/1.1 503 Sick\r\nContent-Length: 2\r\n\r\nok' : OK)));
    const well = await opened(answering(OK));
    const proxy = await opened(
      startFor([ill.port, well.port], {
        ejection: { consecutiveFailures: 3, baseTime: 300, slowStart: 600_000 },
        circuit: { enabled: false },
      }),
    );
    const statuses: number[] = [];
    while (proxy.metric('proxy_upstream_ejections_total') === 0) statuses.push(statusOf(await ask(proxy.port, GET)));
    expect(statuses.filter((status) => status === 503)).toHaveLength(3);
    sick = false;
    await eventually(() => proxy.metric('proxy_upstream_up') === 2);
    const before = ill.received().join('').match(/GET/g)!.length;
    for (let i = 0; i < 40; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    expect(ill.received().join('').match(/GET/g)!.length - before).toBeLessThan(20);
  });

  test('the share of a host that is back grows with the time, from a tenth to all of it', () => {
    const endpoint = new Endpoint('10.0.0.1', 80, 1);
    endpoint.returnedAt = 1000;
    const settings = serviceSchema.shape.ejection.parse({ slowStart: '10s' });
    const share = (now: number): number => returnShare(endpoint, now, settings);
    expect([1000, 3000, 6000, 11_000, 99_000].map(share)).toEqual([0.1, 0.2, 0.5, 1, 1]);
  });

  test('the last host is never ejected; the circuit opens instead, and closes after a good trial', async () => {
    let sick = true;
    const upstream = await opened(answering(() => (sick ? 'HTTP/1.1 503 Sick\r\nContent-Length: 2\r\n\r\nok' : OK)));
    const proxy = await opened(
      startFor([upstream.port], {
        ejection: { consecutiveFailures: 2 },
        circuit: { minimumRequests: 5, openTime: 400 },
        retries: { attempts: 0 },
      }),
    );
    const codes: string[] = [];
    for (let i = 0; i < 10; i++) codes.push(codeOf(await ask(proxy.port, GET)));
    expect(codes).toEqual(['', '', '', '', '', ...new Array<string>(5).fill('circuit_open')]);
    expect(proxy.metric('proxy_upstream_ejections_total')).toBe(0);
    expect(proxy.metric('proxy_circuit_open')).toBe(1);
    await sleep(500);
    sick = false;
    for (let i = 0; i < 5; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    expect(proxy.metric('proxy_circuit_open')).toBe(0);
  });

  test('active checks take a host out before a request meets it, and back in', async () => {
    let sick = false;
    const ill = await opened(
      answering((request) =>
        sick ? (request.includes('/check') ? 'HTTP/1.1 500 Sick\r\nContent-Length: 0\r\n\r\n' : '') : OK,
      ),
    );
    const well = await opened(answering(OK));
    const proxy = await opened(
      startFor([ill.port, well.port], {
        healthCheck: { path: '/check', interval: 50, healthyThreshold: 2, unhealthyThreshold: 2 },
      }),
    );
    const up = async (count: number): Promise<void> => {
      for (let i = 0; i < 100 && proxy.metric('proxy_upstream_up') !== count; i++) await sleep(20);
      expect(proxy.metric('proxy_upstream_up')).toBe(count);
    };
    await up(2);
    sick = true;
    await up(1);
    for (let i = 0; i < 6; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    expect(proxy.metric('proxy_failures_total')).toBe(0);
    sick = false;
    await up(2);
  });

  test('with all hosts down the answer is 503 at once', async () => {
    const upstream = await opened(rawUpstream(({ socket }) => reset(socket)));
    const proxy = await opened(startFor([upstream.port], { healthCheck: { interval: 30, unhealthyThreshold: 1 } }));
    for (let i = 0; i < 100 && proxy.metric('proxy_upstream_up') > 0; i++) await sleep(20);
    const response = await ask(proxy.port, GET);
    expect([statusOf(response), codeOf(response)]).toEqual([503, 'no_healthy_host']);
  });

  test('a slow host gets fewer requests with least-connections', async () => {
    const slow = await opened(
      atRequest(async (one) => {
        await sleep(600);
        one.send(OK);
      }),
    );
    const fast = await opened(answering(OK));
    const proxy = await opened(startFor([slow.port, fast.port], { balancing: 'least-connections' }));
    const first = ask(proxy.port, GET);
    const others = [];
    for (let i = 0; i < 20; i++) others.push(await ask(proxy.port, GET));
    expect(others.map(statusOf)).toEqual(new Array<number>(20).fill(200));
    expect(statusOf(await first)).toBe(200);
    expect(slow.connections.length).toBeLessThanOrEqual(2);
  });

  test('retries on a status, when told to', async () => {
    const ill = await opened(answering('HTTP/1.1 503 Sick\r\nContent-Length: 2\r\n\r\nok'));
    const well = await opened(answering(OK));
    const proxy = await opened(
      startFor([ill.port, well.port], { retries: { statuses: [503] }, ejection: { enabled: false } }),
    );
    for (let i = 0; i < 4; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
    expect((await Promise.all([0, 1].map(() => ask(proxy.port, post('abc'))))).map(statusOf).sort()).toEqual([
      200, 503,
    ]);
  });
});
