import { userIn, type Application, type SourceTree } from '../application';

/** Any application with a Dockerfile: what that says of port and user. */
export function dockerfile(tree: SourceTree): Application | undefined {
  const text = tree.read('Dockerfile');
  return text === undefined ? undefined : ofInstructions(/^\s*EXPOSE\s+(\d+)/im.exec(text)?.[1], userIn(tree));
}

function ofInstructions(port?: string, user?: number): Application {
  return {
    framework: 'Dockerfile',
    port: Number(port ?? 8080),
    files: new Map(),
    variables: [],
    database: false,
    setup: {},
    health: undefined,
    user,
    assumed: [
      port === undefined
        ? 'The Dockerfile says no port (EXPOSE): 8080 was taken.'
        : `It serves on port ${port}, as EXPOSE says.`,
      user === undefined
        ? 'The Dockerfile has no USER with a number: it may run as root. Give it one (USER 10001), then Security.restricted({ user: 10001 }).'
        : `It runs as user ${user}.`,
    ],
  };
}

/** An image that is there already: nothing is known of it but its name. */
export const image = (): Application => ({
  ...ofInstructions(),
  framework: 'image',
  assumed: [
    'Nobody asked the registry: port 8080 was taken, and that it may run as root. `docker inspect` says what it is (ExposedPorts, User).',
  ],
});
