import { parseAllDocuments } from 'yaml';
import type { Json } from '../../manifests/manifest';
import { isMap } from '../../values/merge';

/** What Helm renders for one value set. */
export interface HelmOutput {
  readonly objects: readonly Json[];
  readonly notes?: string;
}

/**
 * Runs `helm template` on a chart, with its values in `values.json`, and returns what it prints.
 * @throws with what helm says, when it refuses
 */
export type HelmTemplate = (
  files: ReadonlyMap<string, string>,
  release: { readonly name: string; readonly namespace: string },
) => string;

/**
 * Complete values as a values file has to say them over a chart's defaults: what is absent, but has a default, is null.
 */
export function overDefaults(values: unknown, defaults: unknown): unknown {
  if (!isMap(values) || !isMap(defaults)) return values;
  const over: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) over[key] = overDefaults(value, defaults[key]);
  for (const key of Object.keys(defaults)) if (values[key] === undefined) over[key] = null;
  return over;
}

/** Charts in one run of helm: each value set is an alias of the same chart below one umbrella. */
const PER_RUN = 40;

/**
 * Renders a chart with the real Helm for many value sets at once.
 * @throws with what helm says, when it refuses a value set
 */
export function renderWithHelm(
  helm: HelmTemplate,
  chart: string,
  files: ReadonlyMap<string, string>,
  valueSets: readonly unknown[],
  release: { readonly name: string; readonly namespace: string },
): HelmOutput[] {
  const outputs: HelmOutput[] = [];
  for (let at = 0; at < valueSets.length; at += PER_RUN)
    outputs.push(...renderBatch(helm, chart, files, valueSets.slice(at, at + PER_RUN), release));
  return outputs;
}

function renderBatch(
  helm: HelmTemplate,
  chart: string,
  files: ReadonlyMap<string, string>,
  valueSets: readonly unknown[],
  release: { readonly name: string; readonly namespace: string },
): HelmOutput[] {
  const version = /^version: "?([^"\n]+)/m.exec(files.get('Chart.yaml') ?? '')?.[1] ?? '';
  const dependencies = valueSets.map((_, i) => ({ name: chart, version, alias: `set${i}`, repository: '' }));
  const umbrella = new Map<string, string>([
    ['Chart.yaml', JSON.stringify({ apiVersion: 'v2', name: 'umbrella', version: '0.0.0', dependencies })],
    ['values.json', JSON.stringify(Object.fromEntries(valueSets.map((values, i) => [`set${i}`, values])))],
  ]);
  for (const [file, text] of files) umbrella.set(`charts/${chart}/${file}`, text);
  // Values as they are when the chart is installed by itself: what is null is gone.
  umbrella.set('templates/_alone.tpl', `{{- define "${chart}.installedAlone" }}true{{ end }}`);
  if (files.has('templates/NOTES.txt'))
    umbrella.set(`charts/${chart}/templates/chartwright-notes.yaml`, NOTES_AS_OBJECT);
  return apart(helm(umbrella, release), valueSets.length);
}

/** NOTES.txt is rendered by `helm install` alone; this shows what it says. */
const NOTES_AS_OBJECT = `kind: chartwright-notes\nnotes: {{ include (print $.Template.BasePath "/NOTES.txt") . | toRawJson }}\n`;

/** The documents of each value set, which helm names in a comment. */
function apart(printed: string, count: number): HelmOutput[] {
  const objects: Json[][] = Array.from({ length: count }, () => []);
  const notes: (string | undefined)[] = [];
  let set = NaN;
  for (const text of printed.split(/^---\n/m)) {
    // What a template begins with `---` stands below the comment of the document before.
    const named = /^# Source: umbrella\/charts\/set(\d+)\//m.exec(text)?.[1];
    if (named !== undefined) set = Number(named);
    if (Number.isNaN(set)) continue;
    // go-yaml, which Helm and kubectl read with, takes YAML 1.1 numbers and 1.2 booleans.
    for (const document of parseAllDocuments(text)) {
      if (document.errors.length > 0)
        throw new Error(`helm rendered invalid YAML:\n${text}\n${document.errors.join('\n')}`);
      const object = document.toJS() as Json;
      if (object === null) continue;
      const { kind, notes: said } = object as { kind?: string; notes?: string };
      if (kind === 'chartwright-notes') notes[set] = said;
      else objects[set]?.push(object);
    }
  }
  return objects.map((list, i) => ({ objects: list, notes: notes[i] }));
}
