import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { helmBinary } from '../../helm/helm-binary';
import { buildsOf } from './builds';
import { readExpectations, stale, unexpected, writeExpectations } from './expectations';
import { judgeAll } from './judge-all';
import { tableOf } from './table';

interface Options {
  readonly random: string;
  readonly seed: string;
  readonly jobs: string;
  readonly helm?: string;
  readonly update?: boolean;
  readonly json?: string;
  readonly package: readonly string[];
  readonly wide?: boolean;
}

/** Random value sets behind verdicts.json; 300 and more judge for certain. */
const SAMPLE = 15;

const program = new Command('judge')
  .description(
    'Judges the chart compiler from outside: package, real Helm, synth, for defaults, traps and random values.',
  )
  .argument('<place>', 'folder or module with charts')
  .argument('[chart...]', 'names of charts (default: all)')
  .option('--random <count>', 'random value sets for each build', String(SAMPLE))
  .option('--seed <number>', 'start of the random values', '1')
  .option('--jobs <count>', 'builds at a time', '2')
  .option('--helm <file>', 'the helm binary (default: that of the npm package)')
  .option(
    '--package <argument>',
    'more for `chartwright package`; may be repeated',
    (one, all: readonly string[]) => [...all, one],
    [],
  )
  .option('--json <file>', 'write all judgements, and what is not as verdicts.json says, there')
  .option('--wide', 'whole messages')
  .option('--update', 'write the verdicts to verdicts.json of the folder instead of comparing with it')
  .action(async (place: string, names: readonly string[], options: Options) => {
    const all = await buildsOf(place);
    const builds = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
    const missing = names.filter((name) => !all.some((build) => build.name === name));
    if (missing.length > 0) throw new Error(`No chart of ${place} is named ${missing.join(' or ')}.`);
    const judgements = await judgeAll(builds, {
      helm: options.helm ?? helmBinary(),
      random: Number(options.random),
      seed: Number(options.seed),
      jobs: Number(options.jobs),
      more: options.package,
      onJudged: ({ chart, verdict }) => console.error(`${chart}: ${verdict}`),
    });
    console.log(tableOf(judgements, options.wide ? Infinity : undefined));
    const whole = fs.statSync(place).isDirectory();
    const file = path.join(whole ? place : path.dirname(place), 'verdicts.json');
    if (options.update || !fs.existsSync(file)) writeExpectations(file, judgements, whole && names.length === 0);
    const expectations = readExpectations(file);
    const gone = whole
      ? stale(
          all.map(({ name }) => name),
          expectations,
        )
      : [];
    const problems = [...unexpected(judgements, expectations), ...gone];
    if (options.json !== undefined)
      fs.writeFileSync(options.json, JSON.stringify({ problems, judgements }, undefined, 2));
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
  });

program.parseAsync().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
