import { createRequire } from 'node:module';
import path from 'node:path';
import { ApiObject, App, Names } from 'cdk8s';
import { Construct, type IConstruct, type Node } from 'constructs';

/** A copy of cdk8s: the library's own, or one that a project has installed for itself, also of an older version. */
export interface Cdk8sCopy {
  readonly App: typeof App;
  readonly ApiObject: typeof ApiObject;
  readonly Names: typeof Names;
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
      const found = from(name) as Omit<Cdk8sCopy, 'Construct'>;
      if (!copies.some((copy) => copy.App === found.App)) add({ ...found, Construct: parentOf(found.App) });
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

function add(copy: Cdk8sCopy): void {
  copies.push(copy);
  installers.forEach((install) => install(copy));
}

add({ App, ApiObject, Names, Construct });
