import type { Application, Variable } from './application';

/** chart.ts of an application that was recognised. @param image repository of its image, with its tag */
export function chartCode(
  name: string,
  app: Application,
  image: { readonly repository: string; readonly tag: string },
): string {
  const secrets = [...new Set(app.variables.flatMap((one) => ('secret' in one ? [one.secret] : [])))];
  const redis = app.variables.some((one) => 'redis' in one);
  const generated = app.database && secrets.length > 0;
  const values = [
    'autoscale',
    'exposureOf',
    'exposureRules',
    'exposureValues',
    'workloadProps',
    'workloadRules',
    'workloadValues',
  ];
  if (app.database) values.push('credentialsOf', 'credentialsValues', 'databaseOf', 'databaseValues');
  const library = ['defineChart', 'Probe', 'Security', 'WebWorkload'];
  if (app.database) library.push('ApplicationDatabase');
  if (app.health === undefined) library.splice(library.indexOf('Probe'), 1);
  const ownSecrets = !app.database && secrets.length > 0;
  if (ownSecrets) library.push('declareExisting', 'EnvValue');
  const keys = generated ? `\n      keys: { ${secrets.map((key) => `'${key}': 50`).join(', ')} },` : '';
  return `import { ${library.sort(byName).join(', ')} } from 'chartwright';
import {
${values
  .sort(byName)
  .map((one) => `  ${one},\n`)
  .join('')}} from 'chartwright/values';
import { z } from 'zod';

/** For a pod of an interpreted language; measure, and set them in values/. */
const RESOURCES = {
  requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
  limits: { memory: '512Mi', 'ephemeral-storage': '256Mi' },
};

/** \`npm start\` synthesizes it, \`npm run package\` makes a Helm chart of it. */
export const chart = defineChart({
  name: '${name}',
  version: '0.1.0',
  description: '${app.framework === 'image' || app.framework === 'Dockerfile' ? 'An HTTP application' : `A ${app.framework} application`}${app.database ? ' with its PostgreSQL' : ''}.',
  values: z.object({
    ...workloadValues({ repository: '${image.repository}', tag: '${image.tag}' }, RESOURCES),
    exposure: exposureValues('ingress'),
${app.database ? `    database: databaseValues('${databaseName(name)}'),\n    credentials: credentialsValues([${['database-password', ...secrets].map((key) => `'${key}'`).join(', ')}]),\n` : ''}  }),
  rules: [...workloadRules(), ...exposureRules('exposure')],
  build(scope, { exposure, ${app.database ? 'database, credentials, ' : ''}...workload }) {
${
  app.database
    ? `    const data = new ApplicationDatabase(scope, 'data', {
      name: '${databaseName(name)}',
      database: databaseOf(database),
      credentials: credentialsOf(credentials),${keys}
    });
`
    : ''
}${ownSecrets ? `    // kubectl create secret generic ${name}-keys ${secrets.map((key) => `--from-literal=${key}="$(openssl rand -hex 32)"`).join(' ')}\n    declareExisting(scope, 'Secret', '${name}-keys');\n` : ''}${redis ? redisCode : ''}    const props = workloadProps(workload);
    const web = new WebWorkload(scope, 'web', {
      ...props,
      component: '${name}',
      port: ${app.port},
      exposure: exposureOf(exposure),
      env: {
${app.variables.map((one) => `        ${one.name}: ${variableCode(one, name, app.database)},\n`).join('')}        ...props.env,
      },
${setupCode(app)}      probes: ${app.health === undefined ? '{}' : `{ startup: Probe.http('${app.health}'), readiness: Probe.http('${app.health}') }`},
      security: ${securityCode(app)},
${writesCode(app)}    });
${redis ? '    web.connectTo(redis);\n' : ''}${app.database ? '    data.connectFrom(web);\n' : ''}    autoscale(web, workload.autoscaling);
  },
  notes: (_values, release) =>
    \`Try it: kubectl port-forward service/\${release.name} ${app.port}, then open http://127.0.0.1:${app.port}/\\n\`,
});
`;
}

function variableCode(one: Variable, chart: string, database: boolean): string {
  if ('value' in one) return quoted(one.value);
  if ('redis' in one) return REDIS[one.redis];
  if ('secret' in one)
    return database ? `data.secret('${one.secret}')` : `EnvValue.secret('${chart}-keys', '${one.secret}')`;
  return one.connection === 'port' ? 'String(data.connection.port)' : `data.connection.${one.connection}`;
}

function setupCode({ setup }: Application): string {
  const commands = Object.entries(setup);
  if (commands.length === 0) return '';
  const lines = commands.map(
    ([key, command]) =>
      `        ${/^[A-Za-z_]\w*$/.test(key) ? key : `'${key}'`}: [${command.map(quoted).join(', ')}],\n`,
  );
  return `      // Before each pod serves: safe to run again.\n      setup: {\n${lines.join('')}      },\n`;
}

/** What a variable says of the Redis beside it. */
const REDIS = {
  url: '`redis://${redis.serviceName}:${redis.servicePort}/0`',
  host: 'redis.serviceName',
  port: 'String(redis.servicePort)',
} as const;

const redisCode = `    // For caches and queues that may be lost: what it holds goes when its pod goes.
    const redis = new WebWorkload(scope, 'redis', {
      component: 'redis',
      image: 'docker.io/library/redis:8-alpine',
      port: 6379,
      replicas: 1,
      command: ['redis-server', '--save', '', '--appendonly', 'no', '--maxmemory', '128mb', '--maxmemory-policy', 'noeviction'],
      security: Security.restricted({ user: 999 }),
    });
`;

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Where it writes is known of images that are made here. */
const securityCode = ({ user, writes }: Application): string =>
  user === undefined
    ? 'Security.unrestricted()'
    : `Security.restricted({ user: ${user}${writes === undefined ? ', writableRoot: true' : ''} })`;

/** Folders that it writes to, which live as long as a pod. */
function writesCode({ writes = {} }: Application): string {
  const folders = Object.entries(writes);
  if (folders.length === 0) return '';
  const volumes = folders.map(([key]) => `{ name: '${key}', emptyDir: { sizeLimit: '128Mi' } }`);
  const mounts = folders.map(([key, mountPath]) => `{ name: '${key}', mountPath: '${mountPath}' }`);
  return `      volumes: [...(props.volumes ?? []), ${volumes.join(', ')}],
      volumeMounts: [...(props.volumeMounts ?? []), ${mounts.join(', ')}],
`;
}

/** PostgreSQL names have no hyphens. */
const databaseName = (name: string): string => name.replaceAll('-', '_');

const byName = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
