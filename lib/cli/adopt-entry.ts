import fs from 'node:fs';
import path from 'node:path';
import { compare, type Difference } from '../adopt/compare';
import { adapterCode, type AdapterChart } from '../adopt/entry/adapter';
import { envReads } from '../adopt/entry/env-reads';
import { settingOf, type Setting } from '../adopt/entry/settings';
import { renderChart } from '../definition/render-chart';
import { loadValues } from '../definition/load-values';
import { likelyName } from '../new/project-name';
import type { KubeObject } from '../manifests/manifest';
import { loadCharts } from './load-charts';
import { onOwnTurn } from './own-turn';
import { compilerOf } from './project-compiler';
import { tryValues, type Taken } from './try-values';
import { observeEntry, type ObservedApp, type ObservedEntry } from './observe-entry';

export interface AdoptEntryOptions {
  readonly name?: string;
  /** File of the adapter. */
  readonly output?: string;
  /** Variables as they are for the entry's own synthesis. */
  readonly env: Readonly<Record<string, string>>;
}

/** What came of adopting an entry. */
export interface AdoptedEntry {
  readonly file: string;
  readonly lines: number;
  readonly report: string;
  readonly isEqual: boolean;
}

/**
 * Makes an adapter for an entry: a module beside the project's package.json that exports a chart for each App of the entry, its
 * values those that the entry reads from its environment. What cannot be a value of a chart stays as it is, with the reason.
 * @throws when the entry cannot be run, makes no App or no object; nothing is written then
 */
export async function adoptEntry(entry: string, options: AdoptEntryOptions): Promise<AdoptedEntry> {
  const folder = projectFolder(entry);
  const observed = await observeEntry(entry, folder, options.env);
  const file = options.output ?? path.join(folder, `${path.basename(entry).replace(/\.[cm]?[jt]sx?$/, '')}.chart.ts`);
  if (fs.existsSync(file)) throw new Error(`There is a file ${file} already. Name another one: --output FILE.`);
  const call = `require('${importPath(path.dirname(file), entry)}')${observed.call}`;
  const settings = settingsOf(observed, folder);
  const all = observed.apps.filter(({ objects }) => objects.length > 0);
  const names = namesOf(all, options.name ?? (likelyName(path.basename(folder)) || 'app'));
  const charts: AdapterChart[] = [];
  const notes: string[] = [];
  try {
    for (const [i, app] of all.entries()) {
      const draft = {
        name: names[i] ?? '',
        description: `What ${path.relative(folder, entry)} makes${all.length > 1 ? ` in ${app.outdir}` : ''}.`,
        ...(observed.apps.length > 1 && { app: app.is }),
      };
      charts.push(await withValues(file, call, draft, settings, notes));
    }
    fs.writeFileSync(file, adapterCode(call, charts));
    const differences = await differencesOf(file, charts, all);
    const text = fs.readFileSync(file, 'utf8');
    return {
      file,
      lines: text.split('\n').filter((line) => line.trim() !== '').length,
      report: reportOf(file, observed, charts, all, differences, notes),
      isEqual: differences.every(({ length }) => length === 0),
    };
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw error;
  }
}

/** Where `cdk8s synth` is run: the nearest folder with a cdk8s.yaml or a package.json. */
export function projectFolder(entry: string): string {
  for (let at = path.dirname(path.resolve(entry)); ; at = path.dirname(at)) {
    if (['cdk8s.yaml', 'package.json'].some((name) => fs.existsSync(path.join(at, name)))) return at;
    if (path.dirname(at) === at) return path.dirname(path.resolve(entry));
  }
}

export function importPath(from: string, file: string): string {
  const to = path
    .relative(path.resolve(from), path.resolve(file))
    .replace(/\.[jt]s$/, '')
    .replaceAll(path.sep, '/');
  return to.startsWith('.') ? to : `./${to}`;
}

/** Charts are called after their App's folder, or after the project. */
function namesOf(apps: readonly ObservedApp[], project: string): string[] {
  if (apps.length === 1) return [project];
  const own = apps.map(({ outdir }) => likelyName(path.basename(outdir)));
  const distinct = new Set(own).size === own.length && own.every((name) => name !== '' && name !== 'dist');
  return distinct ? own : apps.map((_, i) => `${project}-${i + 1}`);
}

function settingsOf({ variables, inputs, wordsFor }: ObservedEntry, folder: string): Setting[] {
  const compiler = compilerOf(folder);
  const reads = inputs
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.split(path.sep).includes('node_modules'))
    .filter((file) => fs.statSync(file).size < LARGEST_SOURCE)
    .flatMap((file) => envReads(compiler, path.relative(folder, file), fs.readFileSync(file, 'utf8')));
  return variables
    .map(({ name, value }) => {
      const own = reads.filter(({ variable }) => variable === name);
      const stock = value ?? own.find((read) => read.default !== undefined)?.default;
      const words = stock === undefined ? { words: [], closed: false } : wordsFor(stock);
      return settingOf({ name, value, reads: own, ...words });
    })
    .filter((one, i, all) => all.findIndex(({ name }) => name === one.name) === i);
}

/** Generated constructs are larger, and read no environment. */
const LARGEST_SOURCE = 400_000;

/** A chart with as many values as compile. */
async function withValues(
  file: string,
  entry: string,
  draft: Pick<AdapterChart, 'name' | 'description' | 'app'>,
  settings: readonly Setting[],
  notes: string[],
): Promise<AdapterChart> {
  const chartOf = (taken: readonly Taken<Setting>[]): AdapterChart => {
    const rest = settings.filter((one) => one.stock !== undefined && !taken.some(({ of }) => of === one));
    return {
      ...draft,
      settings: taken.map(({ of: setting, schema }) => ({ setting, schema })),
      fixed: Object.fromEntries(rest.map(({ variable, stock = '' }) => [variable, stock])),
    };
  };
  const codeOf = (taken: readonly Taken<Setting>[]): string => adapterCode(entry, [chartOf(taken)]);
  const left = ({ variable }: Setting, { message }: Error): void =>
    void notes.push(`${variable} stays as it is in ${draft.name}: ${message}`);
  return chartOf(await tryValues(file, settings, codeOf, left));
}

/** What each chart makes otherwise than the entry's own synthesis, for the release that is named like it. */
async function differencesOf(
  file: string,
  charts: readonly AdapterChart[],
  apps: readonly ObservedApp[],
): Promise<Difference[][]> {
  const loaded = await loadCharts(file);
  return onOwnTurn(() =>
    charts.map(({ name, settings: taken }, i) => {
      const definition = loaded.find((one) => one.name === name);
      if (!definition) throw new Error(`${file} exports no chart '${name}'.`);
      const given = taken.filter(({ setting }) => setting.end === '' && setting.stock !== undefined);
      const values = Object.fromEntries(given.map(({ setting }) => [setting.name, setting.stock]));
      const release = { name, service: 'chartwright' };
      const made = renderChart(definition, loadValues(definition, { name: 'the environment', values }), release);
      return compare(
        apps[i]?.objects ?? [],
        made.map(({ object }) => object),
      );
    }),
  );
}

function reportOf(
  file: string,
  { notWritten, said }: ObservedEntry,
  charts: readonly AdapterChart[],
  apps: readonly ObservedApp[],
  differences: readonly (readonly Difference[])[],
  notes: readonly string[],
): string {
  const lines = charts.flatMap(({ name, settings }, i) => {
    const objects = apps[i]?.objects ?? [];
    const differing = differences[i] ?? [];
    const equal =
      differing.length === 0
        ? `equal to cdk8s synth, names too, for the release '${name}'`
        : `${differing.length} differ: ${differing.map(({ object, sort, fields }) => `${object} ${sort} ${fields.join(', ')}`).join('; ')}`;
    return [
      `${name}: ${objects.length} objects (${kindsOf(objects)}), ${equal}`,
      ...settings.map(({ setting, schema }) => `  ${setting.name}: ${schema}${setting.end}   ${setting.description}`),
    ];
  });
  return [
    `Wrote ${file}; the code that it takes stays as it is.`,
    ...lines,
    ...notes.map((note) => `Note: ${note}`),
    ...(notWritten.length > 0
      ? [`Note: the entry also writes ${notWritten.slice(0, 5).join(', ')}, which a chart does not.`]
      : []),
    ...(said.trim() === '' ? [] : [`The entry said:\n${said.trim().replace(/^/gm, '  ')}`]),
    ...hints(apps),
    'What cannot be told from the code (bounds, patterns) is a proposal: look at the values once.',
    `Next: chartwright package --charts ${path.relative(process.cwd(), file)}`,
  ].join('\n');
}

/** What makes values of props. */
function hints(apps: readonly ObservedApp[]): string[] {
  const classes = [...new Set(apps.flatMap((app) => app.classes))];
  if (classes.length === 0) return [];
  const named = classes.slice(0, 4).join(', ') + (classes.length > 4 ? ', …' : '');
  return [
    `What the code gives to its Charts (${named}) is the same in every release; FILE#${classes[0]} makes values of props.`,
  ];
}

function kindsOf(objects: readonly KubeObject[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
