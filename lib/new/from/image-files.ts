import { firstOf, OWN_USER, type Application, type SourceTree } from './application';
import { ownDockerfile } from './own-dockerfile';

/** What no image needs. */
const DOCKERIGNORE = `.git
.venv
venv
node_modules
__pycache__
*.pyc
*.sqlite3
.env
.env.*
`;

/** What an image is built by, and what that says. */
export interface ImageFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly dockerfile: string;
  /** Whether the Dockerfile is the application's own. */
  readonly own: boolean;
  /** Whether its image sets up by itself what it needs before it serves. */
  readonly setsUp: boolean;
  readonly port: number;
  readonly user: number | undefined;
  readonly assumed: readonly string[];
}

/**
 * What an image is built from, beside the source: nothing where the application has a Dockerfile that makes one for production.
 * @param made a Dockerfile for it, and the port that it says
 * @param lacks what the image of the application's own Dockerfile would be without
 */
export function imageFiles(
  tree: SourceTree,
  made: { readonly text: string; readonly port: number },
  lacks?: string,
): ImageFiles {
  const own = ownDockerfile(tree);
  const unfit = own?.unfit ?? (own === undefined ? undefined : lacks);
  if (own !== undefined && unfit === undefined)
    return {
      files: new Map(),
      dockerfile: own.path,
      own: true,
      setsUp: own.setsUp,
      port: own.port ?? made.port,
      user: own.user,
      assumed: [
        `${own.path} is yours: its image serves on port ${own.port ?? made.port}${own.port === undefined ? ', which nothing in it says' : ''}.`,
        own.user === undefined
          ? `${own.path} has no USER with a number: it may run as root. Give it one (USER 10001), then Security.restricted({ user: 10001 }).`
          : `It runs as user ${own.user}. Where it writes is not known: its root file system is not read-only.`,
      ],
    };
  const dockerfile = own === undefined ? 'Dockerfile' : 'Dockerfile.chartwright';
  const ignored = firstOf(tree, '.dockerignore') === undefined;
  return {
    files: new Map([[dockerfile, made.text], ...(ignored ? [['.dockerignore', DOCKERIGNORE] as const] : [])]),
    dockerfile,
    own: false,
    setsUp: false,
    port: made.port,
    user: OWN_USER,
    assumed: own === undefined ? [] : [`${own.path} is left alone, since ${unfit}: ${dockerfile} takes its place.`],
  };
}

/** What an image says of an application. */
export const imageOf = ({ files, dockerfile, own, port, user }: ImageFiles, writes: Application['writes']) => ({
  files,
  dockerfile,
  port,
  user,
  writes: own ? undefined : writes,
});
