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
  const { app } = recognise(tree(files), 'src');
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
  const own = { ...DJANGO, 'requirements.txt': 'django\npsycopg[binary]\ngunicorn\n' };
  expect(chartOf({ ...own, Dockerfile: 'FROM x\nUSER 1001\nCMD ["gunicorn"]' }).app).toMatchObject({ user: 1001 });
  expect([...chartOf({ ...own, Dockerfile: 'FROM x\nCMD ["gunicorn"]' }).app.files.keys()]).toEqual([
    'production_settings.py',
  ]);
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

const FLASK =
  'from flask import Flask\n\ndef create_app(test_config=None):\n    app = Flask(__name__)\n    return app\n';

test('an application below the folder is found, servers before what browsers load, with the example of its environment', () => {
  const { app, folder } = recognise(
    tree({
      'package.json': '{"workspaces":["frontend"]}',
      'frontend/package.json': '{"dependencies":{"next":"15"},"scripts":{"start":"next start"}}',
      'backend/pyproject.toml': '[project]\ndependencies = ["fastapi"]\n',
      'backend/app/main.py':
        'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    OWNER: str\n    SECRET_KEY: str\napp = FastAPI()\n',
      '.env': 'OWNER=ada\nSECRET_KEY=changethis\n',
    }),
    'src',
  );
  expect(folder).toBe('backend');
  expect(app.files.get('Dockerfile')).toContain('"app.main:app"');
  expect(app.variables).toEqual([
    { name: 'OWNER', value: 'ada' },
    { name: 'SECRET_KEY', secret: 'secret-key' },
  ]);
  expect(app.assumed).toContain('There are others, each for a `new --from` of its own: frontend.');
});

test.each([
  [
    'poetry',
    { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.12"\nflask = "3"\n', 'poetry.lock': '' },
    'poetry install --only main',
  ],
  ['uv', { 'pyproject.toml': '[project]\ndependencies = ["flask"]', 'uv.lock': '' }, 'uv sync --frozen'],
  ['pipenv', { Pipfile: '[packages]\nflask = "*"\n', 'Pipfile.lock': '' }, 'pipenv requirements'],
  [
    'a requirements file of a folder',
    { 'requirements/base.txt': 'flask\n', 'requirements/prod.txt': '-r base.txt' },
    '-r requirements/prod.txt',
  ],
])('packages of Python are installed as %s does it', (_name, files, line) => {
  const { app } = recognise(tree({ 'app.py': FLASK, ...files }), 'src');
  expect(app.files.get('Dockerfile')).toContain(line);
  expect(app.files.get('Dockerfile')).toContain('"app:create_app()"');
});

test.each([
  ['pnpm-lock.yaml', "lockfileVersion: '9.0'\n", 'pnpm install --frozen-lockfile'],
  ['yarn.lock', '# yarn lockfile v1\n', 'yarn install --frozen-lockfile'],
  ['package-lock.json', '{}', 'npm ci'],
])('packages of Node.js are installed as %s asks for', (lock, text, line) => {
  const json =
    '{"scripts":{"build":"tsc","start":"node dist/server.js"},"dependencies":{"express":"5","typescript":"5"}}';
  const { app } = recognise(tree({ 'package.json': json, [lock]: text, 'src/server.ts': 'app.listen(4000)' }), 'src');
  expect(app).toMatchObject({ framework: 'Express', port: 4000 });
  expect(app.files.get('Dockerfile')).toContain(line);
  expect(app.files.get('Dockerfile')).toContain('CMD ["node", "dist/server.js"]');
});

test('what a Procfile serves is served, and a module that calls the factory is taken before the factory', () => {
  const files = { 'shop/__init__.py': FLASK, 'run.py': 'from shop import create_app\napplication = create_app()\n' };
  expect(recognise(tree(files), 'src').app.files.get('Dockerfile')).toContain('"run:application"');
  const said = { ...files, 'serve.py': 'app = 1', Procfile: 'web: gunicorn -b 0.0.0.0:$PORT -w 3 serve:app\n' };
  expect(recognise(tree(said), 'src').app.files.get('Dockerfile')).toContain('"serve:app"');
});

test.each([
  ['a server for development', 'CMD flask run --host 0.0.0.0'],
  ['nothing by itself', 'ENV A=1'],
  ['what is not in the source', 'COPY dist/api .\nCMD ["gunicorn"]'],
])('a Dockerfile that makes no image for production stays and is not built by: %s', (_name, lines) => {
  const { app } = recognise(tree({ 'app.py': FLASK, Dockerfile: `FROM python:3.13\n${lines}\n` }), 'src');
  expect(app.dockerfile).toBe('Dockerfile.chartwright');
  expect([...app.files.keys()]).toContain('Dockerfile.chartwright');
});

test('the port and the user of a Dockerfile are those of its last stage, of a script that it starts, of a name', () => {
  const text =
    'FROM node AS assets\nEXPOSE 1234\nUSER node\nFROM python:3.13\nARG UID=1500\nRUN useradd -u "${UID}" web\nUSER web\nCOPY . .\nENTRYPOINT ["./boot.sh"]\n';
  const { app } = recognise(
    tree({ 'app.py': FLASK, 'boot.sh': 'flask db upgrade\nexec gunicorn -b :5000 app:app\n', Dockerfile: text }),
    'src',
  );
  expect(app).toMatchObject({ port: 5000, user: 1500, setup: {}, dockerfile: 'Dockerfile', writes: undefined });
});

test('what a Redis, files and keys are read by is there: none of it is a secret in a file', () => {
  const { app, workload, text } = chartOf({
    'package.json': '{"scripts":{"start":"node app.js"},"dependencies":{"express":"5","better-sqlite3":"11"}}',
    'app.js':
      "const { REDIS_URL, JWT_SECRET } = process.env;\nconst file = process.env.SQLITE_PATH || '/etc/shop/shop.db';\napp.listen(process.env.PORT || 3000);",
  });
  expect(app.variables).toEqual(
    expect.arrayContaining([
      { name: 'REDIS_URL', redis: 'url' },
      { name: 'JWT_SECRET', secret: 'jwt-secret' },
      { name: 'SQLITE_PATH', value: '/data/shop.db' },
    ]),
  );
  expect(workload).toContain('"mountPath":"/data"');
  expect(text).toContain('redis://shop-redis:6379/0');
});

test('settings of Django below the folder are found, and those that its stages share are taken', () => {
  const { app } = recognise(
    tree({
      'requirements.txt': 'Django>=5\npsycopg2==2.9\n',
      'src/manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.local')",
      'src/config/settings/base.py':
        "SECRET_KEY = os.environ['KEY_OF_SITE']\nWSGI_APPLICATION = 'config.wsgi.application'\n",
      'src/config/settings/local.py': 'from .base import *',
    }),
    'src',
  );
  expect(app.files.get('src/production_settings.py')).toContain('import config.settings.base as base');
  const dockerfile = app.files.get('Dockerfile') ?? '';
  expect(dockerfile).toContain('WORKDIR /app/src');
  expect(dockerfile).toContain('KEY_OF_SITE=only-to-build');
  expect(dockerfile).toContain('libpq-dev');
});

test('fails on a folder that nobody can tell what it is, with what is recognised', () => {
  expect(() => recognise(tree({ 'README.md': '' }), 'src')).toThrow('Recognised are Django (manage.py), Rails');
});
