import { firstOf, type SourceTree } from '../application';

/** Packages that a Python application names, with the version that each is held to, where it is. */
export function pythonPackages(tree: SourceTree): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  const files = tree.paths.filter((path) =>
    /^(requirements[\w.-]*\.(txt|in)|requirements\/[\w.-]+\.(txt|in)|Pipfile|pyproject\.toml|setup\.(py|cfg))$/.test(
      path,
    ),
  );
  for (const file of files)
    for (const [, name = '', version] of (tree.read(file) ?? '').matchAll(
      /^[\s"'[]*([A-Za-z][\w.-]*)(?:\[[^\]]*\])?["']?\s*(?:(?:===?|>=|~=|=|\(>=?|<=?)\s*\{?(?:version\s*=\s*)?["'^~]*v?(\d[\w.]*)?)?/gm,
    ))
      if (!found.get(name.toLowerCase())) found.set(name.toLowerCase(), version);
  return found;
}

/** Lines of a Dockerfile that put an application's packages into /venv. */
export interface PackageSteps {
  /** Debian's packages that they are compiled with, and those that they run with. */
  readonly compiledWith: readonly string[];
  readonly runsWith: readonly string[];
  readonly lines: readonly string[];
}

const REQUIREMENTS = [
  'requirements.txt',
  'requirements/production.txt',
  'requirements/prod.txt',
  'requirements/base.txt',
  'requirements-prod.txt',
  'requirements.in',
] as const;

/**
 * How the packages are installed: as the lock file's own tool does it, where there is one.
 * @param more packages beside those that the application names itself
 */
export function packageSteps(tree: SourceTree, more: readonly string[]): PackageSteps {
  const named = pythonPackages(tree);
  const missing = more.filter((name) => !named.has(name.replace(/\[.*|[=<>].*/g, '')));
  const also =
    missing.length > 0 ? [`RUN pip install --no-cache-dir ${missing.map((one) => `'${one}'`).join(' ')}`] : [];
  const postgres = named.has('psycopg2');
  const mysql = named.has('mysqlclient');
  return {
    compiledWith: [
      ...(postgres || mysql ? ['gcc', 'libc6-dev'] : []),
      ...(postgres ? ['libpq-dev'] : []),
      ...(mysql ? ['default-libmysqlclient-dev', 'pkg-config'] : []),
      ...(gitIn(tree) ? ['git'] : []),
    ],
    runsWith: [...(postgres ? ['libpq5'] : []), ...(mysql ? ['libmariadb3'] : [])],
    lines: [...installed(tree), ...also],
  };
}

const gitIn = (tree: SourceTree): boolean => REQUIREMENTS.some((file) => /\bgit\+/.test(tree.read(file) ?? ''));

function installed(tree: SourceTree): string[] {
  const project = tree.read('pyproject.toml') ?? '';
  const requirements = firstOf(tree, ...REQUIREMENTS);
  if (tree.paths.includes('uv.lock'))
    return [
      'COPY pyproject.toml uv.lock ./',
      'RUN pip install --no-cache-dir uv && UV_PROJECT_ENVIRONMENT=/venv uv sync --frozen --no-dev --no-install-project',
    ];
  if (/^\[tool\.poetry/m.test(project) && requirements === undefined)
    return [
      `COPY pyproject.toml ${tree.paths.includes('poetry.lock') ? 'poetry.lock ' : ''}./`,
      'RUN python -m venv /poetry && /poetry/bin/pip install --no-cache-dir poetry',
      '# A lock file of long ago is made anew where Poetry asks for it.',
      'RUN /poetry/bin/poetry install --only main --no-root --no-interaction || (/poetry/bin/poetry lock --no-interaction && /poetry/bin/poetry install --only main --no-root --no-interaction)',
    ];
  if (requirements !== undefined) return requirementsInstalled(tree, requirements);
  if (tree.paths.includes('Pipfile'))
    return [
      `COPY Pipfile ${tree.paths.includes('Pipfile.lock') ? 'Pipfile.lock ' : ''}./`,
      tree.paths.includes('Pipfile.lock')
        ? 'RUN python -m venv /pipenv && /pipenv/bin/pip install --no-cache-dir pipenv && /pipenv/bin/pipenv requirements > /tmp/requirements.txt && pip install --no-cache-dir -r /tmp/requirements.txt'
        : 'RUN python -m venv /pipenv && /pipenv/bin/pip install --no-cache-dir pipenv && PIPENV_VERBOSITY=-1 /pipenv/bin/pipenv install --skip-lock',
    ];
  if (/^\[project\]/m.test(project) && !/^dynamic\s*=[^\n]*dependencies/m.test(project))
    return [
      'COPY pyproject.toml ./',
      'RUN pip install --no-cache-dir uv && uv pip install --no-cache -r pyproject.toml',
    ];
  return project !== '' || tree.paths.includes('setup.py') ? ['COPY . .', 'RUN pip install --no-cache-dir .'] : [];
}

function requirementsInstalled(tree: SourceTree, requirements: string): string[] {
  const text = tree.read(requirements) ?? '';
  const folder = requirements.includes('/') ? requirements.replace(/\/[^/]*$/, '') : undefined;
  const elsewhere = /^\s*(-e\s|\.\s*$|\.\/|file:)/m.test(text);
  const files = tree.paths.filter((path) => /^(requirements[\w.-]*|constraints[\w.-]*)\.(txt|in)$/.test(path));
  const folders = tree.paths.some((path) => path.startsWith('requirements/')) ? ['COPY requirements requirements'] : [];
  const copied = elsewhere ? ['COPY . .'] : [...(files.length > 0 ? [`COPY ${files.join(' ')} ./`] : []), ...folders];
  return [
    ...(copied.length > 0 || folder === undefined ? copied : [`COPY ${folder} ${folder}`]),
    `RUN pip install --no-cache-dir -r ${requirements}`,
  ];
}
