import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { serviceBundle } from './service-bundle';

/** A command that has ended. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command of a service to its end, with only `environment` set and nothing on standard input. */
export async function runServiceCommand(
  entry: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Finished> {
  const child = spawn(process.execPath, [await serviceBundle(entry), ...argv], { env: { ...environment } });
  child.stdin.end();
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
