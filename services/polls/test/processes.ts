import type { DatabaseConfig } from '@chartwright/kit/database';
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { secretKey } from './site';

/** The environment of a process of the polls service on a database. */
export const environmentOf = (config: DatabaseConfig, more: Record<string, string> = {}): Record<string, string> => ({
  POLLS_BACKEND_SERVICE_HOST: config.host,
  POLLS_BACKEND_SERVICE_PORT: String(config.port),
  POLLS_DB_NAME: config.name,
  POLLS_DB_USER: config.user,
  POLLS_DB_PASSWORD: config.password,
  POLLS_SECRET_KEY: secretKey,
  ...more,
});

let bundle: Promise<string> | undefined;

/** The service as its image has it: one file, made once. */
export const pollsBundle = (): Promise<string> =>
  (bundle ??= (async () => {
    const outfile = join(await mkdtemp(join(tmpdir(), 'chartwright-polls-')), 'server.js');
    const entryPoints = [join(__dirname, '..', 'server.ts')];
    await build({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node20', logLevel: 'error' });
    return outfile;
  })());

export interface Finished {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs one command to its end. */
export async function runCommand(argv: readonly string[], environment: Record<string, string>): Promise<Finished> {
  const child = spawn(process.execPath, [await pollsBundle(), ...argv], { env: environment });
  child.stdin.end();
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, errors };
}

export interface Replica {
  readonly url: string;
  readonly adminUrl: string;
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
}

/** Starts one replica and waits until it listens. */
export async function startReplica(config: DatabaseConfig, more: Record<string, string> = {}): Promise<Replica> {
  const ports = { PORT: '0', ADMIN_PORT: '0', HOST: '127.0.0.1', ACCESS_LOG: 'false', DRAIN_DELAY_MS: '0' };
  const child = spawn(process.execPath, [await pollsBundle()], {
    env: environmentOf(config, { ...ports, ...more }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  for await (const text of createInterface(child.stdout)) {
    const line = JSON.parse(text) as { msg: string; port: number; adminPort: number };
    if (line.msg !== 'listening') continue;
    child.stdout.resume();
    return {
      url: `http://127.0.0.1:${line.port}`,
      adminUrl: `http://127.0.0.1:${line.adminPort}`,
      child,
      ended,
    };
  }
  throw new Error('a replica ended before it listened');
}
