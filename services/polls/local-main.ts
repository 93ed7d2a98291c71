import { startPostgres } from '@chartwright/kit/testing/postgres';
import { mkdirSync, chmodSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kept, startPollsLocally } from './local';

/** `npm run local:polls`: the service with a PostgreSQL of its own, both in .data/polls, until Ctrl-C. */
async function main(): Promise<void> {
  const folder = resolve('.data', 'polls');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const password = kept(folder, 'database-password', 18);
  const postgres = await startPostgres({ dir: join(folder, 'postgres'), password });
  const database = await postgres.createDatabase('polls');
  const { service, admin } = await startPollsLocally({ database, folder });
  console.log(`polls: http://127.0.0.1:${service.port}/polls/`);
  console.log(`admin: http://127.0.0.1:${service.port}/admin/  ${admin.username} / ${admin.password}`);
  console.log('Ctrl-C stops it; the data stays in .data/polls.');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
