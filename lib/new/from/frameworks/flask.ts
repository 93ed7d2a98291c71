import { OWN_USER, userIn, type Application, type SourceTree } from '../application';
import { imageFiles } from '../image-files';
import { pythonDockerfile, requirementsOf } from '../python-image';

const PORT = 8000;

/** An application of Flask or FastAPI: where it is made, and how gunicorn finds it. */
export function flaskOrFastApi(tree: SourceTree): Application | undefined {
  const found = tree.paths
    .filter((path) => path.endsWith('.py') && !/(^|\/)(tests?|migrations|docs)\//.test(path))
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((path) => madeIn(path, tree.read(path) ?? ''));
  const [app] = found;
  if (!app) return undefined;
  const fast = app.framework === 'FastAPI';
  const server = ['gunicorn', `--bind=0.0.0.0:${PORT}`, '--workers=2', '--worker-tmp-dir=/tmp'];
  const command = [...server, ...(fast ? ['--worker-class=uvicorn.workers.UvicornWorker'] : []), app.target];
  const all = tree.paths.filter((path) => path.endsWith('.py')).map((path) => tree.read(path) ?? '');
  const health = all.map((text) => /['"](\/(?:healthz?|health_check|ready|ping|up))['"]/.exec(text)?.[1]).find(Boolean);
  const secretKey = all.some((text) => /environ[^\n]*['"]SECRET_KEY['"]|getenv\(['"]SECRET_KEY['"]/.test(text));
  const database = all.some((text) => /environ[^\n]*['"]DATABASE_URL['"]|getenv\(['"]DATABASE_URL['"]/.test(text));
  const own = tree.paths.includes('Dockerfile');
  const dockerfile = pythonDockerfile(tree, {
    packages: [
      ...(requirementsOf(tree) === undefined ? [app.framework.toLowerCase()] : []),
      'gunicorn',
      ...(fast ? ['uvicorn'] : []),
      ...(database ? ['psycopg[binary]', 'psycopg2-binary'] : []),
    ],
    port: PORT,
    command,
  });
  return {
    framework: app.framework,
    port: PORT,
    files: imageFiles(own, dockerfile),
    variables: [
      ...(secretKey ? [{ name: 'SECRET_KEY', secret: 'secret-key' }] : []),
      ...(database ? DATABASE_URL : []),
    ],
    database,
    setup: {},
    health,
    user: own ? userIn(tree) : OWN_USER,
    assumed: [
      `It is served by gunicorn as ${app.target}, two processes a pod.`,
      health === undefined
        ? 'No route for health was found: a TCP connection has to do for the probes.'
        : `${health} answers without a database.`,
      ...(database
        ? ['DATABASE_URL is read: it gets a PostgreSQL.']
        : ['No DATABASE_URL is read: it gets no database. What it writes beside /tmp is refused.']),
      ...(secretKey && !database ? ['SECRET_KEY is a key of a Secret that you make; chart.ts has the command.'] : []),
      ...(own ? ['The Dockerfile is yours: it has to serve on port 8000.'] : []),
    ],
  };
}

/** A URL of parts that the kubelet puts in. */
export const DATABASE_URL = [
  { name: 'PGUSER', connection: 'user' },
  { name: 'PGPASSWORD', connection: 'password' },
  { name: 'PGHOST', connection: 'host' },
  { name: 'PGPORT', connection: 'port' },
  { name: 'PGDATABASE', connection: 'name' },
  { name: 'DATABASE_URL', value: 'postgresql://$(PGUSER):$(PGPASSWORD)@$(PGHOST):$(PGPORT)/$(PGDATABASE)' },
] as const;

/** Files that people give their application first. */
const USUAL = ['wsgi.py', 'app.py', 'main.py', 'application.py', 'run.py', 'app/main.py', 'app/__init__.py'];
const rank = (path: string): number =>
  USUAL.includes(path) ? USUAL.indexOf(path) : USUAL.length + path.split('/').length;

function madeIn(path: string, text: string): { framework: 'Flask' | 'FastAPI'; target: string }[] {
  const found = /^([ \t]*)(\w+)(?:\s*:\s*\w+)?\s*=\s*(?:\w+\.)?(Flask|FastAPI)\(/m.exec(text);
  if (!found) return [];
  const module = path
    .replace(/(\/__init__)?\.py$/, '')
    .replaceAll('/', '.')
    .replace(/^src\./, '');
  const framework = found[3] as 'Flask' | 'FastAPI';
  const factory =
    found[1] === ''
      ? undefined
      : /^def (\w+)\(/m.exec(
          text
            .slice(0, found.index)
            .split('\n')
            .reverse()
            .find((line) => line.startsWith('def ')) ?? '',
        )?.[1];
  if (found[1] !== '' && factory === undefined) return [];
  return [{ framework, target: factory === undefined ? `${module}:${found[2]}` : `${module}:${factory}()` }];
}
