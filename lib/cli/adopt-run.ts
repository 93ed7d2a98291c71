import { App } from 'cdk8s';
import * as cdk8s from 'cdk8s';
import * as constructs from 'constructs';
import { transformSync } from 'esbuild';
import path from 'node:path';
import { parse } from 'yaml';
import * as zod from 'zod';
import * as values from '../chart-values';
import type { AnyChartDefinition } from '../definition/chart-definition';
import { synthChart } from '../definition/synth-chart';
import * as chartwright from '../index';
import type { KubeObject } from '../manifests/manifest';
import { checkedFiles } from '../outputs/plain/checked-files';

/** What the code of a new project imports before its packages are installed: this very copy of each. */
const PROVIDED: Record<string, unknown> = { cdk8s, constructs, zod, chartwright, 'chartwright/values': values };

/** What an adopted project makes for one environment. */
export interface Made {
  readonly text: string;
  readonly objects: readonly KubeObject[];
}

/**
 * Synthesizes a project that is in no folder yet, for one environment, as its `main.ts` will.
 * @param file of its values @throws what the project's own synthesis would throw
 */
export function synthesize(
  files: ReadonlyMap<string, string>,
  valuesFile: string,
  namespace: string | undefined,
): Made {
  const { chart } = load(files, './chart', new Map()) as { chart: AnyChartDefinition };
  const app = new App();
  const release = namespace === undefined ? {} : { namespace };
  synthChart(app, chart, { values: [{ name: valuesFile, values: parse(files.get(valuesFile) ?? '') }], release });
  const output = checkedFiles(app);
  const [text = ''] = output.files.values();
  return { text, objects: output.charts.flatMap(({ manifests }) => manifests.map(({ object }) => object)) };
}

/** What a project makes for one of its environments. */
export interface MadeFor {
  /** Undefined where the project has one environment. */
  readonly environment: string | undefined;
  readonly text: string;
  readonly objects: readonly { readonly object: KubeObject; readonly id: string }[];
}

/**
 * Synthesizes a project with all its environments, as its `main.ts` does, of the text of its files.
 * @throws what its own synthesis would throw
 */
export function synthesizeProject(files: ReadonlyMap<string, string>): MadeFor[] {
  const loaded = new Map<string, unknown>();
  const { chart, namespace } = load(files, './chart', loaded) as { chart: AnyChartDefinition; namespace?: string };
  const { environments } = files.has('environments.ts')
    ? (load(files, './environments', loaded) as { environments: readonly { name: string; release: object }[] })
    : { environments: [{ name: undefined, release: namespace === undefined ? {} : { namespace } }] };
  return environments.map(({ name, release }) => {
    const sources = [`values/${chart.name}.yaml`, ...(name === undefined ? [] : [`values/${chart.name}.${name}.yaml`])];
    const values = sources.flatMap((file) => {
      const text = files.get(file);
      return text === undefined ? [] : [{ name: file, values: parse(text) as unknown }];
    });
    const app = new App();
    synthChart(app, chart, { values, release });
    const output = checkedFiles(app);
    const [text = ''] = output.files.values();
    const objects = output.charts.flatMap(({ manifests }) =>
      manifests.map(({ object, path: at }) => ({ object, id: at.slice(at.lastIndexOf('/') + 1) })),
    );
    return { environment: name, text, objects };
  });
}

/** Runs a module of the project; types are taken off, nothing is bundled or written. */
function load(files: ReadonlyMap<string, string>, id: string, loaded: Map<string, unknown>): unknown {
  if (Object.hasOwn(PROVIDED, id)) return PROVIDED[id];
  const file = `${path.normalize(id)}.ts`;
  if (loaded.has(file)) return loaded.get(file);
  const source = files.get(file);
  if (source === undefined)
    throw new Error(
      `The project imports ${id}, which is none of its files and none of ${Object.keys(PROVIDED).join(', ')}.`,
    );
  const { code } = transformSync(source, {
    loader: 'ts',
    format: 'cjs',
    target: `node${process.versions.node}`,
    sourcefile: file,
  });
  const module = { exports: {} };
  loaded.set(file, module.exports);
  // A function of here and not a script of its own: what it makes are plain objects of here.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the project's own code is run on purpose
  const run = new Function('exports', 'require', 'module', `${code}\n//# sourceURL=${file}`) as (
    exports: object,
    require: (id: string) => unknown,
    module: { exports: object },
  ) => void;
  run(module.exports, (other) => load(files, other, loaded), module);
  return module.exports;
}
