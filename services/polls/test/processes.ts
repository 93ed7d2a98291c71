import type { DatabaseConfig } from '@chartwright/kit/database/database';
import { databaseEnvironment } from '@chartwright/kit/testing/database-environment';
import { startReplicaOf } from '@chartwright/kit/testing/replica';
import type { Replica } from '@chartwright/kit/testing/replica';
import { serviceBundle } from '@chartwright/kit/testing/service-bundle';
import { runServiceCommand } from '@chartwright/kit/testing/service-command';
import type { Finished } from '@chartwright/kit/testing/service-command';
import { join } from 'node:path';
import { secretKey } from './site';

const entry = join(__dirname, '..', 'server.ts');
export const pollsBundle = (): Promise<string> => serviceBundle(entry);

/** The environment of a process of the polls service on a database. */
export const environmentOf = (config: DatabaseConfig, more: Record<string, string> = {}): Record<string, string> => ({
  ...databaseEnvironment('POLLS', config),
  POLLS_SECRET_KEY: secretKey,
  ...more,
});

/** Runs one command to its end. */
export const runCommand = (argv: readonly string[], environment: Record<string, string>): Promise<Finished> =>
  runServiceCommand(entry, argv, environment);

/** Starts one replica and waits until it listens. */
export const startReplica = (config: DatabaseConfig, more: Record<string, string> = {}): Promise<Replica> =>
  startReplicaOf(entry, environmentOf(config, more));
