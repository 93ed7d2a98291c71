import { join } from 'node:path';
import { startServiceProcess } from '@chartwright/kit/testing/service-process';
import { urlPathContract } from '../contract';

test('the process keeps its contract: name, environment, probes, stop', async () => {
  const { env, name, probes, metricsPath } = urlPathContract;
  const service = await startServiceProcess(join(__dirname, '..', 'server.ts'), {
    [env.port]: '0',
    [env.adminPort]: '0',
    [env.host]: '127.0.0.1',
    [env.logLevel]: 'info',
    [env.accessLog]: 'true',
    [env.drainDelayMs]: '0',
    [env.drainDeadlineMs]: '1000',
  });
  const { port, adminPort, service: logged } = await service.line('listening');
  expect(logged).toBe(name);
  for (const path of [...Object.values(probes), metricsPath]) {
    expect((await fetch(`http://127.0.0.1:${String(adminPort)}${path}`)).status).toBe(200);
  }
  const answer = await fetch(`http://127.0.0.1:${String(port)}/hello/`, { headers: { 'x-request-id': 'one' } });
  expect(await answer.text()).toBe('hello');
  expect(await service.line('answered')).toMatchObject({ reqId: 'one', route: '/*', status: 200 });
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
});

test('every variable of the contract is one that the process reads', async () => {
  const { env } = urlPathContract;
  const service = await startServiceProcess(
    join(__dirname, '..', 'server.ts'),
    Object.fromEntries(Object.values(env).map((variable) => [variable, variable === env.host ? '' : 'nonsense'])),
  );
  expect(await service.ended).toBe(2);
  for (const variable of Object.values(env)) {
    if (variable !== env.host) expect(service.stderr()).toContain(`\n  ${variable}: given "nonsense"`);
  }
});
