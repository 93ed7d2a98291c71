/** What is done to a module's own code, as JavaScript, on its way into the bundle. */
export interface Rewriting {
  /** Tells one way of rewriting from another in the cache. */
  readonly key: string;
  readonly rewrite: (
    code: string,
    file: string,
    original: (line: number, column: number) => { readonly line: number; readonly column: number },
  ) => string;
}

/**
 * Bundles a TypeScript or JavaScript module if it or an import of it changed, runs it and returns its exports. Packages
 * stay outside; those in `provided`, by name, are given as they are.
 */
export function loadModule(
  file: string,
  provided?: Readonly<Record<string, unknown>>,
  rewriting?: Rewriting,
): Promise<Record<string, unknown>>;

/** What runs a module: anew at each call, with state of its own. */
export interface Program {
  (): Record<string, unknown>;
  /** The module and what it imports that is no package: paths of files. */
  readonly inputs: readonly string[];
}

/** As {@link loadModule}, but gives what runs the module. */
export function loadProgram(
  file: string,
  provided?: Readonly<Record<string, unknown>>,
  rewriting?: Rewriting,
): Promise<Program>;
