import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { standForRelease } from '../stock-names';

/** Apps that an entry made, in their order. */
export interface EntryApps {
  readonly made: App[];
  /** Those that were synthesized; nothing was written. */
  readonly synthesized: Set<App>;
}

interface Run extends EntryApps {
  /** What is in front of every path, so that names and labels are a release's; undefined: as in a synthesis of its own. */
  readonly prefix: () => string | undefined;
}

/** Those that count: what was synthesized, or all where nothing was. */
export const completeApps = ({ made, synthesized }: EntryApps): App[] =>
  synthesized.size > 0 ? made.filter((app) => synthesized.has(app)) : made;

let current: Run | undefined;

/** What App extends: it notes the apps that an entry makes, wherever in its code or libraries that happens. */
class NotedApp extends Construct {
  constructor(scope: Construct, id: string) {
    const prefix = id === '' ? current?.prefix() : undefined;
    super(scope, prefix ?? id);
    if (!current) return;
    current.made.push(this as unknown as App);
    if (prefix !== undefined) standForRelease(this, prefix);
  }
}

/**
 * Runs work in which apps are noted instead of written: `synth()` says that an app is complete, and does nothing else.
 * @param prefix asked for each: what its names, labels and selectors are scoped by; undefined for those of a synthesis of its own
 */
export function notingApps<T>(
  prefix: () => string | undefined,
  work: () => T,
): { readonly result: T; readonly apps: EntryApps } {
  if (Object.getPrototypeOf(App) === Construct) Object.setPrototypeOf(App, NotedApp);
  const run: Run = { made: [], synthesized: new Set(), prefix };
  const outer = current;
  const prototype = App.prototype as { synth: () => void; synthYaml: () => string };
  const { synth, synthYaml } = prototype;
  prototype.synth = function (this: App) {
    run.synthesized.add(this);
  };
  prototype.synthYaml = function (this: App) {
    run.synthesized.add(this);
    return synthYaml.call(this);
  };
  current = run;
  try {
    return { result: work(), apps: run };
  } finally {
    current = outer;
    Object.assign(prototype, { synth, synthYaml });
  }
}

/** Runs work of the library's own, whose apps are none of an entry's. */
export function unnoted<T>(work: () => T): T {
  const outer = current;
  current = undefined;
  try {
    return work();
  } finally {
    current = outer;
  }
}
