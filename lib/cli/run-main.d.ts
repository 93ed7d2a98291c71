/** Bundles a TypeScript or JavaScript module if it or an import of it changed, runs it and returns its exports; packages stay outside. */
export function loadModule(file: string): Promise<Record<string, unknown>>;
