import { OWN_USER, words, type SourceTree } from '../application';
import { packageSteps, pythonPackages } from './packages';

/** How a Python application is put into an image. */
export interface PythonImage {
  /** Packages beside those that the application names itself. */
  readonly packages: readonly string[];
  /** Commands that are run when the image is built. */
  readonly build?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folder within the source that it runs in. */
  readonly folder?: string;
  /** Folders that it writes to. */
  readonly writes?: readonly string[];
  readonly port: number;
  readonly command: readonly string[];
}

/** Python that images are made with, unless the source asks for another one. */
const PYTHON = '3.13';

/** The last Python that old packages run on, or are made for, by the first version that has another one. */
const LAST_PYTHON: Readonly<Record<string, readonly (readonly [below: string, python: string])[]>> = {
  django: [
    ['2.2', '3.7'],
    ['3.2', '3.9'],
    ['4.2', '3.11'],
  ],
  flask: [
    ['1', '3.8'],
    ['2', '3.9'],
    ['2.2', '3.11'],
  ],
  'psycopg2-binary': [
    ['2.9.2', '3.9'],
    ['2.9.5', '3.10'],
    ['2.9.9', '3.11'],
    ['2.9.10', '3.12'],
  ],
};

/** The version of Python that the source asks for. */
export function pythonOf(tree: SourceTree): string {
  const said = [
    tree.read('.python-version') ?? tree.read('../.python-version'),
    tree.read('runtime.txt'),
    /python(?:_full)?_version\s*=\s*["']([\d.]+)/.exec(tree.read('Pipfile') ?? '')?.[1],
    /requires-python\s*=\s*["'][^\d]*([\d.]+)["']/.exec(tree.read('pyproject.toml') ?? '')?.[1],
    /^python\s*=\s*["'][^\d]*([\d.]+)/m.exec(tree.read('pyproject.toml') ?? '')?.[1],
    /^\s*FROM\s+(?:\S*\/)?python:(\S+)/im.exec(tree.read('Dockerfile') ?? tree.read('Dockerfile.prod') ?? '')?.[1],
  ];
  return said.map((text) => /3\.\d+/.exec(text ?? '')?.[0]).find(Boolean) ?? lastPythonFor(tree) ?? PYTHON;
}

function lastPythonFor(tree: SourceTree): string | undefined {
  const packages = pythonPackages(tree);
  for (const [name, steps] of Object.entries(LAST_PYTHON)) {
    const version = packages.get(name);
    const step = version === undefined ? undefined : steps.find(([below]) => isBelow(version, below));
    if (step) return step[1];
  }
  return undefined;
}

/** Whether a version comes before another one. */
const isBelow = (version: string, other: string): boolean => version.localeCompare(other, 'en', { numeric: true }) < 0;

/** A Dockerfile: packages in a stage of their own, no root, no bytecode, nothing that is not needed to run. */
export function pythonDockerfile(tree: SourceTree, image: PythonImage): string {
  const { compiledWith, runsWith, lines } = packageSteps(tree, image.packages);
  const env = Object.entries(image.env ?? {}).map(([name, value]) => ` ${name}=${value}`);
  const writes = image.writes ?? [];
  return `FROM python:${pythonOf(tree)}-slim AS packages
${debian(compiledWith)}WORKDIR /src
RUN python -m venv /venv
ENV VIRTUAL_ENV=/venv PATH=/venv/bin:$PATH
${lines.map((line) => `${line}\n`).join('')}
FROM python:${pythonOf(tree)}-slim
${debian(runsWith)}ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1${env.join('')}
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
${image.folder ? `WORKDIR /app/${image.folder}\n` : ''}${(image.build ?? []).map((line) => `RUN ${line}\n`).join('')}${
    writes.length > 0 ? `RUN mkdir -p ${writes.join(' ')} && chown ${OWN_USER}:${OWN_USER} ${writes.join(' ')}\n` : ''
  }USER ${OWN_USER}:${OWN_USER}
EXPOSE ${image.port}
CMD ${words(image.command)}
`;
}

const debian = (packages: readonly string[]): string =>
  packages.length === 0
    ? ''
    : `RUN apt-get update -qq && apt-get install -y --no-install-recommends ${packages.join(' ')} && rm -rf /var/lib/apt/lists/*\n`;
