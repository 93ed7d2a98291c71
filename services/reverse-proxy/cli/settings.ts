import { readConfig, setting } from '@chartwright/kit/config/config';
import { integer, text } from '@chartwright/kit/config/setting-types';
import { milliseconds, oneOf, port } from '@chartwright/kit/config/setting-types';
import { availableParallelism } from 'node:os';
import * as z from 'zod';
import { contract } from '../contract';

const { env } = contract;

const workers = z
  .preprocess(
    (given) => (given === undefined ? 1 : given === 'auto' ? availableParallelism() : given),
    integer(1, 1024),
  )
  .describe('"auto" or an integer from 1 to 1024');

/** What the environment says. @throws ConfigError with every problem */
export const processSettings = (environment: NodeJS.ProcessEnv = process.env) =>
  readConfig(
    {
      configFile: setting(env.configFile, text('the path of a file').default(contract.config.path)),
      adminPort: setting(env.adminPort, port().default(contract.adminPort)),
      workers: setting(env.workers, workers),
      logLevel: setting(
        env.logLevel,
        oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
      ),
      drainDelayMs: setting(env.drainDelayMs, milliseconds().default(5000)),
      drainDeadlineMs: setting(env.drainDeadlineMs, milliseconds().default(15_000)),
    },
    environment,
  );

export type ProcessSettings = ReturnType<typeof processSettings>;
