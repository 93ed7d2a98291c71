/** Files of an application's source, as far as they are text and small. */
export interface SourceTree {
  /** Paths with `/`, those of packages and of Git left out. */
  readonly paths: readonly string[];
  /** The text of a file, undefined where there is none. */
  read(path: string): string | undefined;
}

/** An environment variable of an application. */
export type Variable =
  | { readonly name: string; readonly value: string }
  /** A part of the database's connection. */
  | { readonly name: string; readonly connection: 'host' | 'port' | 'name' | 'user' | 'password' }
  /** A random text that is made in the cluster, or a key of a Secret of one's own. */
  | { readonly name: string; readonly secret: string };

/** What was found out about an application: enough to build and to run it. */
export interface Application {
  /** `Django`, as people call it. */
  readonly framework: string;
  readonly port: number;
  /** Files that its source lacks: a Dockerfile, settings for production. */
  readonly files: ReadonlyMap<string, string>;
  readonly variables: readonly Variable[];
  /** Whether it needs PostgreSQL. */
  readonly database: boolean;
  /** Commands that each pod runs before it serves, by name. */
  readonly setup: Readonly<Record<string, readonly string[]>>;
  /** Path that answers 200 without a database; undefined: a TCP connection has to do. */
  readonly health: string | undefined;
  /** User that the image runs as; undefined: its own, perhaps root. */
  readonly user: number | undefined;
  /** What was taken for granted, in words. */
  readonly assumed: readonly string[];
}

/** User of images that are made here: over 10000 is no user of the node's own. */
export const OWN_USER = 10001;

/** The one of several files that is there. */
export const firstOf = (tree: SourceTree, ...paths: readonly string[]): string | undefined =>
  paths.find((path) => tree.paths.includes(path));

/** A command as a Dockerfile has it. */
export const words = (command: readonly string[]): string => `[${command.map((word) => `"${word}"`).join(', ')}]`;

/** The user that an application's own Dockerfile ends with; undefined where it may be root. */
export function userIn(tree: SourceTree): number | undefined {
  const users = [...(tree.read('Dockerfile') ?? '').matchAll(/^\s*USER\s+(\S+)/gim)].map(([, user]) => user);
  const number = /^\d+/.exec(users.at(-1) ?? '')?.[0];
  return number === undefined || number === '0' ? undefined : Number(number);
}
