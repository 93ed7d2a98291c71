import { OWN_USER, sourcesOf, words, type Application, type SourceTree } from '../application';
import { environmentOf } from '../environment/variables';
import { healthIn } from '../health';
import { imageFiles, imageOf } from '../image-files';
import { nodeDatabase, prismaSchema } from '../node/database';
import { managerOf, type PackageManager } from '../node/manager';
import { packageJsonOf, type PackageJson } from '../node/package-json';
import { startOf, type NodeStart } from '../node/start';

/** Port of servers that say none. */
const PORT = 3000;

/** A server of Node.js: Express, Fastify, Koa, Nest, Next, or any that its package.json starts. */
export function node(tree: SourceTree): Application | undefined {
  if (!tree.paths.includes('package.json')) return undefined;
  const json = packageJsonOf(tree);
  const sources = sourcesOf(tree, /(\.[cm]?[jt]s|bin\/www)$/).map(({ text }) => text);
  const framework = FRAMEWORKS.find(([name]) => name in json.dependencies)?.[1] ?? plainServer(json, sources);
  const manager = managerOf(tree, json);
  const start = startOf(tree, json, manager.name);
  if (framework === undefined || start === undefined) return undefined;
  const fromEnv =
    sources.some((text) => /\bPORT\b/.test(text) && /process\.env|config/.test(text)) || framework === 'Next.js';
  const port = portIn(sources) ?? PORT;
  const kind = nodeDatabase(tree, json);
  const asked = environmentOf(tree, kind ?? 'postgres', ['HOST']);
  const setup = setupOf(tree, json, manager, asked.database);
  const image = imageFiles(tree, {
    text: dockerfileOf(tree, json, manager, start, port, Object.values(asked.writes)),
    port,
  });
  const health = healthIn(sources);
  return {
    framework,
    ...imageOf(image, asked.writes),
    variables: [
      { name: 'NODE_ENV', value: 'production' },
      ...(fromEnv ? [{ name: 'PORT', value: String(image.port) }] : []),
      ...asked.variables,
    ],
    database: asked.database,
    setup: image.own ? {} : setup,
    health,
    assumed: [
      `It ${image.own ? 'serves' : `is started by ${start.command.join(' ')} and serves`} on port ${image.port}${fromEnv ? ', which it reads from PORT' : ''}.`,
      health === undefined
        ? 'No route for health was found: a TCP connection has to do for the probes.'
        : `${health} answers without a database.`,
      ...(asked.database ? ['Its variables for a database are those of the PostgreSQL that comes with it.'] : []),
      ...(kind === 'mongodb' || kind === 'mysql'
        ? [`It needs a ${kind === 'mysql' ? 'MySQL' : 'MongoDB'} that is there already: say where in env of values/.`]
        : []),
      ...image.assumed,
      ...asked.assumed,
    ],
  };
}

const FRAMEWORKS = [
  ['next', 'Next.js'],
  ['@nestjs/core', 'Nest'],
  ['express', 'Express'],
  ['fastify', 'Fastify'],
  ['koa', 'Koa'],
  ['@hapi/hapi', 'hapi'],
  ['hono', 'Hono'],
  ['restify', 'restify'],
  ['polka', 'polka'],
  ['@feathersjs/feathers', 'Feathers'],
  ['apollo-server', 'Apollo'],
  ['@apollo/server', 'Apollo'],
] as const;

/** Packages that are compiled where nobody compiled them before. */
const COMPILED = [
  'bcrypt',
  'sqlite3',
  'better-sqlite3',
  'argon2',
  'canvas',
  'node-sass',
  'libpq',
  'pg-native',
  'cpu-features',
];

/** A server of Node's own `http`. */
const plainServer = ({ scripts, main }: PackageJson, sources: readonly string[]): string | undefined =>
  (scripts.start ?? main) !== undefined &&
  sources.some((text) => /createServer\(/.test(text) && /\bhttps?\b/.test(text))
    ? 'Node.js'
    : undefined;

const portIn = (sources: readonly string[]): number | undefined => {
  const found = sources
    .map(
      (text) =>
        /\.listen\(\s*(?:Number\(|parseInt\(|\+)?(?:process\.env\.PORT\s*(?:\|\||\?\?)\s*)?['"]?(\d{2,5})/.exec(
          text,
        )?.[1] ??
        /\bprocess\.env\.PORT\s*(?:\|\||\?\?)\s*['"]?(\d{2,5})/.exec(text)?.[1] ??
        /\bPORT\s*:\s*(?:Joi\.number\(\)|z[.\w()]*|port\(\{)[^\n]*default[(:\s]+(\d{2,5})/.exec(text)?.[1] ??
        /\b(?:PORT|port)\s*[=:]\s*(?:Number\(|parseInt\()?['"]?(\d{4,5})/.exec(text)?.[1],
    )
    .find(Boolean);
  return found === undefined ? undefined : Number(found);
};

function setupOf(
  tree: SourceTree,
  json: PackageJson,
  manager: PackageManager,
  database: boolean,
): Record<string, string[]> {
  if (!database) return {};
  const prisma = prismaSchema(tree);
  if (prisma)
    return {
      migrate: [
        'npx',
        'prisma',
        ...(prisma.migrations ? ['migrate', 'deploy'] : ['db', 'push']),
        `--schema=${prisma.path}`,
      ],
    };
  const script = ['migrate:deploy', 'db:migrate', 'migrate', 'migration:run', 'migrations:run'].find(
    (one) => one in json.scripts,
  );
  const tool = /^(?:npx )?([\w@/-]+)/.exec(json.scripts[script ?? ''] ?? '')?.[1] ?? '';
  const installed = Object.keys(json.dependencies).some(
    (name) => name === tool || name === `${tool}-cli` || name.startsWith(tool.split('-')[0] || ' '),
  );
  return script !== undefined && (installed || tool === 'node') ? { migrate: [manager.name, 'run', script] } : {};
}

function dockerfileOf(
  tree: SourceTree,
  json: PackageJson,
  manager: PackageManager,
  start: NodeStart,
  port: number,
  writes: readonly string[],
): string {
  const asked = /\d+/.exec(json.engines?.node ?? tree.read('.nvmrc') ?? tree.read('.node-version') ?? '')?.[0];
  const version = Number(asked ?? 0) >= 18 ? asked : '24';
  const prisma = prismaSchema(tree);
  const dependencies = { ...json.dependencies, ...json.devDependencies };
  const patches =
    tree.paths.some((path) => path.startsWith('patches/')) ||
    tree.paths.some((path) => /^\.yarn\/(releases|patches|plugins)\//.test(path));
  const hooks = /^(postinstall|preinstall|prepare|install)$/m.test(Object.keys(json.scripts).join('\n'));
  const workspace = 'workspaces' in json || tree.paths.includes('pnpm-workspace.yaml');
  const whole = patches || hooks || workspace;
  const keeps =
    start.needsAll || (prisma !== undefined && 'prisma' in json.devDependencies) || manager.prune === undefined;
  const steps = [
    ...(manager.setup === undefined ? [] : [manager.setup]),
    ...(whole ? [] : [`COPY ${manager.files.join(' ')} ./`]),
  ].map((line) => (line.startsWith('COPY') ? line : `RUN ${line}`));
  const compiled = COMPILED.some((name) => name in dependencies);
  const built = [
    ...(prisma && ('prisma' in dependencies || '@prisma/client' in dependencies)
      ? [`npx prisma generate --schema=${prisma.path}`]
      : []),
    ...(start.build === undefined ? [] : [start.build]),
    ...(keeps || manager.prune === undefined ? [] : [manager.prune]),
  ];
  return `FROM node:${version}-slim AS packages
${compiled ? `RUN apt-get update -qq && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*\n` : ''}WORKDIR /app
${steps.map((line) => `${line}\n`).join('')}${whole ? 'COPY . .\n' : ''}RUN ${manager.install}
${whole ? '' : 'COPY . .\n'}${built.length > 0 ? `RUN ${built.join(' && ')}\n` : ''}
FROM node:${version}-slim
ENV NODE_ENV=production PORT=${port} HOST=0.0.0.0 npm_config_cache=/tmp/.npm npm_config_update_notifier=false
WORKDIR /app
COPY --from=packages /app .
${writes.length > 0 ? `RUN mkdir -p ${writes.join(' ')} && chown ${OWN_USER}:${OWN_USER} ${writes.join(' ')}\n` : ''}USER ${OWN_USER}:${OWN_USER}
EXPOSE ${port}
CMD ${words(start.command)}
`;
}
