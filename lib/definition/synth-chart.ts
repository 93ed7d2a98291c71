import type { App, Chart } from 'cdk8s';
import type { z } from '../values/zod-types';
import type { ChartDefinition } from './chart-definition';
import { buildChart, defaultRelease } from './render-chart';
import type { Release } from './release';
import { loadValues, oldNamesIn, type ValuesSource } from './load-values';
import { warnAt } from '../manifests/warned';

/** How a chart is to be synthesized. */
export interface SynthChartOptions {
  /** Values over the chart's defaults, or several sources of them, later ones winning. @default - the defaults alone */
  readonly values?: object | readonly ValuesSource[];
  /** What the objects are named after and where they go. @default - a release named after the chart, without a namespace */
  readonly release?: Partial<Release>;
}

/**
 * Puts a chart into a cdk8s app.
 * @throws {ValuesError} with everything that is wrong with the values
 */
export function synthChart<S extends z.ZodObject>(
  app: App,
  definition: ChartDefinition<S>,
  options: SynthChartOptions = {},
): Chart {
  const { values = [] } = options;
  const sources = Array.isArray(values) ? (values as readonly ValuesSource[]) : [{ name: 'values', values }];
  const release = { ...defaultRelease(definition), ...options.release };
  const chart = buildChart(app, definition, loadValues(definition, ...sources), release);
  for (const { from, to } of oldNamesIn(definition, sources)) {
    const now = to.join('.');
    const problem = `is called ${now} now; it is still taken under its old name`;
    warnAt(chart, { object: `Values of ${definition.name}`, field: from.join('.'), problem, fix: `Write ${now}` });
  }
  return chart;
}
