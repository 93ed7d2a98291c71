import { createDatabase, createPool } from '@chartwright/kit/database/database';
import type { DatabaseConfig } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import type { Kysely } from 'kysely';
import { Queries } from '@chartwright/kit/database/queries';
import { migrate } from '@chartwright/kit/database/migrations';
import { migrations } from '../data/migrations';
import { Questions } from '../data/questions';
import type { PollsSchema } from './schema';
import { Browser, csrfOf } from './browser';
import { startReplica } from './processes';
import type { Replica } from '@chartwright/kit/testing/replica';

// Real processes and servers on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
let config: DatabaseConfig;
let database: Kysely<PollsSchema>;
let replicas: Replica[];
let question: number;
let choices: number[];
/** What a Service would not send anybody to any more. */
let retired: Set<Replica>;

beforeAll(async () => void (postgres = await startPostgres()));
beforeEach(async () => {
  config = await postgres.createDatabase();
  const logger = createLogger({ name: 'test', level: 'silent' });
  const pool = createPool(config, logger);
  database = createDatabase<PollsSchema>(config, logger, pool);
  await migrate(database, migrations);
  question = await new Questions(new Queries(pool)).add({
    ...{ text: 'Which?', publishedAt: new Date(0), choices: ['A', 'B', 'C'] },
  });
  choices = (await database.selectFrom('choice').select('id').orderBy('position').execute()).map(({ id }) => id);
  retired = new Set();
  replicas = await Promise.all([1, 2, 3].map(() => startReplica(config, { DRAIN_DELAY_MS: '1000' })));
});
afterEach(async () => {
  for (const replica of replicas) replica.signal('SIGKILL');
  await Promise.all(replicas.map(({ ended }) => ended));
  await database.destroy();
});
afterAll(() => postgres.stop());

/** What became of many votes. */
interface Tally {
  /** Answered as counted. */
  readonly confirmed: number;
  /** The connection ended without an answer: counted or not. */
  readonly doubtful: number;
}

/** 50 voters send 2,000 votes in all; each goes to the next replica, and to another one when it is gone. */
async function vote2000(onVote: (n: number) => void): Promise<Tally> {
  let next = 0;
  let confirmed = 0;
  let doubtful = 0;
  const voter = async () => {
    // One token for all replicas, which share the key and nothing else.
    const first = new Browser((replicas[0] as Replica).url);
    const csrf = csrfOf((await first.get(`/polls/${question}/`)).text);
    const gone = new Set<Replica>();
    for (let n = next++; n < 2000; n = next++) {
      onVote(n);
      const choice = String(choices[n % choices.length]);
      for (let voted = false; !voted;) {
        const left = replicas.filter((replica) => !gone.has(replica) && !retired.has(replica));
        const replica = left[n % left.length] as Replica;
        const browser = new Browser(replica.url);
        first.cookies.forEach((value, name) => browser.cookies.set(name, value));
        try {
          const { status } = await browser.post(`/polls/${question}/vote/`, { choice, csrf });
          expect(status).toBe(303);
          confirmed++;
          voted = true;
        } catch (error) {
          const { code } = ((error as Error).cause ?? {}) as { code?: string };
          if (code === undefined) throw error;
          gone.add(replica);
          // Refused: it was never taken, and is sent elsewhere. Anything else: the answer was lost.
          if (code !== 'ECONNREFUSED') {
            doubtful++;
            voted = true;
          }
        }
      }
    }
  };
  await Promise.all(Array.from({ length: 50 }, voter));
  return { confirmed, doubtful };
}

const counted = async () =>
  (await database.selectFrom('choice').select('votes').orderBy('position').execute()).map(({ votes }) => votes);

test('2,000 votes of 50 voters through 3 replicas are 2,000 votes, each for its choice', async () => {
  const { confirmed } = await vote2000(() => undefined);
  expect(confirmed).toBe(2000);
  expect(await counted()).toEqual([667, 667, 666]);
});

test('a replica that is told to stop in between loses none: 2,000 exactly', async () => {
  const stopped = replicas[2] as Replica;
  const { confirmed, doubtful } = await vote2000((n) => {
    if (n !== 700) return;
    stopped.signal('SIGTERM');
    // It is not ready from now on, and the Service knows a moment later.
    setTimeout(() => retired.add(stopped), 300);
  });
  expect({ confirmed, doubtful }).toEqual({ confirmed: 2000, doubtful: 0 });
  expect(await counted()).toEqual([667, 667, 666]);
  expect(await stopped.ended).toBe(0);
});

test('a replica that is killed in between loses no vote that was confirmed, and counts none twice', async () => {
  const { confirmed, doubtful } = await vote2000((n) => n === 700 && (replicas[1] as Replica).signal('SIGKILL'));
  expect(confirmed + doubtful).toBe(2000);
  const total = (await counted()).reduce((sum, votes) => sum + votes, 0);
  expect(total).toBeGreaterThanOrEqual(confirmed);
  expect(total).toBeLessThanOrEqual(2000);
  expect(doubtful).toBeLessThan(50);
});

test('a replica is ready, and says how many votes it has counted', async () => {
  const { adminUrl, url } = replicas[0] as Replica;
  expect((await fetch(`${adminUrl}/readyz`)).status).toBe(200);
  await new Browser(url).submit(`/polls/${question}/`, `/polls/${question}/vote/`, { choice: String(choices[0]) });
  expect(await (await fetch(`${adminUrl}/metrics`)).text()).toContain('polls_votes_total{service="polls"} 1');
});
