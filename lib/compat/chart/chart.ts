import { isMap, type ValuesTree } from '../../values/merge';
import { readDocuments } from '../../yaml/read';

/** A Helm chart as its files say it. */
export interface HelmChart {
  readonly name: string;
  /** Its folder in `charts/` of its parent, which need not be its name. */
  readonly folder?: string;
  readonly version: string;
  readonly appVersion?: string;
  readonly kubeVersion?: string;
  /** `application` or `library`. */
  readonly type: string;
  readonly dependencies: readonly Dependency[];
  /** values.yaml, without what subcharts have as defaults. */
  readonly values: ValuesTree;
  /** values.schema.json, if there is one. */
  readonly schema?: unknown;
  /** Text by path below `templates/`. */
  readonly templates: ReadonlyMap<string, string>;
  /** Text by path below `crds/`. */
  readonly crds: ReadonlyMap<string, string>;
  /** Charts in `charts/`, by their own names. */
  readonly subcharts: readonly HelmChart[];
  /** Everything, by path: what helm is given. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** An entry of `dependencies` in Chart.yaml. */
export interface Dependency {
  readonly name: string;
  readonly version?: string;
  readonly alias?: string;
  readonly condition?: string;
  readonly tags?: readonly string[];
}

/** Reads a chart from its files. @throws when Chart.yaml, values.yaml or the schema can't be read; the message says where */
export function chartOf(files: ReadonlyMap<string, Uint8Array>, place: string): HelmChart {
  const read = (file: string): string | undefined => {
    const bytes = files.get(file);
    return bytes && Buffer.from(bytes).toString('utf8');
  };
  const text = read('Chart.yaml');
  if (text === undefined) throw new Error(`${place} is not a chart: it has no Chart.yaml.`);
  const meta = yamlMap(text, `${place}/Chart.yaml`);
  const name = meta.name;
  if (typeof name !== 'string') throw new Error(`${place}/Chart.yaml has no name.`);
  const schema = read('values.schema.json');
  return {
    name,
    version: scalarText(meta.version ?? ''),
    ...(meta.appVersion != null && { appVersion: scalarText(meta.appVersion) }),
    ...(meta.kubeVersion != null && { kubeVersion: scalarText(meta.kubeVersion) }),
    type: typeof meta.type === 'string' ? meta.type : 'application',
    dependencies: dependenciesOf(meta.dependencies ?? requirements(read('requirements.yaml'), place)),
    values: yamlMap(read('values.yaml') ?? '', `${place}/values.yaml`),
    ...(schema !== undefined && { schema: parseJson(schema, `${place}/values.schema.json`) }),
    templates: below(files, 'templates/'),
    crds: below(files, 'crds/'),
    subcharts: subchartsOf(files, place),
    files,
  };
}

/** Under which key a dependency's values stand in its parent's. */
export function valuesKeys(chart: HelmChart, subchart: HelmChart): string[] {
  const declared = chart.dependencies.filter(({ name }) => name === subchart.name);
  return declared.length === 0 ? [subchart.name] : declared.map(({ alias, name }) => alias ?? name);
}

function subchartsOf(files: ReadonlyMap<string, Uint8Array>, place: string): HelmChart[] {
  const folders = new Map<string, Map<string, Uint8Array>>();
  for (const [file, content] of files) {
    const [, folder, rest] = /^charts\/([^/]+)\/(.+)$/.exec(file) ?? [];
    if (folder === undefined || rest === undefined || /^[._]/.test(folder)) continue;
    const own = folders.get(folder) ?? new Map<string, Uint8Array>();
    folders.set(folder, own.set(rest, content));
  }
  return [...folders]
    .filter(([, own]) => own.has('Chart.yaml'))
    .map(([folder, own]) => ({ ...chartOf(own, `${place}/charts/${folder}`), folder }));
}

function below(files: ReadonlyMap<string, Uint8Array>, folder: string): Map<string, string> {
  const found = [...files].filter(([file]) => file.startsWith(folder));
  return new Map(found.map(([file, bytes]) => [file.slice(folder.length), Buffer.from(bytes).toString('utf8')]));
}

function requirements(text: string | undefined, place: string): unknown {
  return text === undefined ? undefined : yamlMap(text, `${place}/requirements.yaml`).dependencies;
}

function dependenciesOf(value: unknown): Dependency[] {
  return (Array.isArray(value) ? value : []).filter(isMap).map((entry) => entry as unknown as Dependency);
}

function yamlMap(text: string, place: string): ValuesTree {
  for (const { value, problem } of readDocuments(text)) {
    if (problem) throw new Error(`${place} can't be read as YAML: line ${problem.line}: ${problem.message}`);
    if (value == null) continue;
    if (!isMap(value)) throw new Error(`${place} is not a map.`);
    return value;
  }
  return {};
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${place} can't be read as JSON: ${(error as Error).message}`, { cause: error });
  }
}

const scalarText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
