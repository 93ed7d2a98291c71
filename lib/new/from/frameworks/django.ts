import { OWN_USER, userIn, type Application, type SourceTree } from '../application';
import { imageFiles } from '../image-files';
import { pythonDockerfile } from '../python-image';

const PORT = 8000;

/** Name of the module with settings for production, beside manage.py. */
const MODULE = 'production_settings';

/** A project that `django-admin startproject` began. */
export function django(tree: SourceTree): Application | undefined {
  const settings = /DJANGO_SETTINGS_MODULE['"],\s*['"]([\w.]+)['"]/.exec(tree.read('manage.py') ?? '')?.[1];
  if (settings === undefined) return undefined;
  const text = tree.read(`${settings.replaceAll('.', '/')}.py`) ?? '';
  const [pack = ''] = settings.split('.');
  const asgi = /^ASGI_APPLICATION\s*=/m.test(text) && tree.paths.includes(`${pack}/asgi.py`);
  const wsgi = /^WSGI_APPLICATION\s*=\s*['"]([\w.]+)\.\w+['"]/m.exec(text)?.[1] ?? `${pack}.wsgi`;
  const target = asgi ? `${pack}.asgi:application` : `${wsgi}:application`;
  const server = ['gunicorn', '--bind=0.0.0.0:8000', '--workers=2', '--worker-tmp-dir=/tmp'];
  const command = [...server, ...(asgi ? ['--worker-class=uvicorn.workers.UvicornWorker'] : []), target];
  const own = tree.paths.includes('Dockerfile');
  const dockerfile = pythonDockerfile(tree, {
    packages: [
      ...(hasRequirements(tree) ? [] : ['django']),
      'gunicorn',
      'whitenoise',
      'psycopg[binary]',
      ...(asgi ? ['uvicorn'] : []),
    ],
    env: { DJANGO_SETTINGS_MODULE: MODULE },
    build: ['DJANGO_SECRET_KEY=only-to-collect python manage.py collectstatic --noinput'],
    port: PORT,
    command,
  });
  return {
    framework: 'Django',
    port: PORT,
    files: new Map([[`${MODULE}.py`, productionSettings(settings)], ...imageFiles(own, dockerfile)]),
    variables: [
      { name: 'DJANGO_SETTINGS_MODULE', value: MODULE },
      { name: 'DJANGO_SECRET_KEY', secret: 'secret-key' },
      { name: 'DJANGO_ALLOWED_HOSTS', value: '*' },
      { name: 'PGHOST', connection: 'host' },
      { name: 'PGPORT', connection: 'port' },
      { name: 'PGDATABASE', connection: 'name' },
      { name: 'PGUSER', connection: 'user' },
      { name: 'PGPASSWORD', connection: 'password' },
    ],
    database: true,
    setup: { migrate: ['python', 'manage.py', 'migrate', '--noinput'] },
    health: '/healthz',
    user: own ? userIn(tree) : OWN_USER,
    assumed: [
      `Settings are ${settings}; ${MODULE}.py takes them over and sets what production needs: secret key, hosts and PostgreSQL from the environment, no DEBUG, static files by WhiteNoise, HTTPS as the proxy says it.`,
      `It is served by gunicorn as ${target}, two processes a pod.`,
      'DJANGO_ALLOWED_HOSTS is *: set it to your hosts, and CSRF_TRUSTED_ORIGINS follows.',
      'Uploaded files need a volume or a bucket; what is written beside /tmp is refused.',
      ...(own
        ? [
            'The Dockerfile is yours: it has to install gunicorn, whitenoise and psycopg, to run gunicorn on port 8000, and to collect static files with these settings.',
          ]
        : []),
    ],
  };
}

const hasRequirements = (tree: SourceTree): boolean =>
  ['requirements.txt', 'pyproject.toml'].some((path) => tree.paths.includes(path)) ||
  tree.paths.some((path) => path.startsWith('requirements/'));

const productionSettings = (
  settings: string,
): string => `"""Settings for production: those of ${settings}, and what a cluster gives."""

import os
from pathlib import Path

from django.http import HttpResponse

from ${settings} import *  # noqa: F403
from ${settings} import MIDDLEWARE

DEBUG = False
SECRET_KEY = os.environ['DJANGO_SECRET_KEY']
ALLOWED_HOSTS = os.environ.get('DJANGO_ALLOWED_HOSTS', '*').split(',')
CSRF_TRUSTED_ORIGINS = [f'https://{host}' for host in ALLOWED_HOSTS if host != '*']
# The proxy ends TLS and says so.
SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')

STATIC_URL = '/static/'
STATIC_ROOT = Path(__file__).resolve().parent / 'staticfiles'
MIDDLEWARE = ['${MODULE}.health', 'whitenoise.middleware.WhiteNoiseMiddleware', *MIDDLEWARE]

# psycopg reads PGHOST and its like itself.
if 'PGHOST' in os.environ:
    DATABASES = {
        'default': {
            'ENGINE': 'django.db.backends.postgresql',
            'NAME': os.environ['PGDATABASE'],
            'CONN_MAX_AGE': 60,
            'CONN_HEALTH_CHECKS': True,
        }
    }


def health(get_response):
    """Answers the kubelet before hosts are checked and a database is asked."""

    def respond(request):
        return HttpResponse('ok') if request.path == '/healthz' else get_response(request)

    return respond
`;
