import fs from 'node:fs';
import path from 'node:path';

/** What the library's package.json says of it. */
export interface OwnPackage {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The package.json of the library, from the sources as well as from what is published. */
export function ownPackage(): OwnPackage {
  return JSON.parse(fs.readFileSync(path.join(packageFolder(), 'package.json'), 'utf8')) as OwnPackage;
}

/** The folder of the library: of the sources, or of what is published. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
}
