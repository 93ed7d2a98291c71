import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Release } from './release';
import type { ValuesSource } from './load-values';
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

/**
 * Values for a chart from the folder `values/` and the environment, in the order in which they win.
 * @throws when a file is no YAML, naming it
 */
export function valuesFromHere(
  chart: { readonly name: string },
  env: NodeJS.ProcessEnv = process.env,
  folder = 'values',
): { values: ValuesSource[]; release: Partial<Release> } {
  const stage = env[SYNTH_ENV.stage];
  const names = [`${chart.name}.yaml`, ...(stage ? [`${chart.name}.${stage}.yaml`] : [])];
  const files = names.map((name) => path.join(folder, name)).filter((file) => fs.existsSync(file));
  const set = env[SYNTH_ENV.set];
  const sources = files.map((file): ValuesSource => ({ name: file, values: readYaml(file) }));
  const own = set ? parseSet(set)[chart.name] : undefined;
  if (own !== undefined) sources.push({ name: SYNTH_ENV.set, values: own });
  const namespace = env[SYNTH_ENV.namespace];
  return { values: sources, release: namespace ? { namespace } : {} };
}

/** A values file. @throws when it is no YAML, naming the file and the place */
export function readYaml(file: string): unknown {
  try {
    // YAML 1.2 has no `yes` and `no`; Helm's reader does not either.
    return parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} can't be read as YAML: ${(error as Error).message}`, { cause: error });
  }
}
