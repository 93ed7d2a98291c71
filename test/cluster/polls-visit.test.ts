import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgres } from '../../services/kit/testing/postgres';
import type { EmbeddedPostgres } from '../../services/kit/testing/postgres';
import { password, startSite } from '../../services/polls/test/site';
import type { Site } from '../../services/polls/test/site';

// A real database and processes on a machine that may be busy.
jest.setTimeout(60_000);

const script = readFileSync(join(__dirname, 'polls-visit.js'), 'utf8');
let postgres: EmbeddedPostgres;
let site: Site;
beforeAll(async () => {
  postgres = await startPostgres();
  site = await startSite(postgres);
});
afterAll(async () => {
  await (site as Site | undefined)?.close();
  await postgres.stop();
});

test('what the cluster suite does in polls is what its pages offer', async () => {
  const visit = async (what: string, ...args: string[]) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, what, site.url, ...args]);
    return JSON.parse(stdout) as unknown;
  };
  await site.staff('admin', true);
  expect(await visit('login', 'admin', password)).toEqual({ text: 'Welcome, admin' });
  expect(await visit('votes', 'Does it last?')).toEqual({ votes: null });
  expect(await visit('add', 'admin', password, 'Does it last?')).toEqual({ status: 303 });
  expect(await visit('vote', 'Does it last?', '60')).toEqual({ counted: 60 });
  expect(await visit('votes', 'Does it last?')).toEqual({ votes: 60 });
});
