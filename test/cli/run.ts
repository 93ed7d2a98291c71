import { execFile } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.join(__dirname, '../..');
export const RUN_MAIN = path.join(ROOT, 'lib/cli/run-main.js');

/** A process that has ended. */
export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a TypeScript file through lib/cli/run-main to its end. */
export function runMain(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Result> {
  return new Promise((resolve) => {
    execFile(process.execPath, [RUN_MAIN, ...args], { cwd: ROOT, ...options }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

/** Runs `chartwright` with these arguments, in the repository unless told. */
export const chartwright = (args: readonly string[], cwd?: string): Promise<Result> =>
  runMain([path.join(ROOT, 'lib/cli/chartwright.ts'), ...args], { ...(cwd && { cwd }) });
