import { createDatabase, createPool } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { Queries } from '@chartwright/kit/database/queries';
import { migrate } from '@chartwright/kit/database/migrations';
import { startPostgres } from '@chartwright/kit/testing/postgres';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrations } from '../data/migrations';
import { Questions } from '../data/questions';
import type { PollsSchema } from './schema';
import { Browser, csrfOf } from './browser';
import { startReplica } from './processes';

// Real servers that stop and start on a machine that may be busy.
jest.setTimeout(120_000);

/** What has to end even when the test fails, the last one first. */
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test('without its database every page is a 503 that says when to come back; with it again, all is as before', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'polls-away-'));
  // As root, the server runs as another user.
  await chmod(parent, 0o755);
  ends.push(() => rm(parent, { recursive: true }));
  const dir = join(parent, 'data');
  const first = await startPostgres({ dir });
  ends.push(() => first.stop());
  const { port, password } = first;
  const config = await first.createDatabase('polls');
  const logger = createLogger({ name: 'test', level: 'silent' });
  const pool = createPool(config, logger);
  const database = createDatabase<PollsSchema>(config, logger, pool);
  await migrate(database, migrations);
  const id = await new Questions(new Queries(pool)).add({
    text: 'Which?',
    publishedAt: new Date(0),
    choices: ['This'],
  });
  const [choice] = await database.selectFrom('choice').select('id').execute();
  await database.destroy();
  const replica = await startReplica(config);
  ends.push(() => {
    replica.signal('SIGTERM');
    return replica.ended;
  });
  const ready = async () => (await fetch(`${replica.adminUrl}/readyz`)).status;
  const voter = new Browser(replica.url);
  const detail = await voter.get(`/polls/${id}/`);
  expect([detail.status, await ready()]).toEqual([200, 200]);
  const vote = () => voter.post(`/polls/${id}/vote/`, { choice: String(choice?.id), csrf: csrfOf(detail.text) });
  const style = /href="(\/static\/[^"]+\.css)"/.exec(detail.text)?.[1] ?? '';

  await first.stop();
  const answers = [
    await voter.get('/polls/'),
    await voter.get(`/polls/${id}/`),
    await voter.get(`/polls/${id}/results/`),
  ];
  for (const page of [...answers, await vote()]) {
    expect(page.status).toBe(503);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).toContain('<h1>Not available at the moment</h1>');
    expect(page.text).not.toMatch(/ECONN|postgres|127\.0\.0\.1/i);
  }
  // What needs no database goes on: whoever sees the page sees it dressed.
  expect((await voter.get(style)).status).toBe(200);
  expect(await ready()).toBe(503);
  expect((await fetch(`${replica.adminUrl}/healthz`)).status).toBe(200);

  const second = await startPostgres({ dir, port, password });
  ends.push(() => second.stop());
  for (let i = 0; i < 100 && (await ready()) !== 200; i++) await sleep(200);
  expect((await vote()).status).toBe(303);
  expect((await voter.get(`/polls/${id}/results/`)).text).toContain('1 vote');
});
