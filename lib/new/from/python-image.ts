import { firstOf, OWN_USER, words, type SourceTree } from './application';

/** How a Python application is put into an image. */
export interface PythonImage {
  /** Packages beside those that the application names itself. */
  readonly packages: readonly string[];
  /** Commands that are run when the image is built. */
  readonly build?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly port: number;
  readonly command: readonly string[];
}

/** Python that images are made with, unless the source asks for another one. */
const PYTHON = '3.13';

/** The version that the source asks for. */
export function pythonOf(tree: SourceTree): string {
  const said = [
    tree.read('.python-version'),
    tree.read('runtime.txt'),
    /requires-python\s*=\s*["'][^\d]*([\d.]+)/.exec(tree.read('pyproject.toml') ?? '')?.[1],
  ];
  return said.map((text) => /3\.\d+/.exec(text ?? '')?.[0]).find(Boolean) ?? PYTHON;
}

/** What its packages are installed from. */
export const requirementsOf = (tree: SourceTree): string | undefined =>
  firstOf(
    tree,
    'requirements.txt',
    'requirements/production.txt',
    'requirements/prod.txt',
    'requirements/base.txt',
    'pyproject.toml',
  );

/** A Dockerfile: packages in a stage of their own, no root, no bytecode, nothing that is not needed to run. */
export function pythonDockerfile(tree: SourceTree, image: PythonImage): string {
  const requirements = requirementsOf(tree);
  const own = requirements === undefined ? [] : requirements.endsWith('.toml') ? ['.'] : ['-r', requirements];
  const copied =
    requirements === undefined
      ? ''
      : requirements.endsWith('.toml')
        ? 'COPY . .\n'
        : `COPY ${requirements.includes('/') ? 'requirements requirements' : requirements} ${requirements.includes('/') ? '' : '.'}`.trimEnd() +
          '\n';
  const env = Object.entries(image.env ?? {})
    .map(([name, value]) => ` ${name}=${value}`)
    .join('');
  return `FROM python:${pythonOf(tree)}-slim AS packages
WORKDIR /src
RUN python -m venv /venv
${copied}RUN /venv/bin/pip install --no-cache-dir ${[...own, ...image.packages.map((name) => `'${name}'`)].join(' ')}

FROM python:${pythonOf(tree)}-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1${env}
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
${(image.build ?? []).map((line) => `RUN ${line}\n`).join('')}USER ${OWN_USER}:${OWN_USER}
EXPOSE ${image.port}
CMD ${words(image.command)}
`;
}
