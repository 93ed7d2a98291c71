import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundle } from '../services/images/bundle';
import { startPostgres } from '../services/kit/testing/postgres';
import { contract as proxyContract } from '../services/reverse-proxy/contract';
import { assertFree } from './free-port';
import { keptSecret } from './kept-secret';
import { localProxyConfig } from './proxy-config';
import { runProcess, startProcess } from './service-process';
import type { RunningProcess } from './service-process';
import { localServices } from './services';
import type { LocalService } from './services';

export interface LocalOptions {
  /** Of the proxy. */
  readonly port: number;
  /** Where databases, keys and logs stay between runs. */
  readonly folder: string;
  /** Called with what is being done. */
  readonly progress: (step: string) => void;
}

export interface LocalRun {
  readonly services: readonly LocalService[];
  /** Resolves to the name of the first process that ends before `stop`. */
  readonly ended: Promise<string>;
  /** Ends all of it: first the proxy, last the database. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL, every service and the proxy in front. @throws after stopping what had started */
export async function startAll({ port, folder: given, progress }: LocalOptions): Promise<LocalRun> {
  await assertFree(port);
  const folder = resolve(given);
  for (const name of ['', 'bundles', 'logs']) mkdirSync(join(folder, name), { recursive: true });
  chmodSync(folder, 0o755); // the database server is another user where we are root
  const secret = (name: string, bytes?: number) => keptSecret(join(folder, 'secrets'), name, bytes);

  /** What runs, in the order of starting. */
  const running: RunningProcess[] = [];
  progress('PostgreSQL');
  const postgres = await startPostgres({ dir: join(folder, 'postgres'), password: secret('database-password') });
  const stop = async () => {
    for (const one of [...running].reverse()) await one.stop();
    await postgres.stop();
  };
  const launch = async ({ name, environment, commands }: Pick<LocalService, 'name' | 'environment' | 'commands'>) => {
    const file = join(folder, 'bundles', `${name}.js`);
    await bundle(join(__dirname, '..', 'services', name, 'server.ts'), file);
    const log = join(folder, 'logs', `${name}.log`);
    for (const command of commands) await runProcess({ name, file, argv: [command], environment, log });
    const serving = { PORT: '0', ADMIN_PORT: '0', HOST: '127.0.0.1', DRAIN_DELAY_MS: '0', ...environment };
    const started = await startProcess({ name, file, environment: serving, log });
    running.push(started);
    return started;
  };
  try {
    const services = await localServices({ secret, database: (name) => postgres.createDatabase(name) });
    for (const service of services) {
      progress(service.name);
      await launch(service);
    }
    progress(proxyContract.name);
    const config = join(folder, proxyContract.config.file);
    writeFileSync(config, localProxyConfig(running, port));
    const environment = { [proxyContract.env.configFile]: config };
    await launch({ name: proxyContract.name, environment, commands: [] });
    const ended = Promise.race(running.map(async (one) => one.ended.then(() => one.name)));
    return { services, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
