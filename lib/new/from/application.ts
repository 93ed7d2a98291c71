/** Files of an application's source, as far as they are text and small. */
export interface SourceTree {
  /** Paths with `/`, those of packages and of Git left out. */
  readonly paths: readonly string[];
  /** Those too that are in folders which are built by themselves. @default - the same */
  readonly all?: readonly string[];
  /** The text of a file, undefined where there is none. */
  read(path: string): string | undefined;
}

/** A part of the database's connection. */
export type ConnectionPart = 'host' | 'port' | 'name' | 'user' | 'password';

/** An environment variable of an application. */
export type Variable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly connection: ConnectionPart }
  /** A random text that is made in the cluster, or a key of a Secret of one's own. */
  | { readonly name: string; readonly secret: string }
  /** What of the Redis that comes with it. */
  | { readonly name: string; readonly redis: 'url' | 'host' | 'port' };

/** What was found out about an application: enough to build and to run it. */
export interface Application {
  /** `Django`, as people call it. */
  readonly framework: string;
  readonly port: number;
  /** Files that its source lacks: a Dockerfile, settings for production. */
  readonly files: ReadonlyMap<string, string>;
  /** The Dockerfile that its image is built by; undefined where there is no source. */
  readonly dockerfile: string | undefined;
  readonly variables: readonly Variable[];
  /** Whether it needs PostgreSQL. */
  readonly database: boolean;
  /** Commands that each pod runs before it serves, by name. */
  readonly setup: Readonly<Record<string, readonly string[]>>;
  /** Path that answers 200 without a database; undefined: a TCP connection has to do. */
  readonly health: string | undefined;
  /** User that the image runs as; undefined: its own, perhaps root. */
  readonly user: number | undefined;
  /** Folders beside /tmp that it writes to, by name: they live as long as a pod. Undefined: nobody knows where it writes. */
  readonly writes: Readonly<Record<string, string>> | undefined;
  /** What was taken for granted, in words. */
  readonly assumed: readonly string[];
}

/** User of images that are made here: over 10000 is no user of the node's own. */
export const OWN_USER = 10001;

/** The one of several files that is there. */
export const firstOf = (tree: SourceTree, ...paths: readonly string[]): string | undefined =>
  paths.find((path) => tree.paths.includes(path));

/** A command as a Dockerfile has it. */
export const words = (command: readonly string[]): string =>
  `[${command.map((word) => `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(', ')}]`;

/** Files of a kind that run: no tests, no documentation, no examples. */
export const sourcesOf = (tree: SourceTree, extension: RegExp): { path: string; text: string }[] =>
  tree.paths
    .filter((path) => extension.test(path) && !/(^|\/)(tests?|spec|__tests__|e2e|docs?|cypress)\//.test(path))
    .filter((path) => !/(\.(test|spec)\.\w+|(^|\/)(test_\w+|\w+_test|tests|conftest)\.py)$/.test(path))
    .map((path) => ({ path, text: tree.read(path) ?? '' }));
