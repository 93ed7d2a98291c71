import { Option, type Command } from 'commander';
import type { AnyChartDefinition } from '../definition/chart-definition';
import { nearest } from '../values/nearest';
import { bundledCharts } from './bundled-charts';
import { loadCharts } from './load-charts';

export interface ChartOptions {
  readonly charts?: string;
}

/** Which charts a subcommand is for: `[chart...]` and `--charts`. */
export function withCharts(command: Command): Command {
  return withModule(command.argument('[chart...]', 'names of charts (default: all)'));
}

/** The same for a subcommand that has another argument behind the chart. */
export function withChart(command: Command): Command {
  return withModule(command.argument('[chart]', 'name of a chart (default: all)'));
}

function withModule(command: Command): Command {
  return command.addOption(
    new Option('--charts <file>', 'module that exports charts, .ts or .js').default(
      undefined,
      'the charts that come with chartwright',
    ),
  );
}

/**
 * The charts of these names, in the order of the module. `watched` for the compiler: see {@link loadCharts}.
 * @throws when there is no chart of a name, with the names that there are
 */
export async function selectCharts(
  names: readonly string[],
  { charts: file }: ChartOptions,
  { watched = false } = {},
): Promise<readonly AnyChartDefinition[]> {
  const all = file === undefined ? bundledCharts.charts : await loadCharts(file, { watched });
  if (all.length === 0)
    throw new Error('No charts come with this chartwright. Give the module that exports yours: --charts FILE');
  const known = all.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    throw new Error(
      `There is no chart '${name}'. ${meant ? `Did you mean '${meant}'?` : `There are: ${known.join(', ')}.`}`,
    );
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
