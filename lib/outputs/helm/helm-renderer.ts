import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Json } from '../../manifests/manifest';
import { isMap } from '../../values/merge';
import { writeFiles } from '../write';

/** What Helm renders for one value set. */
export interface HelmOutput {
  readonly objects: readonly Json[];
  readonly notes?: string;
}

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
 * @param helm path of the helm binary
 * @throws with what helm says, when it refuses a value set
 */
export function renderWithHelm(
  helm: string,
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
  helm: string,
  chart: string,
  files: ReadonlyMap<string, string>,
  valueSets: readonly unknown[],
  release: { readonly name: string; readonly namespace: string },
): HelmOutput[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-'));
  try {
    const version = /^version: "?([^"\n]+)/m.exec(files.get('Chart.yaml') ?? '')?.[1] ?? '';
    const dependencies = valueSets.map((_, i) => ({ name: chart, version, alias: `set${i}`, repository: '' }));
    const umbrella = new Map<string, string>([
      ['Chart.yaml', JSON.stringify({ apiVersion: 'v2', name: 'umbrella', version: '0.0.0', dependencies })],
      ['sets.json', JSON.stringify(Object.fromEntries(valueSets.map((values, i) => [`set${i}`, values])))],
    ]);
    for (const [file, text] of files) umbrella.set(`charts/${chart}/${file}`, text);
    if (files.has('templates/NOTES.txt'))
      umbrella.set(`charts/${chart}/templates/chartwright-notes.yaml`, NOTES_AS_OBJECT);
    writeFiles(folder, umbrella);
    const args = [
      'template',
      release.name,
      folder,
      '--values',
      path.join(folder, 'sets.json'),
      '--namespace',
      release.namespace,
      '--include-crds',
      '--kube-version',
      '1.34.0',
    ];
    const printed = execFileSync(helm, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 29,
    });
    return apart(printed, valueSets.length);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
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
