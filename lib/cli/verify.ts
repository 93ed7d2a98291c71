import { Command, InvalidArgumentError } from 'commander';
import type { AnyChartDefinition } from '../definition/chart-definition';
import { compileChart } from '../outputs/helm/compile-chart';
import { verificationJson, type VerifiedChart } from '../outputs/helm/verification-json';
import { verifyChart, type Verification } from '../outputs/helm/verify-chart';
import { withHelp } from './help';
import { withProgress } from './progress';
import { selectCharts, withCharts, type ChartOptions } from './chart-options';
import { findHelm } from './find-helm';
import { helmAt } from './run-helm';
import { onOwnTurn } from './own-turn';

interface VerifyCommandOptions extends ChartOptions {
  readonly helm?: string;
  readonly random: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** `chartwright verify`: whether the Helm charts render what synth makes. */
export function verifyCommand(): Command {
  const command = withCharts(new Command('verify'))
    .description('compare what the compiled charts render with what synth makes, over many value sets')
    .option(
      '--helm <file>',
      'the helm binary (default: that of the PATH; without one the templates are evaluated here)',
    )
    .option('--random <count>', 'random value sets for each chart', count, 200)
    .option('--seed <number>', 'start of the random values', count, 1)
    .option('--json', 'for machines')
    .action(async (names: string[], { helm = findHelm(), random, seed, json, ...options }: VerifyCommandOptions) => {
      const verified: VerifiedChart[] = [];
      const charts = await selectCharts(names, options, { watched: true });
      const verify = (definition: AnyChartDefinition): string => {
        if (helm === undefined) {
          const { report } = compileChart(definition, { seed });
          const { name: chart } = definition;
          verified.push({ chart, seed, renderer: 'templates', compared: report.compared, differences: [] });
          return `${chart}: compared on ${report.compared} value sets, without a real Helm: 0 differences`;
        }
        const verification = verifyChart(definition, { helm: helmAt(helm), random, seed });
        verified.push({ ...verification, renderer: 'helm', compared: total(verification) });
        return textOf(verification);
      };
      await onOwnTurn(() => {
        if (json) charts.forEach(verify);
        else withProgress(charts, ({ name }) => `comparing ${name}`, verify);
      });
      if (json) console.log(verificationJson(verified));
      const differences = verified.flatMap((one) => one.differences).length;
      if (differences > 0) throw new Error(`${differences} value sets render something else in Helm than at synth.`);
    });
  return withHelp(command, {
    examples: [
      ['chartwright verify', 'all bundled charts'],
      ['chartwright verify shop --charts chart.ts --random 1000', 'one of your own, on more values'],
    ],
    success: 'no difference',
    problem: 'something differs: each difference names the object and the field',
  });
}

const total = ({ compared }: Verification): number => Object.values(compared).reduce((sum, some) => sum + some, 0);

function textOf(verification: Verification): string {
  const { chart, seed, compared, differences } = verification;
  const { defaults, single, pairwise, random } = compared;
  return [
    `${chart}: compared on ${total(verification)} value sets with Helm (${defaults} of defaults, ${single} single changes, ${pairwise} pairwise, ${random} random, seed ${seed}): ${differences.length} differences`,
    ...differences.map(
      ({ object, field, expected, actual, values }) =>
        `  ${object} ${field}: synth ${expected}, Helm ${actual}\n    values: ${JSON.stringify(values)}`,
    ),
  ].join('\n');
}

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Allowed: a whole number.');
  return Number(text);
}
