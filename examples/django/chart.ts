import { ApplicationDatabase, defineChart, Probe, WebWorkload } from 'chartwright';
import {
  credentialsOf,
  credentialsValues,
  databaseOf,
  databaseValues,
  exposureOf,
  exposureRules,
  exposureValues,
  imageValues,
} from 'chartwright/values';
import { z } from 'zod';

/** Where `collectstatic` puts the files that WhiteNoise serves: settings.STATIC_ROOT. */
const STATIC_ROOT = '/srv/static';

/** What libpq calls them: https://www.postgresql.org/docs/current/libpq-ssl.html */
const SSL_MODE = { disable: 'disable', require: 'require', verify: 'verify-full' } as const;

/** An existing Django image as it is: gunicorn, static files, migrations, PostgreSQL, no password in any file. */
export const django = defineChart({
  name: 'django',
  version: '1.0.0',
  description: 'A Django application with its PostgreSQL database.',
  values: z.object({
    image: imageValues('registry.example.com/acme/site', '4.2.0'),
    replicas: z.int().min(1).max(100).default(3).describe('Pods of the site.'),
    workers: z.int().min(1).max(64).default(3).describe('Processes of gunicorn in each pod.'),
    exposure: exposureValues('ingress'),
    credentials: credentialsValues(['database-password', 'secret-key']),
    database: databaseValues('site'),
  }),
  rules: exposureRules('exposure'),
  build(chart, { image, replicas, workers, exposure, credentials, database }) {
    const data = new ApplicationDatabase(chart, 'data', {
      name: 'site',
      database: databaseOf(database),
      credentials: credentialsOf(credentials),
      keys: { 'secret-key': 50 },
    });
    const { host, port, name, user, password, tls } = data.connection;
    const web = new WebWorkload(chart, 'web', {
      image,
      replicas,
      port: 8000,
      command: ['gunicorn', '--bind=0.0.0.0:8000', `--workers=${workers}`, '--worker-tmp-dir=/tmp', 'site.wsgi'],
      env: {
        DJANGO_SETTINGS_MODULE: 'site.settings',
        DJANGO_SECRET_KEY: data.secret('secret-key'),
        DJANGO_STATIC_ROOT: STATIC_ROOT,
        // Django refuses hosts that it does not know; the probes of the kubelet ask for this one.
        DJANGO_ALLOWED_HOSTS: '*',
        PGHOST: host,
        PGPORT: String(port),
        PGDATABASE: name,
        PGUSER: user,
        PGPASSWORD: password,
        PGSSLMODE: SSL_MODE[tls],
      },
      setup: {
        migrate: ['python', 'manage.py', 'migrate', '--noinput'],
        'collect-static': ['python', 'manage.py', 'collectstatic', '--noinput'],
      },
      volumes: [{ name: 'static', emptyDir: { sizeLimit: '100Mi' } }],
      volumeMounts: [{ name: 'static', mountPath: STATIC_ROOT }],
      resources: {
        requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '128Mi' },
        limits: { memory: '512Mi', 'ephemeral-storage': '512Mi' },
      },
      probes: { startup: Probe.http('/healthz'), readiness: Probe.http('/healthz') },
      exposure: exposureOf(exposure),
    });
    data.connectFrom(web);
  },
  notes: (_values, release) =>
    `The site is Service ${release.name}-web, port 8000.\nA superuser: kubectl exec -it deployment/${release.name}-web -- python manage.py createsuperuser\n`,
});
