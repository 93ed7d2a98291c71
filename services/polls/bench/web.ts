import { startPostgres } from '@chartwright/kit/testing/postgres';
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Contender } from './contender';
import { djangoPython, fillDjango, startDjango } from './django';
import { load } from './load';
import type { Measured } from './load';
import { fillOurs, startOurs } from './ours';

// The polls service against the Django tutorial's application under gunicorn, on one PostgreSQL with durable commits.
// `npm run bench:web [-- SECONDS ROUNDS]`. Needs wrk and python3 with venv; CHARTWRIGHT_DJANGO_VENV is kept between runs.
const [seconds = 8, rounds = 3] = numbersFrom(process.argv.slice(2));
const connections = 16;
const kinds = ['get', 'post'] as const;

/** @returns the numbers that were given, or does not return */
function numbersFrom(args: readonly string[]): number[] {
  const numbers = args.map(Number);
  if (numbers.length <= 2 && numbers.every((one) => Number.isInteger(one) && one > 0)) return numbers;
  const isHelp = args.includes('--help') || args.includes('-h');
  (isHelp ? console.log : console.error)(
    'npm run bench:web [-- SECONDS ROUNDS]\nPages and votes a second of polls and of the Django tutorial on one PostgreSQL, with one and two processes.\nSECONDS of load for each figure (8 by default), ROUNDS (3), whole numbers from 1. Needs wrk and python3 with venv;\nCHARTWRIGHT_DJANGO_VENV is kept between runs.',
  );
  process.exit(isHelp ? 0 : 2);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
  // PostgreSQL does not run as root, and its data is below.
  chmodSync(folder, 0o755);
  const venv = process.env['CHARTWRIGHT_DJANGO_VENV'] ?? join(folder, 'venv');
  const postgres = await startPostgres({ dir: join(folder, 'data'), password: 'bench' });
  try {
    const python = djangoPython(venv);
    const [forOurs, forDjango] = [await postgres.createDatabase(), await postgres.createDatabase()];
    await fillOurs(forOurs);
    fillDjango(python, forDjango);
    const outfile = join(folder, 'server.js');
    const entryPoints = [resolve('services/polls/server.ts')];
    await build({ entryPoints, outfile, bundle: true, minify: true, platform: 'node', target: 'node20' });

    const rows: string[][] = [];
    for (const processes of [1, 2]) {
      const ports = Array.from({ length: processes }, (_, i) => 8100 + i);
      const contenders = [
        await startDjango(venv, forDjango, 8200, processes),
        await startOurs(outfile, forOurs, ports),
      ];
      for (const kind of kinds) {
        const results = await alternate(contenders, kind, folder);
        const [django, ours] = results as [Measured, Measured];
        rows.push([
          `${kind === 'get' ? 'detail page GET' : 'vote POST'}, ${processes} process${processes > 1 ? 'es' : ''}`,
          django.perSecond.toFixed(0),
          ours.perSecond.toFixed(0),
          `${(ours.perSecond / django.perSecond).toFixed(1)} x`,
          `${django.p99Ms.toFixed(1)} ms`,
          `${ours.p99Ms.toFixed(1)} ms`,
          String(django.failed + ours.failed),
        ]);
      }
      for (const one of contenders) {
        console.log(`${one.name}, ${processes}: first answer ${one.startMs.toFixed(0)} ms; RSS ${memory(one)} MB`);
        await one.stop();
      }
    }
    const head = ['', 'Django /s', 'ours /s', 'ratio', 'Django p99', 'ours p99', 'failed'];
    console.log(
      [head, ...rows].map((cells) => cells.map((cell, i) => cell.padEnd(i === 0 ? 30 : 12)).join('')).join('\n'),
    );
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rounds by turns, so that both meet the same disturbances; the median of each. */
async function alternate(contenders: readonly Contender[], kind: (typeof kinds)[number], folder: string) {
  const results = contenders.map(() => [] as Measured[]);
  for (const { urls } of contenders) await load(kind, urls, folder, { seconds: 2, connections });
  for (let round = 0; round < rounds; round++) {
    for (const [i, { urls }] of contenders.entries()) {
      results[i]?.push(await load(kind, urls, folder, { seconds, connections }));
    }
  }
  return results.map((list) => {
    const median = list.sort((a, b) => a.perSecond - b.perSecond)[Math.floor(list.length / 2)] as Measured;
    return { ...median, failed: list.reduce((sum, { failed }) => sum + failed, 0) };
  });
}

/** Resident memory of the largest process, its children included, in MB. */
function memory({ processes }: Contender): string {
  const pids = processes.flatMap(({ pid }) => [pid, ...childrenOf(pid as number)]);
  const sizes = pids.map(
    (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
  );
  return Math.max(...sizes).toFixed(0);
}

function childrenOf(pid: number): number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
  } catch {
    return [];
  }
}

void main();
