import { startPostgres } from '@chartwright/kit/testing/postgres';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApi } from './harness/api';
import { Client } from './harness/client';
import { startReplica } from './harness/processes';

// Real servers that stop and start on a machine that may be busy.
jest.setTimeout(120_000);

test('without its database a replica says 503 and is not ready; with it again, all is as before', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'conduit-away-'));
  // As root, the server runs as another user.
  await chmod(parent, 0o755);
  const dir = join(parent, 'data');
  const first = await startPostgres({ dir });
  const { port, password } = first;
  const api = await startApi(first);
  const replica = await startReplica(api.config);
  const ready = async () => (await fetch(`${replica.adminUrl}/readyz`)).status;
  const client = new Client(replica.url);
  client.token = (await api.user('jane')).token;
  await api.close();
  expect([await ready(), (await client.get('/user')).status]).toEqual([200, 200]);

  await first.stop();
  for (const [method, path, body] of [
    ['GET', '/tags'],
    ['GET', '/articles'],
    ['GET', '/user'],
    ['POST', '/users/login', { user: { email: 'jane@example.com', password } }],
  ] as const) {
    const answer = await client.send(method, path, body);
    expect([path, answer.status, answer.body]).toEqual([
      path,
      503,
      { errors: { service: ['is not available at the moment'] } },
    ]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(await ready()).toBe(503);
  expect((await fetch(`${replica.adminUrl}/healthz`)).status).toBe(200);

  const second = await startPostgres({ dir, port, password });
  for (let i = 0; i < 50 && (await ready()) !== 200; i++) await sleep(200);
  expect([await ready(), (await client.get('/user')).body.user.username]).toEqual([200, 'jane']);

  replica.signal('SIGTERM');
  expect(await replica.ended).toBe(0);
  await second.stop();
  await rm(parent, { recursive: true });
});
