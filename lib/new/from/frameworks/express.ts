import { firstOf, OWN_USER, userIn, words, type Application, type SourceTree } from '../application';
import { imageFiles } from '../image-files';
import { DATABASE_URL } from './flask';

interface PackageJson {
  readonly main?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly engines?: { readonly node?: string };
}

/** A server of Node.js: Express, Fastify, Koa, Nest, or any that its package.json starts. */
export function express(tree: SourceTree): Application | undefined {
  const { main, scripts = {}, dependencies = {}, engines } = parsed(tree.read('package.json'));
  const framework = FRAMEWORKS.find(([name]) => name in dependencies)?.[1];
  const start = /^node\s+([\w./-]+)/.exec(scripts.start ?? '')?.[1] ?? main;
  const entry = start ?? firstOf(tree, 'server.js', 'index.js', 'app.js', 'src/index.js', 'src/server.js');
  if (framework === undefined || (entry === undefined && scripts.start === undefined)) return undefined;
  const sources = tree.paths.filter((path) => /\.[cm]?[jt]s$/.test(path)).map((path) => tree.read(path) ?? '');
  const fromEnv = sources.some((text) => /process\.env\.PORT|process\.env\[['"]PORT/.test(text));
  const literal = sources
    .map(
      (text) =>
        /\.listen\(\s*(?:process\.env\.PORT\s*(?:\|\||\?\?)\s*)?['"]?(\d{2,5})/.exec(text)?.[1] ??
        /\b(?:PORT|port)\s*=\s*(?:process\.env\.PORT\s*(?:\|\||\?\?)\s*)?['"]?(\d{4,5})/.exec(text)?.[1],
    )
    .find(Boolean);
  const port = Number(literal ?? 3000);
  const database = sources.some((text) => text.includes('process.env.DATABASE_URL'));
  const health = sources
    .map((text) => /['"](\/(?:healthz?|health-check|ready|ping))['"]/.exec(text)?.[1])
    .find(Boolean);
  const own = tree.paths.includes('Dockerfile');
  const node = /\d+/.exec(engines?.node ?? '')?.[0];
  const version = Number(node ?? 0) >= 18 ? node : '24';
  const builds = 'build' in scripts;
  const lock = tree.paths.includes('package-lock.json') ? 'npm ci' : 'npm install';
  const dockerfile = `FROM node:${version}-slim AS packages
WORKDIR /app
COPY package*.json ./
RUN ${lock}${builds ? '' : ' --omit=dev'}
COPY . .
${builds ? 'RUN npm run build && npm prune --omit=dev\n' : ''}
FROM node:${version}-slim
ENV NODE_ENV=production PORT=${port}
WORKDIR /app
COPY --from=packages /app .
USER ${OWN_USER}:${OWN_USER}
EXPOSE ${port}
CMD ${words(entry === undefined ? ['npm', 'start'] : ['node', entry])}
`;
  return {
    framework,
    port,
    files: imageFiles(own, dockerfile),
    variables: [
      { name: 'NODE_ENV', value: 'production' },
      ...(fromEnv ? [{ name: 'PORT', value: String(port) }] : []),
      ...(database ? DATABASE_URL : []),
    ],
    database,
    setup: {},
    health,
    user: own ? userIn(tree) : OWN_USER,
    assumed: [
      `It is started by ${entry === undefined ? 'npm start' : `node ${entry}`} and serves on port ${port}${fromEnv ? ', which it reads from PORT' : ''}.`,
      health === undefined
        ? 'No route for health was found: a TCP connection has to do for the probes.'
        : `${health} answers without a database.`,
      ...(database ? ['DATABASE_URL is read: it gets a PostgreSQL.'] : []),
    ],
  };
}

const FRAMEWORKS = [
  ['express', 'Express'],
  ['@nestjs/core', 'Nest'],
  ['fastify', 'Fastify'],
  ['koa', 'Koa'],
  ['@hapi/hapi', 'hapi'],
  ['hono', 'Hono'],
] as const;

function parsed(text: string | undefined): PackageJson {
  try {
    return text === undefined ? {} : (JSON.parse(text) as PackageJson);
  } catch {
    return {};
  }
}
