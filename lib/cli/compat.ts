import { Command, InvalidArgumentError } from 'commander';
import { withoutAbsent } from '../compat/chart/absent';
import { compareCharts } from '../compat/compat';
import { compatJson } from '../compat/report/json';
import { compatText } from '../compat/report/text';
import { witnessFiles } from '../compat/report/witness';
import { writeFiles } from '../outputs/write';
import { withRenders } from './compat-renders';
import { findOnPath } from './find-on-path';
import { EXIT, withHelp } from './help';
import { readCharts } from './read-chart';

interface CompatCommandOptions {
  readonly helm?: string;
  readonly json?: boolean;
  readonly most: number;
  readonly seconds: number;
  readonly witnesses?: string;
}

/** A verdict is waited for: charts of a thousand lines that render slowly are not tried to their end. */
const SECONDS = 75;

/** Tells whether so much time went by since the command began. */
const isAfter = (seconds: number) => (): boolean => performance.now() > seconds * 1000;

/** `chartwright compat`: what an upgrade from one version of a chart to another does to those who use it. */
export function compatCommand(): Command {
  const command = new Command('compat')
    .description('what an upgrade of a Helm chart breaks, for all values that the old version takes')
    .argument('<old>', 'a chart: a folder, a .tgz, or REVISION:FOLDER of git; or OLD..NEW, two revisions')
    .argument('<new>', 'the same of the new version; the folder, after two revisions')
    .option('--helm <file>', 'the helm binary (default: that of the PATH)')
    .option('--json', 'for machines')
    .option('--most <count>', 'values files to render at most', count, 400)
    .option('--seconds <count>', 'how long values are tried; what is left is said', count, SECONDS)
    .option('--witnesses <folder>', 'write a values file for each finding')
    .action(async (old: string, newer: string, { helm = findOnPath('helm'), ...options }: CompatCommandOptions) => {
      if (helm === undefined)
        throw new Error('There is no helm on the PATH. Install Helm 3 or 4, or say where it is: --helm FILE');
      const { before, after, absent } = withoutAbsent(...readCharts(old, newer));
      const result = await withRenders(before, after, helm, (renders) =>
        compareCharts(before, after, renders, { most: options.most, absent, isLate: isAfter(options.seconds) }),
      );
      if (options.witnesses !== undefined) writeFiles(options.witnesses, witnessFiles(result));
      console.log(options.json ? compatJson(result) : compatText(result, { color: process.stdout.isTTY }));
      if (!result.verdict.enough) process.exitCode = EXIT.problem;
    });
  return withHelp(command, {
    examples: [
      ['chartwright compat shop-1.2.0.tgz dist/charts/shop', 'what was published against what is to be'],
      ['chartwright compat v1.2.0:charts/shop charts/shop', 'a tag of git against the working tree'],
      ['chartwright compat v1.2.0..v1.3.0 charts/shop', 'two tags of git'],
    ],
    success: 'the step of the version is large enough for what was found',
    problem: 'the version has to make a larger step; or a chart can not be read or rendered',
  });
}

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Allowed: a whole number from 1.');
  return Number(text);
}
