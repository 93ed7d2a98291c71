/**
 * Bundles a TypeScript or JavaScript module if it or an import of it changed, runs it and returns its exports. Packages
 * stay outside; those in `provided`, by name, are given as they are.
 */
export function loadModule(
  file: string,
  provided?: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>>;
