import { spawn } from 'node:child_process';

/** A program ended with an error; the message has its output. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a program and resolves to its standard output. */
export function run(
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', (error) => reject(new CommandError(`${program}: ${error.message}`)));
    child.once('close', (code) => {
      if (code === 0) resolve(stdout);
      else
        reject(
          new CommandError(
            [`${program} ${argv.join(' ')}`, `ended with ${code}:`, stderr.trim() || stdout.trim()].join('\n'),
          ),
        );
    });
  });
}
