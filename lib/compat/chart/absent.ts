import { parseDocument, YAMLSeq, isMap as isYamlMap } from 'yaml';
import { chartOf, type HelmChart } from './chart';

/** Two charts without the dependencies that `charts/` of either has not got. */
export interface Packaged {
  readonly before: HelmChart;
  readonly after: HelmChart;
  /** Names of the dependencies that were taken out, and so are not compared. */
  readonly absent: readonly string[];
}

/**
 * Takes dependencies that are declared and not there out of both charts: helm renders no chart without them, and one that
 * only one side has would look as if everything in it came or went.
 */
export function withoutAbsent(before: HelmChart, after: HelmChart): Packaged {
  const absent = [...new Set([...missingFrom(before), ...missingFrom(after)])].sort();
  if (absent.length === 0) return { before, after, absent };
  return { before: without(before, absent), after: without(after, absent), absent };
}

function missingFrom({ dependencies, subcharts }: HelmChart): string[] {
  const there = new Set(subcharts.map(({ name }) => name));
  return dependencies.map(({ name }) => name).filter((name) => !there.has(name));
}

/** The chart without some dependencies; what it declares is still known, so that the declarations can be compared. */
function without(chart: HelmChart, names: readonly string[]): HelmChart {
  const files = new Map<string, Uint8Array>();
  const folders = chart.subcharts.filter(({ name }) => names.includes(name)).map(({ folder }) => `charts/${folder}/`);
  for (const [file, content] of chart.files) {
    if (folders.some((folder) => file.startsWith(folder))) continue;
    const declares = file === 'Chart.yaml' || file === 'requirements.yaml';
    files.set(file, declares ? undeclared(Buffer.from(content).toString('utf8'), names) : content);
  }
  return { ...chartOf(files, chart.name), dependencies: chart.dependencies };
}

function undeclared(text: string, names: readonly string[]): Uint8Array {
  const document = parseDocument(text);
  const declared = document.get('dependencies');
  if (declared instanceof YAMLSeq)
    declared.items = declared.items.filter((item) => !isYamlMap(item) || !names.includes(String(item.get('name'))));
  return Buffer.from(document.toString());
}
