import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One kind of work. */
export interface Case {
  readonly name: string;
  readonly path: string;
  readonly connections: number;
  /** Octets of a POST body; without it the request is a GET. */
  readonly body?: number;
}

export const CASES: readonly Case[] = [
  { name: '1 KiB, 64 connections', path: '/1k', connections: 64 },
  { name: '1 KiB, 512 connections', path: '/1k', connections: 512 },
  { name: '64 KiB', path: '/64k', connections: 64 },
  { name: '1 MiB', path: '/1m', connections: 64 },
  { name: 'POST 16 KiB', path: '/post', connections: 64, body: 16_384 },
];

export interface Measured {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Connections that failed and answers other than 2xx. */
  readonly errors: number;
}

/** Runs wrk once. */
export async function measure(one: Case, port: number, seconds: number, folder: string): Promise<Measured> {
  const script = one.body === undefined ? [] : ['-s', postScript(folder, one.body)];
  const { stdout } = await promisify(execFile)('wrk', [
    ...['-t1', `-c${one.connections}`, `-d${seconds}s`, '--latency', '--timeout', '20s'],
    ...script,
    `http://127.0.0.1:${port}${one.path}`,
  ]);
  const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? 0);
  const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1) ?? [];
  return {
    requests: number(/(\d+) requests in/),
    requestsPerSecond: number(/Requests\/sec: +([\d.]+)/),
    p50: milliseconds(/50% +([\d.]+\w+)/.exec(stdout)?.[1]),
    p99: milliseconds(/99% +([\d.]+\w+)/.exec(stdout)?.[1]),
    errors: number(/Non-2xx or 3xx responses: (\d+)/) + sockets.reduce((sum, count) => sum + Number(count), 0),
  };
}

function postScript(folder: string, size: number): string {
  const file = join(folder, `post-${size}.lua`);
  writeFileSync(file, `wrk.method = "POST"\nwrk.body = string.rep("x", ${size})\n`);
  return file;
}

const UNITS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

function milliseconds(text = '0ms'): number {
  const [, value = '0', unit = 'ms'] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
  return Number(value) * (UNITS[unit] ?? 1);
}
