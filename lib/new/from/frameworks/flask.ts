import { sourcesOf, type Application, type SourceTree } from '../application';
import { environmentOf } from '../environment/variables';
import { healthIn } from '../health';
import { imageFiles, imageOf } from '../image-files';
import { procfileOf } from '../procfile';
import { pythonDatabase } from '../python/database';
import { pythonDockerfile } from '../python/image';
import { pythonPackages } from '../python/packages';
import { pythonTarget } from '../python/target';

const PORT = 8000;

/** An application of Flask or FastAPI: where it is made, and how its server finds it. */
export function flaskOrFastApi(tree: SourceTree): Application | undefined {
  const app = pythonTarget(tree);
  if (!app) return undefined;
  const fast = app.framework === 'FastAPI';
  const command = fast
    ? ['uvicorn', '--host=0.0.0.0', `--port=${PORT}`, '--workers=2', '--proxy-headers', '--forwarded-allow-ips=*']
    : ['gunicorn', `--bind=0.0.0.0:${PORT}`, '--workers=2', '--worker-tmp-dir=/tmp'];
  command.push(...(fast && app.factory ? ['--factory'] : []), app.target);
  const packages = pythonPackages(tree);
  const sources = sourcesOf(tree, /\.py$/);
  const named = pythonDatabase(packages);
  const asked = environmentOf(tree, named ?? 'postgres');
  const kept = keptFiles(sources);
  const writes = { ...asked.writes, ...(kept ? { instance: kept.folder } : {}) };
  const setup = setupOf(tree, app, packages, asked.database, kept);
  const dockerfile = pythonDockerfile(tree, {
    packages: [
      app.framework.toLowerCase(),
      ...(fast ? ['uvicorn'] : ['gunicorn']),
      ...(asked.database ? driversFor(packages, named) : []),
    ],
    env: {
      // Tools as alembic don't look for modules where they are started.
      PYTHONPATH: app.folder === '' ? '/app' : `/app/${app.folder}:/app`,
      ...(fast ? {} : { FLASK_APP: app.flaskApp }),
    },
    port: PORT,
    command,
    writes: Object.values(writes),
  });
  const image = imageFiles(tree, { text: dockerfile, port: PORT });
  const health = healthIn(sources.map(({ text }) => text));
  return {
    framework: app.framework,
    ...imageOf(image, writes),
    variables: [...(fast ? [] : [{ name: 'FLASK_APP', value: app.flaskApp }]), ...asked.variables],
    database: asked.database,
    setup: image.setsUp ? {} : setup,
    health,
    assumed: [
      ...(image.own ? [] : [`It is served by ${command[0]} as ${app.target}, two processes a pod.`]),
      health === undefined
        ? 'No route for health was found: a TCP connection has to do for the probes.'
        : `${health} answers without a database.`,
      ...(asked.database
        ? ['Its variables for a database are those of the PostgreSQL that comes with it.']
        : ['No variable for a PostgreSQL is read: it gets none. What it writes beside /tmp is refused.']),
      ...(kept ? [`${kept.what} is in ${kept.folder}, which lives as long as a pod: one pod, or a database.`] : []),
      ...(Object.keys(setup).length > 0 && !image.setsUp
        ? [
            `Each pod runs ${Object.values(setup)
              .map((one) => one.join(' '))
              .join(', then ')} before it serves.`,
          ]
        : []),
      ...image.assumed,
      ...asked.assumed,
    ],
  };
}

/** Drivers of PostgreSQL: which of them SQLAlchemy takes for a URL that names none depends on its version. */
function driversFor(packages: ReadonlyMap<string, unknown>, named: string | undefined): string[] {
  const both = ['sqlalchemy', 'flask-sqlalchemy', 'sqlmodel'].some((name) => packages.has(name));
  return both || named === undefined ? ['psycopg[binary]', 'psycopg2-binary'] : [];
}

interface Kept {
  readonly folder: string;
  readonly what: string;
}

/** Where Flask's instance folder is: beside the package, or beside the module. */
function keptFiles(sources: readonly { readonly text: string }[]): Kept | undefined {
  const used = sources.some(({ text }) => /instance_path|instance_relative_config\s*=\s*True/.test(text));
  return used ? { folder: '/app/instance', what: "Flask's instance folder" } : undefined;
}

function setupOf(
  tree: SourceTree,
  app: NonNullable<ReturnType<typeof pythonTarget>>,
  packages: ReadonlyMap<string, unknown>,
  database: boolean,
  kept: Kept | undefined,
): Record<string, string[]> {
  const has = (file: string) => tree.paths.some((path) => path === file || path.startsWith(`${file}/`));
  if (app.framework === 'Flask' && database && packages.has('flask-migrate') && has('migrations'))
    return { migrate: ['flask', 'db', 'upgrade'] };
  if (has('alembic.ini') && database) return { migrate: ['alembic', 'upgrade', 'head'] };
  const made = sourcesOf(tree, /\.py$/).some(({ text }) => /@\w+\.?(cli\.)?command\(["']init-db["']\)/.test(text));
  if (app.framework === 'Flask' && kept && made) return { 'init-db': ['flask', 'init-db'] };
  const release = procfileOf(tree).get('release');
  return release !== undefined && /^[\w./ -]+$/.test(release) && database ? { release: release.split(/\s+/) } : {};
}
