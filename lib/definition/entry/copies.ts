import { createRequire } from 'node:module';
import path from 'node:path';
import { ApiObject, App, Names, Yaml } from 'cdk8s';
import type { Construct, IConstruct, Node } from 'constructs';

/** A copy of cdk8s: the library's own, or one that a project has installed for itself, also of an older version. */
export interface Cdk8sCopy {
  readonly App: typeof App;
  readonly ApiObject: typeof ApiObject;
  readonly Names: typeof Names;
  readonly Yaml: typeof Yaml;
  /** Functions by which it runs other programs, where this version keeps them. */
  readonly processes?: { spawnSync: unknown };
  /** The class that its constructs are of. */
  readonly Construct: typeof Construct;
}

const copies: Cdk8sCopy[] = [];
const installers: ((copy: Cdk8sCopy) => void)[] = [];

/** Runs something for each copy of cdk8s, those that are found later too. */
export function onEachCopy(install: (copy: Cdk8sCopy) => void): void {
  installers.push(install);
  copies.forEach(install);
}

const files = new Set<string>();

/** Tells of a file of cdk8s that code is given: it may be another copy. */
export const noteCopy = (file: string): void => void files.add(file);

/** The copies of cdk8s that code may meet: the library's, those that were told of, and the one that Node.js finds from a folder. */
export function copiesFor(folder: string | undefined): readonly Cdk8sCopy[] {
  const from = createRequire(path.resolve(folder ?? '', 'entry.js'));
  for (const name of [...files, ...(folder === undefined ? [] : ['cdk8s'])]) {
    try {
      add(from(name) as Exported, processesOf(from.resolve(name)));
    } catch {
      // The project has none; what it runs says so.
    }
  }
  files.clear();
  return copies;
}

/** The copy that an App is of. */
export const copyOf = (app: unknown): Cdk8sCopy | undefined => copies.find((copy) => app instanceof copy.App);

/** Whether an App is of the library's own copy. */
export const isOwnApp = (app: unknown): boolean => app instanceof App;

/** Where a construct stands in its tree, whatever version it is of. */
export function nodeOf(construct: IConstruct): Node {
  const { node, [NODE]: older } = construct as { readonly node?: Node; readonly [NODE]?: Node };
  const found = node ?? older;
  if (!found) throw new Error('It is no construct: it has no node.');
  return found;
}

/** Where constructs 3 have what is `node` in constructs 10. */
export const NODE: unique symbol = Symbol.for('constructs.Construct.node');

const parentOf = (of: object): typeof Construct => Object.getPrototypeOf(of) as typeof Construct;

type Exported = Omit<Cdk8sCopy, 'Construct' | 'processes'>;

function add(
  { App: Added, ApiObject: AddedObject, Names: AddedNames, Yaml: AddedYaml }: Exported,
  processes: Cdk8sCopy['processes'],
): void {
  if (copies.some((copy) => copy.App === Added)) return;
  const copy = {
    App: Added,
    ApiObject: AddedObject,
    Names: AddedNames,
    Yaml: AddedYaml,
    Construct: parentOf(Added),
    processes,
  };
  copies.push(copy);
  installers.forEach((install) => install(copy));
}

function processesOf(file: string): Cdk8sCopy['processes'] {
  try {
    return (createRequire(file)('./_child_process') as { _child_process?: Cdk8sCopy['processes'] })._child_process;
  } catch {
    // Older versions call node:child_process itself.
    return undefined;
  }
}

add({ App, ApiObject, Names, Yaml }, processesOf(createRequire(__filename).resolve('cdk8s')));
