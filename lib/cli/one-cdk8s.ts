import fs from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import path from 'node:path';
import { noteCopy } from '../definition/entry/copies';

/** What an adapter imports: given by this copy where the project has none. */
const LENT = ['cdk8s', 'constructs', 'zod'];

type Resolve = (this: unknown, request: string, ...rest: unknown[]) => string;

let isInstalled = false;

/**
 * Lets code that is loaded from now on use the copies of cdk8s and constructs that the library itself uses, wherever its project has
 * installed its own of the same sort: constructs of two copies stand in no common tree. An older cdk8s stays what it is, with all that
 * needs it; see lib/definition/entry/copies.ts. Packages that a project lacks, and its adapter needs, are lent to it.
 */
export function shareCdk8s(): void {
  if (isInstalled) return;
  isInstalled = true;
  const loader = nodeModule as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  const own = createRequire(__filename);
  const ours = new Map(['cdk8s', 'constructs'].map((name) => [name, packageOf(own.resolve(name), name)]));
  const found = function (this: unknown, request: string, rest: unknown[]): string {
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      try {
        return own.resolve(request);
      } catch {
        throw error;
      }
    }
  };
  loader._resolveFilename = function (request, ...rest) {
    const name = LENT.find((one) => request === one || request.startsWith(`${one}/`));
    if (name === undefined) return resolve.call(this, request, ...rest);
    const file = found.call(this, request, rest);
    const [mine, theirs] = [ours.get(name), packageOf(file, name)];
    if (!mine || !theirs || mine.folder === theirs.folder || mine.major !== theirs.major) {
      if (request === 'cdk8s' && theirs && mine?.folder !== theirs.folder) noteCopy(file);
      return file;
    }
    // Constructs go with the cdk8s that stands beside them.
    const core = name === 'cdk8s' ? theirs : packageOf(found.call(this, 'cdk8s', rest), 'cdk8s');
    if (!core || !hasResolvers(core)) {
      if (name === 'cdk8s' && request === name) noteCopy(file);
      return file;
    }
    const same = path.join(mine.folder, path.relative(theirs.folder, file));
    return fs.existsSync(same) ? same : file;
  };
}

/** Whether code in a folder gets a cdk8s that is not the library's. */
export function hasOwnCdk8s(folder: string): boolean {
  shareCdk8s();
  const [theirs, ours] = [path.resolve(folder, 'entry.js'), __filename].map((from) =>
    createRequire(from).resolve('cdk8s'),
  );
  return theirs !== ours;
}

interface Package {
  readonly folder: string;
  readonly major: string;
}

/** What an object is made of was changed when resolvers came: older versions take instances of classes for maps. */
const hasResolvers = ({ folder }: Package): boolean => fs.existsSync(path.join(folder, 'lib', 'resolve.js'));

const packages = new Map<string, Package | undefined>();

/** The package that a file is of. */
function packageOf(file: string, name: string): Package | undefined {
  const start = path.dirname(file);
  const known = `${name} ${start}`;
  if (!packages.has(known)) packages.set(known, readPackage(start, name));
  return packages.get(known);
}

function readPackage(start: string, name: string): Package | undefined {
  for (let folder = start; path.dirname(folder) !== folder; folder = path.dirname(folder)) {
    const description = path.join(folder, 'package.json');
    if (!fs.existsSync(description)) continue;
    const read = JSON.parse(fs.readFileSync(description, 'utf8')) as { name?: string; version?: string };
    if (read.name === name) return { folder, major: (read.version ?? '').split('.')[0] ?? '' };
  }
  return undefined;
}
