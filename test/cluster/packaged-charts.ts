import fs from 'node:fs';
import path from 'node:path';
import { chartwright } from './chartwright';

/** What `chartwright package` made of the bundled charts. */
export interface PackagedCharts {
  readonly folder: string;
  /** The last line that the command said. */
  readonly said: string;
}

const folder = path.resolve('test-output/charts');
let made: Promise<PackagedCharts> | undefined;

/** The bundled charts by `chartwright package`, made once for all suites: it takes minutes of a processor. */
export function packagedCharts(): Promise<PackagedCharts> {
  made ??= packaged();
  return made;
}

async function packaged(): Promise<PackagedCharts> {
  fs.rmSync(folder, { recursive: true, force: true });
  const said = await chartwright(['package', '--output', folder]);
  return { folder, said: said.trim().split('\n').pop() ?? '' };
}
