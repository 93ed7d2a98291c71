import fs from 'node:fs';
import path from 'node:path';
import * as values from '../chart-values';
import * as recording from '../compiler/watch/recorder';
import { RECORDER_MODULE, rewrite, REWRITE_FORMAT } from '../compiler/watch/rewrite';
import type { AnyChartDefinition } from '../definition/chart-definition';
import { canLoadAnew } from '../definition/load-anew';
import * as chartwright from '../index';
import { bundledCharts } from './bundled-charts';
import { shareCdk8s } from './one-cdk8s';
import { onOwnTurn } from './own-turn';
import { loadProgram, type Program } from './run-main';

/** What a module gets when it imports the library: this very copy of it, wherever both lie. */
const PROVIDED = { chartwright, 'chartwright/charts': bundledCharts, 'chartwright/values': values };

/** How code is changed so that the compiler learns what it decides. */
const WATCHED = { key: `watched ${REWRITE_FORMAT}`, rewrite };

/**
 * Charts that a module exports: each export that is a chart or a list of charts.
 * @param watched whether the compiler is told what their code decides
 * @throws when there is no such file or it exports no chart
 */
export async function loadCharts(file: string, { watched = false } = {}): Promise<readonly AnyChartDefinition[]> {
  if (!fs.existsSync(file))
    throw new Error(`--charts: there is no file ${file}. Give the module that exports your charts, e.g. charts.ts`);
  const program = await programOf(file, { watched });
  // On a turn of its own: what it runs may wait for promises.
  const found = await onOwnTurn(() => chartsOf(program()));
  if (found.length === 0)
    throw new Error(
      `--charts: ${file} exports no chart. Export what defineChart returns, e.g. export const charts = [shop]`,
    );
  const charts = [...new Map(found.map((chart) => [chart.name, chart])).values()];
  for (const chart of charts)
    canLoadAnew(chart, () => chartsOf(program()).find(({ name }) => name === chart.name) ?? chart);
  return charts;
}

/** What runs a module that may import the library. */
export function programOf(file: string, { watched = false } = {}): Promise<Program> {
  shareCdk8s();
  return watched
    ? loadProgram(path.resolve(file), { ...PROVIDED, [RECORDER_MODULE]: recording }, WATCHED)
    : loadProgram(path.resolve(file), PROVIDED);
}

/** Charts among what a module exports. */
export const chartsOf = (exported: Readonly<Record<string, unknown>>): AnyChartDefinition[] =>
  Object.values(exported).flat().filter(isChart);

function isChart(value: unknown): value is AnyChartDefinition {
  if (typeof value !== 'object' || value === null) return false;
  const { name, version, build, values } = value as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && typeof version === 'string' && typeof build === 'function' && values !== undefined;
}
