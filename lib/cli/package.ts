import path from 'node:path';
import { Command } from 'commander';
import type { AnyChartDefinition } from '../definition/chart-definition';
import { packageChart } from '../outputs/helm/package-chart';
import { withHelp } from './help';
import { withProgress } from './progress';
import { selectCharts, withCharts, type ChartOptions } from './chart-options';

interface PackageCommandOptions extends ChartOptions {
  readonly output: string;
  readonly archive: boolean;
}

/** `chartwright package`: Helm charts, as folders and archives. */
export function packageCommand(): Command {
  const command = withCharts(new Command('package'))
    .description('compile charts to Helm charts: <output>/<chart>/ and <output>/<chart>-<version>.tgz')
    .option('-o, --output <folder>', 'where the charts go', path.join('dist', 'charts'))
    .option('--no-archive', 'write no .tgz')
    .action(async (names: string[], { output, archive, ...options }: PackageCommandOptions) => {
      const began = performance.now();
      let runs = 0;
      const charts = await selectCharts(names, options, { watched: true });
      const compile = (definition: AnyChartDefinition): string => {
        const { report, archive: file, files } = packageChart(definition, { outdir: output, archive });
        runs += report.builds;
        return `${path.join(output, file ?? definition.name)}: ${files.size} files; ${report.builds} runs of build, compared on ${report.compared} value sets, ${Math.round(report.milliseconds)} ms`;
      };
      withProgress(charts, ({ name }) => `compiling ${name}`, compile);
      console.log(`${runs} runs of build, ${((performance.now() - began) / 1000).toFixed(1)} s in all`);
    });
  return withHelp(command, {
    examples: [
      ['chartwright package', 'all bundled charts, to dist/charts/'],
      ['chartwright package shop --charts chart.ts', 'one of your own'],
      ['helm install my-release dist/charts/shop', 'what to do next, or'],
      ['helm push dist/charts/shop-1.0.0.tgz oci://…', 'to a registry'],
    ],
    problem: 'a chart does something with its values that no template can say; the error names it',
  });
}
