import type { Application, SourceTree } from '../application';
import { DATABASE_PARTS, environmentOf, type Environment } from '../environment/variables';
import { imageFiles, imageOf } from '../image-files';
import { procfileOf, servedIn } from '../procfile';
import { pythonDockerfile } from '../python/image';
import { pythonPackages } from '../python/packages';
import { productionSettings, PRODUCTION_MODULE } from './django-settings';

const PORT = 8000;

/** Variables that the settings for production read. */
const OWN_VARIABLES = ['DJANGO_SECRET_KEY', 'DJANGO_ALLOWED_HOSTS'];

/** A project that `django-admin startproject` began. */
export function django(tree: SourceTree): Application | undefined {
  const manage = tree.paths
    .filter((path) => /(^|\/)manage\.py$/.test(path) && path.split('/').length <= 3)
    .sort((a, b) => a.split('/').length - b.split('/').length)
    .find((path) => settingsNamed(tree.read(path) ?? '') !== undefined);
  if (manage === undefined) return undefined;
  const folder = manage.replace(/\/?manage\.py$/, '');
  const within = (file: string) => (folder === '' ? file : `${folder}/${file}`);
  const packages = pythonPackages(tree);
  const settings = baseSettings(tree, within, settingsNamed(tree.read(manage) ?? '') ?? '');
  const text = textOf(tree, within, settings);
  const [pack = ''] = settings.split('.');
  const asgi = /^ASGI_APPLICATION\s*=/m.test(text) && packages.has('channels');
  const target = targetOf(tree, text, pack, asgi);
  const command = asgi
    ? ['uvicorn', '--host=0.0.0.0', `--port=${PORT}`, '--workers=2', '--proxy-headers', target]
    : ['gunicorn', `--bind=0.0.0.0:${PORT}`, '--workers=2', '--worker-tmp-dir=/tmp', target];
  const old = Number.parseFloat(packages.get('django') ?? '9') < 4.2;
  const driver = ['psycopg2', 'psycopg2-binary', 'psycopg'].some((name) => packages.has(name));
  const asked = environmentOf(tree, 'postgres', OWN_VARIABLES);
  const dockerfile = pythonDockerfile(tree, {
    packages: [
      'django',
      'gunicorn',
      'whitenoise',
      ...(driver ? [] : [old ? 'psycopg2-binary' : 'psycopg[binary]']),
      ...(asgi ? ['uvicorn[standard]'] : []),
    ],
    env: { DJANGO_SETTINGS_MODULE: PRODUCTION_MODULE },
    build: [`${toBuild(asked)} python manage.py collectstatic --noinput`],
    folder,
    writes: Object.values(asked.writes),
    port: PORT,
    command,
  });
  const image = imageFiles(
    tree,
    { text: dockerfile, port: PORT },
    driver ? undefined : 'its packages have no driver of PostgreSQL',
  );
  return {
    framework: 'Django',
    ...imageOf(image, asked.writes),
    files: new Map([[within(`${PRODUCTION_MODULE}.py`), productionSettings(settings)], ...image.files]),
    variables: [
      { name: 'DJANGO_SETTINGS_MODULE', value: PRODUCTION_MODULE },
      { name: 'DJANGO_SECRET_KEY', secret: 'secret-key' },
      { name: 'DJANGO_ALLOWED_HOSTS', value: '*' },
      ...DATABASE_PARTS,
      ...asked.variables.filter(({ name }) => !DATABASE_PARTS.some((one) => one.name === name)),
    ],
    database: true,
    setup: image.setsUp ? {} : { migrate: ['python', 'manage.py', 'migrate', '--noinput'] },
    health: '/healthz',
    assumed: [
      `Settings are ${settings}; ${PRODUCTION_MODULE}.py takes them over and sets what production needs: secret key, hosts and PostgreSQL from the environment, no DEBUG, static files by WhiteNoise, HTTPS as the proxy says it.`,
      ...(image.own ? [] : [`It is served by ${command[0]} as ${target}, two processes a pod.`]),
      'DJANGO_ALLOWED_HOSTS is *: set it to your hosts, and CSRF_TRUSTED_ORIGINS follows.',
      'Uploaded files need a volume or a bucket; what is written beside /tmp is refused.',
      ...image.assumed,
      ...asked.assumed,
    ],
  };
}

const settingsNamed = (text: string): string | undefined =>
  /DJANGO_SETTINGS_MODULE['"]\s*(?:,|\]\s*=)\s*['"]([\w.]+)['"]/.exec(text)?.[1];

type Within = (file: string) => string;

/** The module that all stages share, where manage.py names that of one stage. */
function baseSettings(tree: SourceTree, within: Within, named: string): string {
  const parent = named.replace(/\.\w+$/, '');
  const stage = /\.(local|dev|development|debug|test|production|prod|staging)$/.test(named);
  const shared = ['base', 'common', 'defaults'].map((name) => `${parent}.${name}`);
  return stage ? (shared.find((module) => tree.paths.includes(within(fileOf(module)))) ?? named) : named;
}

const fileOf = (module: string): string => `${module.replaceAll('.', '/')}.py`;

const textOf = (tree: SourceTree, within: Within, module: string): string =>
  tree.read(within(fileOf(module))) ?? tree.read(within(`${module.replaceAll('.', '/')}/__init__.py`)) ?? '';

function targetOf(tree: SourceTree, settings: string, pack: string, asgi: boolean): string {
  if (asgi)
    return `${/^ASGI_APPLICATION\s*=\s*['"]([\w.]+)\.\w+['"]/m.exec(settings)?.[1] ?? `${pack}.asgi`}:application`;
  const said = servedIn(procfileOf(tree).get('web') ?? '');
  if (said !== undefined && /wsgi/.test(said)) return said.includes(':') ? said : `${said}:application`;
  const [, module, name = 'application'] = /^WSGI_APPLICATION\s*=\s*['"]([\w.]+)\.(\w+)['"]/m.exec(settings) ?? [];
  return `${module ?? `${pack}.wsgi`}:${name}`;
}

/** Variables without which the settings can't be loaded: nothing of them stays in the image. */
const toBuild = ({ variables }: Environment): string =>
  [
    'DJANGO_SECRET_KEY=only-to-build',
    ...variables
      .filter(({ name }) => !name.startsWith('PG'))
      .map(
        (one) => `${one.name}=${'value' in one && /^[\w.,:/@*-]+$/.test(one.value) ? one.value : forBuild(one.name)}`,
      ),
  ].join(' ');

const forBuild = (name: string): string =>
  /REDIS|BROKER|RESULT|CACHE/.test(name)
    ? 'redis://localhost:6379/0'
    : /UR[LI]$|DSN$/.test(name)
      ? 'postgresql://build:build@localhost/build'
      : /PORT$/.test(name)
        ? '5432'
        : 'only-to-build';
