import path from 'node:path';
import { Command } from 'commander';
import type { AnyChartDefinition } from '../definition/chart-definition';
import { packageChart } from '../outputs/helm/package-chart';
import { findHelm } from './find-helm';
import { helmAt } from './run-helm';
import { withHelp } from './help';
import { withProgress } from './progress';
import { selectCharts, withCharts, type ChartOptions } from './chart-options';
import { onOwnTurn } from './own-turn';

interface PackageCommandOptions extends ChartOptions {
  readonly output: string;
  readonly archive: boolean;
  readonly helm?: string | false;
}

/** `chartwright package`: Helm charts, as folders and archives. */
export function packageCommand(): Command {
  const command = withCharts(new Command('package'))
    .description('compile charts to Helm charts: <output>/<chart>/ and <output>/<chart>-<version>.tgz')
    .option('-o, --output <folder>', 'where the charts go', path.join('dist', 'charts'))
    .option('--no-archive', 'write no .tgz')
    .option('--helm <file>', 'the helm binary that renders the chart before it is written (default: that of the PATH)')
    .option('--no-helm', 'write the chart without a look at what Helm renders')
    .action(async (names: string[], { output, archive, helm: named, ...options }: PackageCommandOptions) => {
      const began = performance.now();
      const helm = named === false ? undefined : typeof named === 'string' ? named : findHelm();
      let runs = 0;
      const charts = await selectCharts(names, options, { watched: true });
      const compile = (definition: AnyChartDefinition): string => {
        const compiling = performance.now();
        const {
          report,
          archive: file,
          files,
          rendered,
        } = packageChart(definition, { outdir: output, archive, helm: helm === undefined ? undefined : helmAt(helm) });
        runs += report.builds;
        const warned = report.warnings.map((warning) => `\nWarning: ${warning}`).join('');
        return `${path.join(output, file ?? definition.name)}: ${files.size} files; ${report.builds} runs of build, compared on ${report.compared} value sets${rendered > 0 ? `, rendered by Helm on ${rendered}` : ''}, ${Math.round(performance.now() - compiling)} ms${warned}`;
      };
      await onOwnTurn(() => withProgress(charts, ({ name }) => `compiling ${name}`, compile));
      if (helm === undefined)
        console.log('No helm was found, so that what the templates say was not rendered: install it, or give --helm.');
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
