import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { opened } from './harness/opened';
import { configOf, startFor } from './harness/proxy';
import { ask, codeOf, GET, post, statusOf } from './harness/requests';
import { answering, OK } from './harness/sockets';
import { Endpoint } from '../upstream/endpoint';
import { Service } from '../upstream/service';

// Real sockets on a machine that may be busy with other suites.
jest.setTimeout(30_000);

/** Ports on which nobody listens, as of pods whose node is gone. */
async function closedPorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

test('hosts that cannot be reached cost no request: the next is tried until one can, whatever the method', async () => {
  const gone = await closedPorts(5);
  const well = await opened(answering(OK));
  const proxy = await opened(startFor([...gone, well.port], { retries: { attempts: 1, budgetPercent: 0 } }));
  expect(statusOf(await ask(proxy.port, post('abc')))).toBe(200);
  for (let i = 0; i < 20; i++) expect(statusOf(await ask(proxy.port, GET))).toBe(200);
});

test('each of them is left out after one failure', async () => {
  const well = await opened(answering(OK));
  const proxy = await opened(startFor([...(await closedPorts(3)), well.port]));
  for (let i = 0; i < 20; i++) await ask(proxy.port, GET);
  expect(proxy.metric('proxy_upstream_ejections_total')).toBe(3);
  expect(proxy.metric('proxy_retries_total')).toBe(3);
});

test('without a host that can be reached, tries come to an end', async () => {
  const proxy = await opened(startFor(await closedPorts(3), { retries: { attempts: 2 } }));
  expect(codeOf(await ask(proxy.port, GET))).toBe('connect_failed');
  expect(proxy.metric('proxy_retries_total')).toBeLessThanOrEqual(5);
});

test('no attempts means no second try', async () => {
  const well = await opened(answering(OK));
  const [gone] = await closedPorts(1);
  const proxy = await opened(startFor([gone as number, well.port], { retries: { attempts: 0 } }));
  const statuses = [statusOf(await ask(proxy.port, GET)), statusOf(await ask(proxy.port, GET))];
  expect(statuses.sort()).toEqual([200, 502]);
});

test('when DNS takes away the last host that was not ejected, the ejected ones are asked', () => {
  const hosts = [1, 2, 3].map((port) => ({ address: '127.0.0.1', port }));
  const { services, limits } = configOf({ services: [{ name: 'up', hosts }] });
  const service = new Service(services[0]!, limits);
  const [one, two, last] = hosts.map(({ address, port }) => new Endpoint(address, port, 1));
  service.setEndpoints([one!, two!, last!]);
  for (const gone of [one!, two!, last!]) service.failed(gone, 'connect_timeout');
  expect([one, two, last].map((each) => service.takes(each!))).toEqual([false, false, true]);
  service.setEndpoints([one!, two!]);
  expect([one, two].map((each) => service.takes(each!))).toEqual([true, true]);
});
