import { groupKind } from '../../manifests/manifest';
import {
  environmentOfFile,
  environmentOfFolders,
  isEnvironmentName,
  isSharedName,
  withoutEnvironment,
} from './environment-name';
import type { Environment, Found } from './source';

/** Objects of one file, with the path as it was found below an argument of the command. */
export interface FoundFile {
  /** Below the argument, `/` between folders; the name alone for an argument that is a file. */
  readonly path: string;
  readonly found: readonly Found[];
}

/** What one argument of the command names. */
export interface Argument {
  /** As it was given. */
  readonly text: string;
  /** Environment that the user named: `prod=k8s/prod`. */
  readonly environment?: string;
  readonly files: readonly FoundFile[];
}

/** Environments, and what was assumed about which file belongs where. */
export interface Layout {
  readonly environments: readonly Environment[];
  readonly assumed: readonly string[];
}

/** Sorts files into environments: by what the user said, else by arguments, folders and names of files. */
export function layoutOf(given: readonly Argument[]): Layout {
  if (given.some(({ environment }) => environment !== undefined)) return named(given);
  const [only] = given;
  if (given.length === 1 && only) return tree(only);
  const shared = given.filter(({ text }) => isSharedName(lastFolder(text)));
  const others = given.filter((argument) => !shared.includes(argument));
  if (others.length > 1 && !overlaps(others.map(objectsOf))) {
    const environment = { name: 'default', found: given.flatMap(objectsOf) };
    return { environments: [environment], assumed: ['No two arguments have an object in common: one environment.'] };
  }
  const names = distinctNames(others.map(({ text }) => text));
  const common = shared.flatMap(objectsOf);
  return {
    environments: others.map((argument, i) => ({
      name: names[i] ?? argument.text,
      found: overridden(common, objectsOf(argument)),
    })),
    assumed: [
      `Each argument is an environment: ${others.map(({ text }, i) => `${text} is '${names[i]}'`).join(', ')}.`,
      ...shared.map(({ text }) => `${text} belongs to every environment.`),
    ],
  };
}

function named(given: readonly Argument[]): Layout {
  const nameless = given.filter(({ environment }) => environment === undefined);
  const names = [...new Set(given.flatMap(({ environment }) => (environment === undefined ? [] : [environment])))];
  const common = nameless.flatMap(objectsOf);
  return {
    environments: names.map((name) => {
      const own = given.filter(({ environment }) => environment === name).flatMap(objectsOf);
      return { name, found: overridden(common, own) };
    }),
    assumed: nameless.map(({ text }) => `${text} names no environment: it belongs to every one.`),
  };
}

/** One folder: environments may be its subfolders, or parts of the names of its files. */
function tree(argument: Argument): Layout {
  const byFolder = split(argument.files, ({ path }) => environmentOfFolders(path.split('/').slice(0, -1)));
  if (byFolder.names.size > 0) return environmentsOf(argument, byFolder, 'folder');
  const byName = split(argument.files, ({ path }) => environmentOfFile(path.slice(path.lastIndexOf('/') + 1)));
  const groups = [...byName.names.values()].map((files) => files.flatMap(({ found }) => found));
  const common = byName.shared.flatMap(({ found }) => found);
  if (argument.files.length > 1 && groups.length > 0 && overlaps([...groups, common])) {
    return environmentsOf(argument, byName, 'name of a file');
  }
  const folder = lastFolder(argument.text);
  const name = isEnvironmentName(folder) ? folder.toLowerCase() : 'default';
  return { environments: [{ name, found: objectsOf(argument) }], assumed: [] };
}

interface Split {
  readonly names: ReadonlyMap<string, readonly FoundFile[]>;
  readonly shared: readonly FoundFile[];
}

function split(files: readonly FoundFile[], environmentOf: (file: FoundFile) => string | undefined): Split {
  const names = new Map<string, FoundFile[]>();
  const shared: FoundFile[] = [];
  for (const file of files) {
    const name = environmentOf(file);
    if (name === undefined) shared.push(file);
    else names.set(name, [...(names.get(name) ?? []), file]);
  }
  return { names, shared };
}

function environmentsOf(argument: Argument, { names, shared }: Split, by: string): Layout {
  const common = shared.flatMap(({ found }) => found);
  const environments = [...names].map(([name, files]) => ({
    name,
    found: overridden(
      common,
      files.flatMap(({ found }) => found),
    ),
  }));
  const assumed = [`Environments by ${by} in ${argument.text}: ${[...names.keys()].join(', ')}.`];
  if (common.length > 0) {
    assumed.push(`What no ${by} says (${shared.map(({ path }) => path).join(', ')}) belongs to every environment.`);
  }
  const [only] = environments;
  // `web.yaml` beside `web.prod.yaml`: what is without a name is an environment of its own.
  const replaced =
    only && environments.length === 1 && overlaps([common, only.found.filter((one) => !common.includes(one))]);
  if (replaced) {
    environments.unshift({ name: 'default', found: common });
    assumed.push(`Some of it is in '${only.name}' in another form: without it, it is the environment 'default'.`);
  }
  return { environments, assumed };
}

const objectsOf = ({ files }: Argument): Found[] => files.flatMap(({ found }) => [...found]);

/** Shared objects, and those of an environment in the place of the ones that they replace. */
function overridden(common: readonly Found[], own: readonly Found[]): Found[] {
  const replaced = new Set(own.map(keyOf));
  return [...common.filter((one) => !replaced.has(keyOf(one))), ...own];
}

/** Whether two groups have an object in common, by kind and by name without what names an environment. */
function overlaps(groups: readonly (readonly Found[])[]): boolean {
  const seen = new Set<string>();
  for (const group of groups) {
    const keys = new Set(group.map(keyOf));
    if ([...keys].some((key) => seen.has(key))) return true;
    for (const key of keys) seen.add(key);
  }
  return false;
}

function keyOf({ object }: Found): string {
  return `${groupKind(object)} ${withoutEnvironment(String(object.metadata.name ?? object.metadata.generateName))}`;
}

/** `k8s/prod/` → `prod`. */
const lastFolder = (path: string): string => path.replace(/\/+$/, '').split('/').pop() ?? path;

/** Names of environments for paths: the word of an environment, else what is not the same in all of them. */
function distinctNames(paths: readonly string[]): string[] {
  const bare = paths.map((path) => path.replace(/\/+$/, '').replace(/\.(ya?ml|json)$/i, ''));
  const candidates = [
    bare.map((path) => environmentOfFile(lastFolder(path))),
    bare.map((path) => environmentOfFolders(path.split('/'))),
    bare.map(lastFolder),
    bare.map((path) => path.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '')),
  ];
  const usable = (names: readonly (string | undefined)[]): names is string[] =>
    names.every(Boolean) && new Set(names).size === names.length;
  const found = candidates.find(usable) ?? paths.map((_, i) => `environment-${i + 1}`);
  return found.map(
    (name) =>
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'environment',
  );
}
