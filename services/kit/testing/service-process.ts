import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { serviceBundle } from './service-bundle';

/** One JSON line of a service's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg?: string };

export interface ServiceProcess {
  readonly pid: number;
  /** Every line so far. */
  readonly lines: readonly LogLine[];
  /** All of standard error so far. */
  readonly stderr: () => string;
  /** The first line (past or to come) with this `msg`; rejects when the process ends without it. */
  line(msg: string): Promise<LogLine>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when it has ended, to its exit code or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/**
 * Runs the bundle of `entry` as a process of its own, with only `environment` set.
 * @param descriptors that it may have open at once. @default - as many as this process
 */
export async function startServiceProcess(
  entry: string,
  environment: Readonly<Record<string, string>> = {},
  argv: readonly string[] = [],
  descriptors?: number,
): Promise<ServiceProcess> {
  const node = [process.execPath, await serviceBundle(entry), ...argv];
  const limited = ['/bin/sh', '-c', `ulimit -n ${descriptors} && exec "$@"`, 'sh', ...node];
  const [command, ...args] = (descriptors === undefined ? node : limited) as [string, ...string[]];
  const child = spawn(command, args, {
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: LogLine[] = [];
  const waiting: { msg: string; resolve: (line: LogLine) => void; reject: (error: Error) => void }[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  createInterface(child.stdout).on('line', (text) => {
    const line = JSON.parse(text) as LogLine;
    lines.push(line);
    for (const one of waiting) if (one.msg === line.msg) one.resolve(line);
  });
  const ended = once(child, 'close').then(([code, signal]) => {
    for (const { msg, reject } of waiting) reject(new Error(`ended without "${msg}":\n${stderr}`));
    return (code ?? signal) as number | NodeJS.Signals;
  });
  return {
    pid: child.pid as number,
    lines,
    stderr: () => stderr,
    line: async (msg) =>
      lines.find((line) => line.msg === msg) ??
      new Promise((resolve, reject) => waiting.push({ msg, resolve, reject })),
    signal: (signal) => void child.kill(signal),
    ended,
  };
}
