import { spawn } from 'node:child_process';
import fs from 'node:fs';

/** What one run of a command took. */
export interface Run {
  /** Wall-clock time, in milliseconds. */
  readonly ms: number;
  /** Time that its threads computed, in milliseconds, to 10 ms: steadier than `ms` on a busy machine. */
  readonly cpuMs: number;
  /** Largest resident set, in MiB. */
  readonly mib: number;
  readonly stdout: string;
}

/** Runs a command to its end. @throws with its stderr when it fails */
export function measure([file, ...args]: readonly [string, ...string[]]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let used = { cpuMs: 0, mib: 0 };
    // As the kernel has it; asked often enough to see it shortly before the end.
    const watch = setInterval(() => (used = usage(child.pid) ?? used), 5);
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      if (code !== 0) reject(new Error(`${file} ${args.join(' ')}: ${stderr}`));
      else resolve({ ms: performance.now() - started, ...used, stdout });
    });
  });
}

const TICK_MS = 10;

function usage(pid: number | undefined): { cpuMs: number; mib: number } | undefined {
  try {
    const kib = Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    // Behind the name in parentheses: utime and stime are fields 14 and 15 of proc(5).
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const ticks = Number(fields[11]) + Number(fields[12]);
    return kib > 0 ? { cpuMs: ticks * TICK_MS, mib: kib / 1024 } : undefined;
  } catch {
    return undefined;
  }
}

/** The middle of several; the lower of two middles. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length / 2) - 1] ?? NaN;
}
