// npm run bench:synth [-- ROUNDS]: what a synthesis of 1, 10, 100, 1000 web apps of five objects costs, one cdk8s Chart
// each, next to the same constructs under stock App.synth, `helm template` and kustomize. Whole processes, interleaved.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CDK8S, helmTemplate, kustomizeBuild, type Contender } from './contenders';
import { measure, median, type Run } from './measure';
import { helmBinary, kustomizeBinary } from './tools';

const COUNTS = [1, 10, 100, 1000, 2000];
const rounds = roundsFrom(process.argv.slice(2));

/** @returns how many rounds were asked for, or does not return */
function roundsFrom(args: readonly string[]): number {
  const [given = '5', ...more] = args;
  const asked = Number(given);
  if (Number.isInteger(asked) && asked > 0 && more.length === 0) return asked;
  const isHelp = given === '--help' || given === '-h';
  (isHelp ? console.log : console.error)(
    'npm run bench:synth [-- ROUNDS]\nTime and memory of a synthesis of 1 to 2000 apps, next to App.synth, helm template and kustomize (KUSTOMIZE is its path).\nROUNDS: a whole number from 1, 5 by default.',
  );
  process.exit(isHelp ? 0 : 2);
}

async function main(folder: string): Promise<void> {
  const kustomize = kustomizeBinary();
  const contenders = [...CDK8S, helmTemplate(helmBinary(folder), folder)];
  if (kustomize) contenders.push(kustomizeBuild(kustomize, folder));
  else console.log('kustomize: not on the PATH and no KUSTOMIZE, left out');

  console.log(
    `${rounds} rounds, interleaved; median time (of all threads), largest memory, both times against helm template`,
  );
  console.log(
    row(
      'apps',
      contenders.map(({ name }) => name),
    ),
  );
  const times = new Map<Contender, Map<number, number>>(contenders.map((contender) => [contender, new Map()]));
  for (const count of COUNTS) {
    const runs = await race(
      contenders.filter(({ upTo }) => upTo >= count),
      count,
      folder,
    );
    for (const [contender, all] of runs) times.get(contender)?.set(count, wall(all));
    const helm = runs.get(contenders.find(({ name }) => name === 'helm template') as Contender) ?? [];
    const cells = contenders.map((contender) => {
      const all = runs.get(contender);
      if (!all) return '-';
      const [ms, cpu] = [wall(all), computed(all)];
      const mib = Math.max(...all.map((run) => run.mib));
      const ratios = `${(ms / wall(helm)).toFixed(2)}x (${(cpu / computed(helm)).toFixed(2)}x)`;
      return `${ms.toFixed(0)} (${cpu}) ms ${mib.toFixed(0)} MiB ${ratios}`;
    });
    console.log(row(`${count}`, cells));
  }
  // Without what any run costs: the slope between the two counts on a doubly logarithmic scale.
  const exponents = contenders.map((contender) => {
    const at = times.get(contender);
    const [start = 0, small, large] = [1, 100, 1000].map((count) => at?.get(count));
    return small && large ? `N^${Math.log10((large - start) / (small - start)).toFixed(2)}` : '-';
  });
  console.log(row('growth', exponents));
  const ours = times.get(contenders[0] as Contender);
  console.log(
    `chartwright, time(2000)/time(1000): ${((ours?.get(2000) ?? NaN) / (ours?.get(1000) ?? NaN)).toFixed(2)}`,
  );
  await ladders();
}

const wall = (runs: readonly Run[]): number => median(runs.map(({ ms }) => ms));
const computed = (runs: readonly Run[]): number => median(runs.map(({ cpuMs }) => cpuMs));

/** Each contender once per round, in turn, after one run that is not counted. */
async function race(contenders: readonly Contender[], count: number, folder: string): Promise<Map<Contender, Run[]>> {
  const runs = new Map<Contender, Run[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      const run = await measure(contender.command(count, folder));
      if (round > 0) runs.get(contender)?.push(run);
    }
  }
  return runs;
}

/** Ladders of dependencies: ours against `chart.toJson()` of stock cdk8s, which walks every path. */
async function ladders(): Promise<void> {
  const time = async (rungs: number, way: string): Promise<number> => {
    const runs: number[] = [];
    const command = ['lib/cli/run-main.js', 'test/bench/synth-app.ts', 'ladder', `${rungs}`, way];
    for (let i = 0; i < rounds; i++) runs.push(Number((await measure(['node', ...command])).stdout));
    return median(runs);
  };
  const ours = [await time(1000, 'ours'), await time(2000, 'ours')] as const;
  const stock = [await time(18, 'stock'), await time(20, 'stock')] as const;
  console.log(
    `ladders of dependencies: chartwright ${ours[0].toFixed(0)} ms for 1000 rungs, ${ours[1].toFixed(0)} ms for 2000; ` +
      `stock ${stock[0].toFixed(0)} ms for 18 rungs, ${stock[1].toFixed(0)} ms for 20`,
  );
}

function row(head: string, cells: readonly string[]): string {
  return `${head.padEnd(6)}  ${cells.map((cell) => cell.padEnd(38)).join('  ')}`.trimEnd();
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-bench-'));
void main(folder)
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => fs.rmSync(folder, { recursive: true }));
