import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ProcessOptions {
  readonly name: string;
  /** The bundle. */
  readonly file: string;
  readonly argv?: readonly string[];
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it prints is added there. */
  readonly log: string;
}

/** A service that listens. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<unknown>;
  /** SIGTERM, and after a while SIGKILL. Resolves when it has ended. */
  stop(): Promise<void>;
}

/** Longer than a graceful stop takes. */
const stopMs = 20_000;

/** Starts a service and waits until it listens. @throws when it ends before, with what it last said */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { child, ended, tail } = launch(options);
  for await (const line of createInterface(child.stdout as NodeJS.ReadableStream)) {
    const port = listeningPort(line);
    if (port === undefined) continue;
    // The end of the reading of lines stopped the stream, and a full pipe would stop the service.
    child.stdout?.resume();
    return {
      ...{ name: options.name, pid: child.pid as number, port, ended },
      async stop() {
        child.kill('SIGTERM');
        const late = setTimeout(() => child.kill('SIGKILL'), stopMs);
        await ended;
        clearTimeout(late);
      },
    };
  }
  await ended;
  throw new Error(`${options.name} did not start:\n${tail()}`);
}

/** Runs a command of a service to its end. @throws when it fails, with what it last said */
export async function runProcess(options: ProcessOptions): Promise<void> {
  const { child, ended, tail } = launch(options);
  await ended;
  if (child.exitCode !== 0) throw new Error(`${options.name} ${options.argv?.join(' ')} failed:\n${tail()}`);
}

function launch({ file, argv = [], environment, log }: ProcessOptions) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--require', join(__dirname, 'leave-with-parent.js'), file, ...argv],
    // A group of its own: Ctrl-C reaches only us, and we stop the services in order.
    { env: { ...environment }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true },
  );
  const output = createWriteStream(log, { flags: 'a' });
  let last = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output.write(chunk);
      last = (last + chunk.toString()).slice(-2_000);
    });
  }
  const ended = once(child, 'close').finally(() => output.end());
  return { child, ended, tail: () => last.trim() };
}

/** Every service says so in its log. */
function listeningPort(line: string): number | undefined {
  if (!line.includes('"listening"')) return undefined;
  const { msg, port } = JSON.parse(line) as { msg?: string; port?: number };
  return msg === 'listening' ? port : undefined;
}
