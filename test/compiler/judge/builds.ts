import fs from 'node:fs';
import path from 'node:path';
import * as library from 'chartwright';
import * as charts from 'chartwright/charts';
import * as values from 'chartwright/values';
import type { AnyChartDefinition } from 'chartwright';
import { loadModule } from '../../../lib/cli/run-main';
import type { Trap } from '../adversarial/trapped';

/** A chart of a corpus, and where it stands. */
export interface Build {
  readonly name: string;
  readonly file: string;
  readonly traps: readonly Trap[];
  /** Loads the module afresh and gives the chart's definition: what a module remembers lasts for one synthesis. */
  readonly load: () => Promise<AnyChartDefinition>;
}

/** What `chartwright --charts` hands to a module; the same copy of the library as here. */
const PROVIDED = { chartwright: library, 'chartwright/charts': charts, 'chartwright/values': values };

/** Finds the charts that the modules of a folder, or a module, export. */
export async function buildsOf(place: string): Promise<Build[]> {
  const files = fs.statSync(place).isDirectory()
    ? fs
        .readdirSync(place, { encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .sort()
        .map((name) => path.join(place, name))
    : [place];
  const builds: Build[] = [];
  for (const file of files) {
    for (const { name, traps = [] } of await chartsIn(file))
      builds.push({
        name,
        file,
        traps,
        load: async () => (await chartsIn(file)).find((chart) => chart.name === name) as AnyChartDefinition,
      });
  }
  return builds;
}

async function chartsIn(file: string): Promise<(AnyChartDefinition & { traps?: readonly Trap[] })[]> {
  const exported = Object.values(await loadModule(path.resolve(file), PROVIDED)).flat();
  return exported.filter((value): value is AnyChartDefinition => {
    if (typeof value !== 'object' || value === null) return false;
    const { name, build } = value as Readonly<Record<string, unknown>>;
    return typeof name === 'string' && typeof build === 'function';
  });
}
