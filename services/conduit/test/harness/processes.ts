import { bundle } from '@chartwright/kit/bundle';
import type { DatabaseConfig } from '@chartwright/kit/database';
import { startServiceProcess } from '@chartwright/kit/testing/service-process';
import type { ServiceProcess } from '@chartwright/kit/testing/service-process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretKey } from './api';

const entry = join(__dirname, '..', '..', 'server.ts');

/** The environment of a process of the service on a database. */
export const environmentOf = (config: DatabaseConfig, more: Record<string, string> = {}): Record<string, string> => ({
  CONDUIT_BACKEND_SERVICE_HOST: config.host,
  CONDUIT_BACKEND_SERVICE_PORT: String(config.port),
  CONDUIT_DB_NAME: config.name,
  CONDUIT_DB_USER: config.user,
  CONDUIT_DB_PASSWORD: config.password,
  CONDUIT_SECRET_KEY: secretKey,
  ...more,
});

let made: Promise<string> | undefined;

/** The service as its image has it: one file, made once. */
const bundled = (): Promise<string> =>
  (made ??= (async () => {
    const outfile = join(await mkdtemp(join(tmpdir(), 'chartwright-conduit-')), 'server.js');
    await bundle(entry, outfile);
    return outfile;
  })());

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command to its end. */
export async function runCommand(command: string, environment: Record<string, string>): Promise<Finished> {
  const child = spawn(process.execPath, [await bundled(), command], { env: environment });
  child.stdin.end();
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

export interface Replica extends ServiceProcess {
  readonly url: string;
  readonly adminUrl: string;
}

/** Starts one replica and waits until it listens. */
export async function startReplica(config: DatabaseConfig, more: Record<string, string> = {}): Promise<Replica> {
  const ports = { PORT: '0', ADMIN_PORT: '0', HOST: '127.0.0.1', ACCESS_LOG: 'false', DRAIN_DELAY_MS: '0' };
  const child = await startServiceProcess(entry, environmentOf(config, { ...ports, ...more }));
  const line = await child.line('listening');
  const at = (port: unknown) => `http://127.0.0.1:${port as number}`;
  return { ...child, url: at(line['port']), adminUrl: at(line['adminPort']) };
}
