import type { SourceTree } from '../application';

/** What package.json says, as far as it says how an application is built and started. */
export interface PackageJson {
  readonly main?: string;
  readonly packageManager?: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines?: { readonly node?: string };
}

const NOTHING = { scripts: {}, dependencies: {}, devDependencies: {} };

/** The package.json of a source; one that says nothing where there is none, or none that can be read. */
export function packageJsonOf(tree: SourceTree): PackageJson {
  try {
    return { ...NOTHING, ...(JSON.parse(tree.read('package.json') ?? '{}') as Partial<PackageJson>) };
  } catch {
    return NOTHING;
  }
}
