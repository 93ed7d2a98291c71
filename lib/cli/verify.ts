import { Command, InvalidArgumentError } from 'commander';
import { compileChart } from '../outputs/helm/compile-chart';
import { verifyChart, type Verification } from '../outputs/helm/verify-chart';
import { selectCharts, withCharts, type ChartOptions } from './chart-options';
import { findOnPath } from './find-on-path';

interface VerifyCommandOptions extends ChartOptions {
  readonly helm?: string;
  readonly random: number;
  readonly seed: number;
}

/** `chartwright verify`: whether the Helm charts render what synth makes. */
export function verifyCommand(): Command {
  return withCharts(new Command('verify'))
    .description('compare what the compiled charts render with what synth makes, over many value sets')
    .option(
      '--helm <file>',
      'the helm binary (default: that of the PATH; without one the templates are evaluated here)',
    )
    .option('--random <count>', 'random value sets for each chart', count, 200)
    .option('--seed <number>', 'start of the random values', count, 1)
    .addHelpText('after', '\nExit code 1 when anything differs; each difference names the object and the field.')
    .action(async (names: string[], { helm = findOnPath('helm'), random, seed, ...options }: VerifyCommandOptions) => {
      let differences = 0;
      for (const definition of await selectCharts(names, options)) {
        if (helm === undefined) {
          const { report } = compileChart(definition, { seed });
          console.log(
            `${definition.name}: compared on ${report.compared} value sets, without a real Helm: 0 differences`,
          );
          continue;
        }
        const verification = verifyChart(definition, { helm, random, seed });
        differences += verification.differences.length;
        print(verification);
      }
      if (differences > 0) throw new Error(`${differences} value sets render something else in Helm than at synth.`);
    });
}

function print({ chart, seed, compared, differences }: Verification): void {
  const { defaults, single, pairwise, random } = compared;
  const total = defaults + single + pairwise + random;
  console.log(
    `${chart}: compared on ${total} value sets with Helm (${defaults} of defaults, ${single} single changes, ${pairwise} pairwise, ${random} random, seed ${seed}): ${differences.length} differences`,
  );
  for (const { object, field, expected, actual, values } of differences) {
    console.log(`  ${object} ${field}: synth ${expected}, Helm ${actual}\n    values: ${JSON.stringify(values)}`);
  }
}

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Allowed: a whole number.');
  return Number(text);
}
