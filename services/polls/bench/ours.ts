import { createDatabase, createPool } from '@chartwright/kit/database/database';
import type { DatabaseConfig } from '@chartwright/kit/database/database';
import { createLogger } from '@chartwright/kit/process/logging';
import { nodeOptions } from '@chartwright/kit/contract';
import { migrate } from '@chartwright/kit/database/migrations';
import { databaseEnvironment } from '@chartwright/kit/testing/database-environment';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { migrations } from '../data/migrations';
import { Questions } from '../data/questions';
import { Queries } from '@chartwright/kit/database/queries';
import { firstAnswer } from './contender';
import type { Contender } from './contender';

/** The question that is asked for, with three choices: the first row of an empty database. */
export async function fillOurs(config: DatabaseConfig): Promise<void> {
  const logger = createLogger({ name: 'bench', level: 'silent' });
  const pool = createPool(config, logger);
  const database = createDatabase<never>(config, logger, pool);
  await migrate(database, migrations);
  const choices = ['Not much', 'The sky', 'Just hacking again'];
  await new Questions(new Queries(pool)).add({ text: 'What’s new?', publishedAt: new Date(0), choices });
  await database.destroy();
}

/** The bundle, as in its image, with default settings: access log, metrics and all. */
export async function startOurs(bundle: string, config: DatabaseConfig, ports: readonly number[]): Promise<Contender> {
  const began = performance.now();
  const processes = ports.map((port, i) =>
    spawn(process.execPath, [...nodeOptions, bundle], {
      env: {
        PORT: String(port),
        ADMIN_PORT: '0',
        HOST: '127.0.0.1',
        DRAIN_DELAY_MS: '0',
        ...databaseEnvironment('POLLS', config),
        POLLS_SECRET_KEY: 'only-for-the-benchmark-0123456789abcdef',
      },
      stdio: ['ignore', 'ignore', i === 0 ? 'inherit' : 'ignore'],
    }),
  );
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  await firstAnswer(`${urls[0]}/polls/1/`);
  const startMs = performance.now() - began;
  await Promise.all(urls.map((url) => firstAnswer(`${url}/polls/1/`)));
  const stop = async () => {
    await Promise.all(
      processes.map((child) => {
        child.kill('SIGTERM');
        return once(child, 'close');
      }),
    );
  };
  return { name: 'ours', urls, processes, startMs, stop };
}
