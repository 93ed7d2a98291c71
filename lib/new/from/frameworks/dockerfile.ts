import type { Application, SourceTree } from '../application';
import { environmentOf } from '../environment/variables';
import { ownDockerfile } from '../own-dockerfile';

/** Port of images that say none. */
const PORT = 8080;

/** Any application with a Dockerfile: what that says of port and user. */
export function dockerfile(tree: SourceTree): Application | undefined {
  const own = ownDockerfile(tree);
  if (own === undefined) return undefined;
  const asked = environmentOf(tree, undefined);
  return {
    framework: 'Dockerfile',
    port: own.port ?? PORT,
    files: new Map(),
    dockerfile: own.path,
    variables: asked.variables,
    database: false,
    setup: {},
    health: undefined,
    user: own.user,
    writes: undefined,
    assumed: [
      own.port === undefined
        ? `The Dockerfile says no port (EXPOSE): ${PORT} was taken.`
        : `It serves on port ${own.port}, as ${own.path} says.`,
      own.user === undefined
        ? 'The Dockerfile has no USER with a number: it may run as root. Give it one (USER 10001), then Security.restricted({ user: 10001 }).'
        : `It runs as user ${own.user}. Where it writes is not known: its root file system is not read-only.`,
      ...(own.unfit === undefined ? [] : [`Look at ${own.path}: ${own.unfit}.`]),
      ...asked.assumed,
    ],
  };
}

/** An image that is there already: nothing is known of it but its name. */
export const image = (): Application => ({
  framework: 'image',
  port: PORT,
  files: new Map(),
  dockerfile: undefined,
  variables: [],
  database: false,
  setup: {},
  health: undefined,
  user: undefined,
  writes: undefined,
  assumed: [
    `Nobody asked the registry: port ${PORT} was taken, and that it may run as root. \`docker inspect\` says what it is (ExposedPorts, User).`,
  ],
});
