import path from 'node:path';
import { Command } from 'commander';
import { packageChart } from '../outputs/helm/package-chart';
import { selectCharts, withCharts, type ChartOptions } from './chart-options';

interface PackageCommandOptions extends ChartOptions {
  readonly output: string;
  readonly archive: boolean;
}

/** `chartwright package`: Helm charts, as folders and archives. */
export function packageCommand(): Command {
  return withCharts(new Command('package'))
    .description('compile charts to Helm charts: <output>/<chart>/ and <output>/<chart>-<version>.tgz')
    .option('-o, --output <folder>', 'where the charts go', path.join('dist', 'charts'))
    .option('--no-archive', 'write no .tgz')
    .addHelpText(
      'after',
      '\nNext: helm install my-release dist/charts/<chart>, or helm push dist/charts/<chart>-<version>.tgz oci://…',
    )
    .action(async (names: string[], { output, archive, ...options }: PackageCommandOptions) => {
      const began = performance.now();
      let runs = 0;
      for (const definition of await selectCharts(names, options)) {
        const { report, archive: file, files } = packageChart(definition, { outdir: output, archive });
        runs += report.builds;
        console.log(
          `${path.join(output, file ?? definition.name)}: ${files.size} files; ${report.builds} runs of build, compared on ${report.compared} value sets, ${Math.round(report.milliseconds)} ms`,
        );
      }
      console.log(`${runs} runs of build, ${((performance.now() - began) / 1000).toFixed(1)} s in all`);
    });
}
