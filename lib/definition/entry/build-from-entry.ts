import type { App, Chart } from 'cdk8s';
import { isEqual } from '../observed';
import { loadAnew } from '../load-anew';
import type { Release, ReleaseChart } from '../release';
import { completeApps, notingApps, type EntryApps } from './apps';
import { environment } from './environment';
import { inSandbox } from './sandbox';
import { takeOver } from './take-over';

/** How an entry becomes a chart; see {@link buildFromEntry}. */
export interface EntryOptions<V> {
  /** Where `cdk8s synth` would be run: `__dirname` of the chart's module. What relative names of files begin at. */
  readonly folder: string;
  /**
   * The environment variables that the entry reads, from values of the chart; undefined: not set. Of the machine's own
   * environment it sees what programs need to be found (PATH, HOME, HELM_…), and nothing else. @default - none
   */
  env?(this: void, values: V): Readonly<Record<string, string | undefined>>;
  /** Arguments behind the name of the program. @default - none */
  readonly args?: readonly string[];
  /** Which of several apps: its `outdir`, or its place among them, from 0. @default - the only one */
  readonly app?: string | number;
}

/**
 * The `build` of a chart whose objects are those of an entry: a module that makes an `App` when it is loaded, in a function or
 * in a library, and calls `app.synth()`. It stays as it is. It is run anew for each build, with an environment of its own, and
 * nothing is written.
 *
 * For the release that is named like the chart, objects are called as `cdk8s synth` of the entry calls them; those of another
 * release have its name in front.
 *
 * @param load runs the entry: `() => require('./main')`, which has to stand in the chart's own module
 * @throws when it is run, if the entry makes no app, no object, or several apps without `app`; with what it throws
 *
 * @example
 * ```typescript
 * export const chart = defineChart({
 *   name: 'homelab',
 *   version: '1.0.0',
 *   description: 'What main.ts makes.',
 *   values: z.object({ domain: z.string().min(1).default('example.com') }),
 *   build: buildFromEntry(() => require('./main'), {
 *     folder: __dirname,
 *     env: ({ domain }) => ({ DOMAIN: domain }),
 *   }),
 * });
 * ```
 */
export function buildFromEntry<V = unknown>(
  load: () => unknown,
  options: EntryOptions<V>,
): (scope: Chart, values: V, release: Release) => void {
  let wasRun = false;
  const build = (scope: Chart, values: V, release: Release): void => {
    // What was loaded anew is known by no way to do that once more: it is run itself.
    const anew = loadAnew(build);
    if (anew) {
      anew.build(scope, values as Record<string, unknown>, release);
      return;
    }
    if (wasRun)
      throw new Error(
        'An entry is run once by the module that names it. For several syntheses use `chartwright synth --charts FILE`, which loads it anew for each.',
      );
    wasRun = true;
    const app = appOf(runEntry(load, scope, values, release, options), options.app);
    if (takeOver(app, scope) === 0)
      throw new Error('The entry makes an App without any object: there is nothing to make a chart of.');
  };
  return build;
}

function runEntry<V>(
  load: () => unknown,
  scope: Chart,
  values: V,
  release: Release,
  { folder, env, args }: EntryOptions<V>,
): EntryApps {
  const { chartName } = scope as ReleaseChart;
  const prefix = (): string | undefined => (isEqual(release.name, chartName) ? undefined : release.name);
  const surroundings = { folder, args, env: environment(process.env, env?.(values) ?? {}) };
  return notingApps(folder, prefix, () => inSandbox(load, surroundings)).apps;
}

/** The app that is meant. @throws when there is none, or it is not said which of several */
export function appOf(noted: EntryApps, wanted: string | number | undefined): App {
  const apps = completeApps(noted);
  const [first] = apps;
  if (!first)
    throw new Error(
      "The entry makes no App when it is loaded. Does a function make it? Then call that: () => require('./main').main().",
    );
  const all = (): string => apps.map(({ outdir }, i) => `${i} ('${outdir}')`).join(', ');
  if (wanted === undefined && apps.length > 1)
    throw new Error(`The entry makes ${apps.length} Apps. Say which one is this chart's, \`app\`: ${all()}.`);
  const found =
    wanted === undefined
      ? first
      : typeof wanted === 'number'
        ? apps[wanted]
        : apps.find(({ outdir }) => outdir === wanted);
  if (!found) throw new Error(`The entry makes no App '${wanted}'. Its Apps: ${all()}.`);
  return found;
}
