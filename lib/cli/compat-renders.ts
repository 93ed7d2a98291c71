import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { computedValues } from '../compat/chart/computed-values';
import { chartOf, type HelmChart } from '../compat/chart/chart';
import type { Render, Renders } from '../compat/observe/render';
import { RANDOM, steady } from '../compat/observe/steady';
import { functionsWritten } from '../compat/template/changed-files';
import { withoutDraws } from '../compat/template/drawn';
import { writeFiles } from '../outputs/write';
import { helmTemplate, Pool } from './helm-template';

/** Both charts in a folder for the time of `work`, ready to be rendered with a real helm. */
export async function withRenders<T>(
  before: HelmChart,
  after: HelmChart,
  helm: string,
  work: (renders: Renders) => Promise<T>,
): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-compat-'));
  try {
    const pool = new Pool();
    const at = (name: string, chart: HelmChart, files = chart.files): Render => {
      const target = path.join(folder, name, chart.name);
      writeFiles(target, inside(chart, withoutDraws(files)));
      const render = helmTemplate(helm, target, pool);
      const random = randomFiles(chart);
      if (random.size === 0) return render;
      const again = helmTemplate(helm, target, pool);
      return async (situation) => {
        const first = await render(situation);
        const isRandom = first.ok && [...(first.sources ?? [])].some((file) => random.has(file));
        return isRandom ? steady(first, await again(situation)) : first;
      };
    };
    const reusedValues = Buffer.from(stringify(computedValues(before), { aliasDuplicateObjects: false }));
    return await work({
      before: at('before', before),
      after: at('after', after),
      reused: at('reused', after, new Map([...after.files, ['values.yaml', reusedValues]])),
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Files that something else may come out of each time, as helm names them. */
const randomFiles = (chart: HelmChart): ReadonlySet<string> =>
  new Set(
    [...functionsWritten(chartOf(withoutDraws(chart.files), chart.name))]
      .filter(([, functions]) => [...functions].some((called) => RANDOM.test(called)))
      .map(([file]) => `${chart.name}/${file.replace(/^((?:charts\/[^/]+\/)*)/, '$1templates/')}`),
  );

/** The files of a chart, none of which may lead out of its folder. */
function inside({ name }: HelmChart, files: HelmChart['files']): HelmChart['files'] {
  const outside = [...files.keys()].find(
    (file) => path.posix.normalize(file).startsWith('..') || path.isAbsolute(file),
  );
  if (outside !== undefined) throw new Error(`The chart ${name} has a file outside of itself: ${outside}`);
  return files;
}
