import { createPool, createDatabase } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { Queries } from '@chartwright/kit/database/queries';
import { migrate } from '@chartwright/kit/database/migrations';
import { startPostgres } from '@chartwright/kit/testing/postgres';
import type { EmbeddedPostgres } from '@chartwright/kit/testing/postgres';
import { migrations } from '../data/migrations';
import { Polls } from '../data/polls';
import { VersionOne } from './fixture/version-one';

// Real processes and servers on a machine that may be busy.
jest.setTimeout(60_000);

let postgres: EmbeddedPostgres;
beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres.stop());

test('version 1 reads, votes and adds questions before, while and after version 2 migrates', async () => {
  const logger = createLogger({ name: 'test', level: 'silent' });
  const config = await postgres.createDatabase();
  const pool = createPool(config, logger);
  const database = createDatabase<never>(config, logger, pool);
  const { '0001_initial': first } = migrations;
  await migrate(database, { '0001_initial': first! });
  const old = new VersionOne(pool);
  const { question, choices } = await old.add('Before?', ['one', 'two', 'three']);

  let running = true;
  let done = 0;
  const work = async () => {
    for (; running; done++) {
      await old.vote(question, choices[done % 3] as number);
      await old.add(`While ${done}?`, ['yes', 'no']);
      expect(await old.read(question)).toEqual(['one', 'two', 'three']);
    }
  };
  const workers = [work(), work(), work(), work()];
  const reach = async (goal: number) => {
    while (done < goal) await Promise.race([...workers, new Promise((resolve) => setTimeout(resolve, 5))]);
  };
  await reach(20);
  await expect(migrate(database, migrations)).resolves.toEqual(['0002_choice_position', '0003_names_and_search']);
  await reach(done + 20);
  running = false;
  await Promise.all(workers);

  const seen = await new Polls(new Queries(pool)).tryFind(question);
  expect(seen?.choices.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  expect(seen?.choices.reduce((sum, { votes }) => sum + votes, 0)).toBe(done);
  await database.destroy();
});
