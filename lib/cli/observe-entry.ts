import fs from 'node:fs';
import path from 'node:path';
import type { App } from 'cdk8s';
import type { Variable } from '../adopt/entry/settings';
import { placeOf, watch, type WatchedEvent } from '../compiler/watch/recorder';
import { completeApps, notingApps, type EntryApps } from '../definition/entry/apps';
import { asEnvironment, isOfMachine } from '../definition/entry/environment';
import { inSandbox, type Said } from '../definition/entry/sandbox';
import type { KubeObject } from '../manifests/manifest';
import { programOf } from './load-charts';
import { onOwnTurn } from './own-turn';

/** An App of an entry, as its own synthesis has it. */
export interface ObservedApp {
  /** What tells it from the others: its folder, or its place among them. */
  readonly is: string | number;
  readonly outdir: string;
  readonly objects: readonly KubeObject[];
  /** Names of the classes of its Charts, but for cdk8s' own. */
  readonly classes: readonly string[];
}

/** What an entry did when it was run once. */
export interface ObservedEntry extends Said {
  readonly said: string;
  readonly apps: readonly ObservedApp[];
  /** What its own code reads of the environment. */
  readonly variables: readonly Pick<Variable, 'name' | 'value'>[];
  /** What a text was compared with, or looked up in. */
  wordsFor(this: void, text: string): Pick<Variable, 'words' | 'closed'>;
  /** Files that it is made of. */
  readonly inputs: readonly string[];
  /** What is called behind loading it, to have an App: nothing, or `.main()`. */
  readonly call: string;
}

/** Exported functions without parameters that may make an App, where loading makes none. */
const MAKING = /^(default|main|run|start|app|synth|build|(create|make|build|get|new|synth)\w*)$/;

/**
 * Runs an entry once, in the environment that is here, and tells what it made and what it asked for.
 * @throws when it throws, with the variables that it missed; when it makes no App
 */
export async function observeEntry(
  entry: string,
  folder: string,
  given: Readonly<Record<string, string>>,
): Promise<ObservedEntry> {
  const program = await programOf(entry, { watched: true });
  const sources = program.inputs.filter((file) => !file.split(path.sep).includes('node_modules'));
  const words = new Set(sources.flatMap((file) => fs.readFileSync(file, 'utf8').match(/\b[A-Za-z_]\w+\b/g) ?? []));
  const once = (call: (exported: Record<string, unknown>) => unknown) =>
    onOwnTurn(() => run(() => call(program()), folder, { ...process.env, ...given }));
  let exported: Record<string, unknown> = {};
  let [found, call] = [await once((module) => void (exported = module)), ''];
  for (const [name, value] of Object.entries(exported)) {
    if (found.apps.made.length > 0 || found.error) break;
    if (typeof value !== 'function' || value.length > 0 || !MAKING.test(name)) continue;
    const other = await once((module) => (module[name] as () => unknown)());
    if (other.apps.made.length > 0 && !other.error) [found, call] = [other, `.${name}()`];
  }
  // Libraries ask for many: of theirs those count that are given, or that an entry gave up about.
  const isMeant = (name: string): boolean =>
    words.has(name) || Object.hasOwn(given, name) || isNamed(name, found.error);
  const read = [...found.read].filter((name) => !isOfMachine(name) && isMeant(name));
  if (found.error)
    throw explained(
      found,
      entry,
      read.filter((name) => found.env[name] === undefined),
    );
  const apps = observedApps(found.apps);
  if (apps.length === 0)
    throw new Error(
      `${entry} makes no App when it is loaded${exportsOf(exported)}. Give the module that does (what cdk8s.yaml's \`app\` runs), or one class of it: ${entry}#MyChart.`,
    );
  if (apps.every(({ objects }) => objects.length === 0))
    throw new Error(
      `${entry} makes ${apps.length === 1 ? 'an App' : 'Apps'} without any object: there is nothing to make a chart of.`,
    );
  return {
    ...found.said,
    said: found.said.text,
    apps,
    variables: read.map((name) => ({ name, value: found.env[name] })),
    wordsFor: (text) => wordsOf(text, found.events),
    inputs: program.inputs,
    call,
  };
}

const isNamed = (variable: string, error: unknown): boolean =>
  error instanceof Error && new RegExp(`\\b${variable.replace(/\W/g, '\\$&')}\\b`).test(error.message);

/** Whether loading a module makes an App, or fails. */
export async function makesApp(
  file: string,
  folder: string,
  given: Readonly<Record<string, string>>,
): Promise<boolean> {
  const program = await programOf(file);
  const { apps, error } = await onOwnTurn(() => run(() => program(), folder, { ...process.env, ...given }));
  return apps.made.length > 0 || error !== undefined;
}

interface Ran {
  readonly apps: EntryApps;
  readonly read: ReadonlySet<string>;
  /** Variables as they were for it, with what a library of its set. */
  readonly env: NodeJS.ProcessEnv;
  readonly events: readonly WatchedEvent[];
  readonly said: Said;
  readonly error?: unknown;
  /** The last place of its own code that was watched. */
  readonly last?: string;
}

function run(work: () => unknown, folder: string, variables: NodeJS.ProcessEnv): Ran {
  const read = new Set<string>();
  const env = asEnvironment(variables, (name) => void read.add(name));
  let said: Said = { text: '', notWritten: [] };
  let error: unknown;
  const watched = watch(() =>
    notingApps(
      folder,
      () => undefined,
      () => {
        try {
          said = inSandbox(work, { env, folder });
        } catch (thrown) {
          error = thrown;
        }
      },
    ),
  );
  const last = watched.events.at(-1)?.site;
  return { apps: watched.result.apps, events: watched.events, read, env, said, error, last: last && placeOf(last) };
}

function observedApps(noted: EntryApps): ObservedApp[] {
  const apps = completeApps(noted);
  const distinct = new Set(apps.map(({ outdir }) => outdir)).size === apps.length;
  return apps.map((app, i) => ({
    is: distinct ? app.outdir : i,
    outdir: app.outdir,
    objects: objectsOf(app),
    classes: classesOf(app),
  }));
}

const classesOf = ({ charts }: App): string[] =>
  [...new Set(charts.map((chart) => chart.constructor.name))].filter((name) => name !== 'Chart');

/** Objects as cdk8s itself makes them. */
const objectsOf = (app: App): KubeObject[] =>
  JSON.parse(JSON.stringify(app.charts.flatMap((chart) => chart.toJson() as unknown[]))) as KubeObject[];

/** What a text was compared with, or looked up in. */
function wordsOf(value: string, events: readonly WatchedEvent[]): Pick<Variable, 'words' | 'closed'> {
  const words = new Set<string>();
  let closed = false;
  if (value === '') return { words: [], closed };
  for (const { op, args } of events) {
    const [first, second] = args;
    if (op === 'lookUp' && second === value && isTable(first)) {
      const keys = Object.keys(first);
      if (keys.length > MOST_WORDS || !keys.includes(value)) continue;
      keys.forEach((key) => words.add(key));
      closed = true;
    } else if (/^[!=]==?$/.test(op) && (first === value || second === value)) {
      const other = first === value ? second : first;
      if (typeof other === 'string' && other !== '') words.add(other);
    }
  }
  return { words: [...words], closed };
}

const MOST_WORDS = 40;

const isTable = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Map) &&
  value !== process.env;

function explained({ error, last }: Ran, entry: string, missing: readonly string[]): Error {
  const message = error instanceof Error ? error.message : String(error);
  const hint =
    missing.length === 0
      ? ''
      : `\nIt asked for variables that are not set: ${missing.join(', ')}. Where it needs them, give what its own synthesis has: --env ${missing[0]}=…`;
  return new Error(
    `${entry} cannot be run: ${message}${last === undefined ? '' : `\nIt came as far as ${last}.`}${hint}`,
    { cause: error },
  );
}

function exportsOf(exported: Record<string, unknown>): string {
  const names = Object.keys(exported);
  return names.length === 0 ? '' : ` (it exports ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''})`;
}
