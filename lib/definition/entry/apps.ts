import type { App } from 'cdk8s';
import type { Construct } from 'constructs';
import { standForRelease } from '../stock-names';
import { copiesFor, onEachCopy, type Cdk8sCopy } from './copies';
import { renderingOnce } from './rendered-once';

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

/** Puts a class below App that notes the apps that an entry makes, wherever in its code or libraries that happens. */
onEachCopy(({ App: Noted, Construct: Parent }) => {
  class NotedApp extends Parent {
    constructor(scope: Construct, id: string) {
      const prefix = id === '' ? current?.prefix() : undefined;
      super(scope, prefix ?? id);
      if (!current) return;
      current.made.push(this as unknown as App);
      if (prefix !== undefined) standForRelease(this, prefix);
    }
  }
  Object.setPrototypeOf(Noted, NotedApp);
});

/**
 * Runs work in which apps are noted instead of written: `synth()` says that an app is complete, and does nothing else.
 * @param folder whose cdk8s it may use, if it is known
 * @param prefix asked for each: what its names, labels and selectors are scoped by; undefined for those of a synthesis of its own
 */
export function notingApps<T>(
  folder: string | undefined,
  prefix: () => string | undefined,
  work: () => T,
): { readonly result: T; readonly apps: EntryApps } {
  const run: Run = { made: [], synthesized: new Set(), prefix };
  const outer = current;
  const restore = copiesFor(folder).map((copy) => unwritten(copy, run.synthesized));
  current = run;
  try {
    return { result: renderingOnce(work), apps: run };
  } finally {
    current = outer;
    restore.forEach((one) => one());
  }
}

/** Lets apps of a copy of cdk8s be complete instead of written. @returns what lets them be written again */
function unwritten({ App: Written }: Cdk8sCopy, synthesized: Set<App>): () => void {
  const prototype = Written.prototype as { synth: () => void; synthYaml?: () => string };
  const { synth, synthYaml } = prototype;
  prototype.synth = function (this: App) {
    synthesized.add(this);
  };
  if (synthYaml)
    prototype.synthYaml = function (this: App) {
      synthesized.add(this);
      return synthYaml.call(this);
    };
  return () => void Object.assign(prototype, { synth, ...(synthYaml && { synthYaml }) });
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
