import type { SourceTree } from '../application';

/** Files in which people write which variables there are. */
const EXAMPLES =
  /(^|\/)\.?env[._-](example|sample|template|dist|prod-sample|dev-sample|prod|production)$|(^|\/)\.env\.[\w.]*(example|sample)$|^(example|sample|template)\.env$|^(\.\.\/)?\.env$/;

/** Tells whether a file says which variables there are. */
export const isExample = (path: string): boolean => EXAMPLES.test(path);

/** Values of the variables that an application's example of an environment has, by name. */
export function exampleOf(tree: SourceTree): ReadonlyMap<string, string> {
  const lines = tree.paths
    .filter((path) => EXAMPLES.test(path) && path.split('/').length <= 2)
    .flatMap((path) => (tree.read(path) ?? '').split(/\r?\n/));
  const found = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && !found.has(name)) found.set(name, unquoted(value));
  }
  return found;
}

const unquoted = (value: string): string =>
  /^"(.*?)"/.exec(value)?.[1] ?? /^'(.*?)'/.exec(value)?.[1] ?? value.replace(/\s+#.*$/, '');
