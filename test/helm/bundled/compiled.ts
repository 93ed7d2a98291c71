import type { AnyChartDefinition } from '../../../lib/definition/chart-definition';
import type { Discovery } from '../../../lib/compiler/discover';
import { discoverChart, writeChart } from '../../../lib/outputs/helm/compile-chart';

/** A bundled chart as it was compiled, once for all tests of a file. */
export interface Compiled {
  readonly discovery: Discovery;
  readonly files: ReadonlyMap<string, string>;
}

const known = new Map<string, Compiled>();

/** Compiles a chart when it is first asked for. */
export function compiled(chart: AnyChartDefinition): Compiled {
  const found = known.get(chart.name) ?? compile(chart);
  known.set(chart.name, found);
  return found;
}

function compile(chart: AnyChartDefinition): Compiled {
  const discovery = discoverChart(chart);
  return { discovery, files: writeChart(chart, discovery) };
}
