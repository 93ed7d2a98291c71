import type { DatabaseConfig } from '@chartwright/kit/database/database';
import { databaseEnvironment } from '@chartwright/kit/testing/database-environment';
import { startReplicaOf } from '@chartwright/kit/testing/replica';
import type { Replica } from '@chartwright/kit/testing/replica';
import { runServiceCommand } from '@chartwright/kit/testing/service-command';
import type { Finished } from '@chartwright/kit/testing/service-command';
import { join } from 'node:path';
import { secretKey } from './api';

const entry = join(__dirname, '..', '..', 'server.ts');

/** The environment of a process of the service on a database. */
export const environmentOf = (config: DatabaseConfig, more: Record<string, string> = {}): Record<string, string> => ({
  ...databaseEnvironment('CONDUIT', config),
  CONDUIT_SECRET_KEY: secretKey,
  ...more,
});

/** Runs one command to its end. */
export const runCommand = (command: string, environment: Record<string, string>): Promise<Finished> =>
  runServiceCommand(entry, [command], environment);

/** Starts one replica and waits until it listens. */
export const startReplica = (config: DatabaseConfig, more: Record<string, string> = {}): Promise<Replica> =>
  startReplicaOf(entry, environmentOf(config, more));
