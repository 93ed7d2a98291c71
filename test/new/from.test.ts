import { synthesizeProject } from '../../lib/cli/adopt-run';
import { ownPackage } from '../../lib/cli/own-package';
import type { SourceTree } from '../../lib/new/from/application';
import { recognise } from '../../lib/new/from/frameworks';
import { projectFilesFor } from '../../lib/new/project';

const tree = (files: Record<string, string>): SourceTree => ({
  paths: Object.keys(files),
  read: (path) => files[path],
});

const DJANGO = {
  'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')",
  'mysite/settings.py': "WSGI_APPLICATION = 'mysite.wsgi.application'\nSECRET_KEY = 'django-insecure-x'\n",
  'mysite/wsgi.py': '',
};
const SOURCES: Record<string, Record<string, string>> = {
  Django: DJANGO,
  Flask: { 'app.py': 'from flask import Flask\napp = Flask(__name__)\n', 'requirements.txt': 'flask\n' },
  FastAPI: {
    'app/main.py': "from fastapi import FastAPI\napi = FastAPI()\n@api.get('/health')\n",
    'pyproject.toml': '',
  },
  Express: {
    'package.json': '{"scripts":{"start":"node src/server.js"},"dependencies":{"express":"5"}}',
    'src/server.js': "app.get('/healthz', ok); app.listen(process.env.PORT || 4000)",
  },
  Rails: { Gemfile: "source 'x'\ngem 'rails'\ngem 'pg'\n", 'config/routes.rb': 'get "up" => "rails/health#show"' },
  Dockerfile: { Dockerfile: 'FROM x\nEXPOSE 9000\nUSER 1000:1000\n' },
};

function chartOf(files: Record<string, string>) {
  const app = recognise(tree(files), 'src');
  const { version, devDependencies } = ownPackage();
  const project = { name: 'shop', versions: { ...devDependencies, chartwright: version } };
  const written = projectFilesFor(project, app, { repository: 'shop', tag: '1.0.0' });
  const [made] = synthesizeProject(written);
  const workload = made?.objects.find(({ object }) => object.kind === 'Deployment' && object.metadata.name === 'shop');
  return { app, written, text: made?.text ?? '', workload: JSON.stringify(workload?.object) };
}

test.each(Object.keys(SOURCES))('%s is recognised by its source, and its chart passes all checks', (framework) => {
  const { app, workload, text } = chartOf(SOURCES[framework] as Record<string, string>);
  expect(app.framework).toBe(framework);
  expect(workload).toContain(`"containerPort":${app.port}`);
  expect(text.includes('kind: StatefulSet')).toBe(app.database);
});

test('an image is made where there is no Dockerfile: no root, a server for production; a Dockerfile of yours stays', () => {
  const { app } = chartOf(DJANGO);
  const dockerfile = app.files.get('Dockerfile') ?? '';
  expect(dockerfile).toContain('USER 10001:10001');
  expect(dockerfile).toMatch(/CMD \["gunicorn", .*"mysite.wsgi:application"\]/);
  expect(recognise(tree({ ...DJANGO, Dockerfile: 'FROM x\nUSER 1001' }), 'src')).toMatchObject({ user: 1001 });
  expect(recognise(tree({ ...DJANGO, Dockerfile: 'FROM x' }), 'src').files.has('Dockerfile')).toBe(false);
});

test('Django gets settings for production that hold no secret, its migrations and PostgreSQL', () => {
  const { app, workload } = chartOf(DJANGO);
  const settings = app.files.get('production_settings.py') ?? '';
  expect(settings).toContain('from mysite.settings import *');
  expect(settings).toContain("SECRET_KEY = os.environ['DJANGO_SECRET_KEY']");
  expect(settings).not.toContain('insecure');
  expect(workload).toContain('["python","manage.py","migrate","--noinput"]');
  expect(workload).toContain('{"name":"DJANGO_SECRET_KEY","valueFrom":{"secretKeyRef"');
});

test('what an application reads of its environment, it gets: port, secret key, the URL of a database', () => {
  expect(chartOf(SOURCES.Express as Record<string, string>).workload).toContain('{"name":"PORT","value":"4000"}');
  const flask =
    "import os\nfrom flask import Flask\n\ndef create_app():\n    app = Flask(__name__)\n    app.secret_key = os.environ['SECRET_KEY']\n    app.config['DB'] = os.environ['DATABASE_URL']\n";
  const { app, workload } = chartOf({ 'shop/__init__.py': flask });
  expect(app.files.get('Dockerfile')).toContain('"shop:create_app()"');
  expect(workload).toContain('postgresql://$(PGUSER):$(PGPASSWORD)@$(PGHOST):$(PGPORT)/$(PGDATABASE)');
  expect(workload).toContain('"name":"SECRET_KEY","valueFrom"');
});

test('fails on a folder that nobody can tell what it is, with what is recognised', () => {
  expect(() => recognise(tree({ 'README.md': '' }), 'src')).toThrow('Recognised are Django (manage.py), Rails');
});
