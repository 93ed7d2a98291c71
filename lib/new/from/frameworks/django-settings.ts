/** Name of the module with settings for production, beside manage.py. */
export const PRODUCTION_MODULE = 'production_settings';

/** Settings for production, over those of an application. @param settings their module */
export const productionSettings = (
  settings: string,
): string => `"""Settings for production: those of ${settings}, and what a cluster gives."""

import os
from importlib.util import find_spec
from pathlib import Path

from django.http import HttpResponse

import ${settings} as base
from ${settings} import *  # noqa: F403

DEBUG = False
SECRET_KEY = os.environ['DJANGO_SECRET_KEY']
ALLOWED_HOSTS = os.environ.get('DJANGO_ALLOWED_HOSTS', '*').split(',')
CSRF_TRUSTED_ORIGINS = [f'https://{host}' for host in ALLOWED_HOSTS if host != '*']
# The proxy ends TLS and says so; whether it redirects to HTTPS is the proxy's to decide.
SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')
SECURE_SSL_REDIRECT = False

STATIC_URL = getattr(base, 'STATIC_URL', None) or '/static/'
STATIC_ROOT = getattr(base, 'STATIC_ROOT', None) or Path(__file__).resolve().parent / 'staticfiles'
MIDDLEWARE = ['${PRODUCTION_MODULE}.health', *base.MIDDLEWARE]
if find_spec('whitenoise') and not any('whitenoise' in one.lower() for one in MIDDLEWARE):
    MIDDLEWARE.insert(1, 'whitenoise.middleware.WhiteNoiseMiddleware')
# Where nothing was collected, files are served from where they lie.
WHITENOISE_USE_FINDERS = not os.path.isdir(STATIC_ROOT)

# psycopg reads PGHOST and its like itself.
if os.environ.get('PGHOST'):
    engine = getattr(base, 'DATABASES', {}).get('default', {}).get('ENGINE', '')
    DATABASES = {
        **getattr(base, 'DATABASES', {}),
        'default': {
            'ENGINE': engine if 'postg' in engine else 'django.db.backends.postgresql',
            'NAME': os.environ['PGDATABASE'],
            'CONN_MAX_AGE': 60,
        },
    }


def health(get_response):
    """Answers the kubelet before hosts are checked and a database is asked."""

    def respond(request):
        return HttpResponse('ok') if request.path == '/healthz' else get_response(request)

    return respond
`;
