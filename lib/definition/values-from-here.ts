import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Release } from './release';
import type { ValuesSource } from './load-values';
import { strayValues } from './stray-values';
import { parseSet } from '../values/set';

/** Environment variables that change what `main.ts` makes. */
export const SYNTH_ENV = {
  /** Stage, e.g. `production`: reads values/<chart>.<stage>.yaml too. */
  stage: 'CHARTWRIGHT_STAGE',
  /** As `--set`, with the chart's name in front: `urlpath.replicas=3,hello.proxy.engine=nginx`. */
  set: 'CHARTWRIGHT_SET',
  /** Namespace that is written into every object. */
  namespace: 'CHARTWRIGHT_NAMESPACE',
} as const;

/** What {@link valuesFromHere} has to know where it is not as usual. */
export interface ValuesPlaces {
  /**
   * All charts of the app, so that a file or a setting that is for none of them is an error.
   * @default - this chart alone
   */
  readonly charts?: readonly { readonly name: string }[];
  /** Folder of the values files. @default "values" */
  readonly folder?: string;
}

/**
 * Values for a chart from the folder `values/` and the environment, in the order in which they win. Nothing of both is left
 * unread in silence: in an app of several charts, tell which there are: `valuesFromHere(chart, process.env, { charts })`.
 * @throws when a file is no YAML, and when a file, the stage or a setting belongs to no chart; with what may be meant
 */
export function valuesFromHere(
  chart: { readonly name: string },
  env: NodeJS.ProcessEnv = process.env,
  { charts = [chart], folder = 'values' }: ValuesPlaces = {},
): { values: ValuesSource[]; release: Partial<Release> } {
  const stage = env[SYNTH_ENV.stage];
  const assignments = env[SYNTH_ENV.set];
  const set = assignments ? parseSet(assignments) : {};
  const known = [chart, ...charts].map(({ name }) => name);
  const stray = strayValues({ charts: known, folder, files: filesIn(folder), stage, settings: Object.keys(set) });
  if (stray.length > 0) throw new Error(stray.join('\n'));
  const names = [`${chart.name}.yaml`, ...(stage ? [`${chart.name}.${stage}.yaml`] : [])];
  const files = names.map((name) => path.join(folder, name)).filter((file) => fs.existsSync(file));
  const sources = files.map((file): ValuesSource => ({ name: file, values: readYaml(file) }));
  const own = set[chart.name];
  if (own !== undefined) sources.push({ name: SYNTH_ENV.set, values: own });
  const namespace = env[SYNTH_ENV.namespace];
  return { values: sources, release: namespace ? { namespace } : {} };
}

const filesIn = (folder: string): readonly string[] => (fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []);

/** A values file. @throws when it is no YAML, naming the file and the place */
export function readYaml(file: string): unknown {
  try {
    // YAML 1.2 has no `yes` and `no`; Helm's reader does not either.
    return parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} can't be read as YAML: ${(error as Error).message}`, { cause: error });
  }
}
