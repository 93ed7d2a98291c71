import type { SourceTree } from './application';
import { isExample } from './environment/example';

/** Files that say: here is something that is built by itself. */
const OWN =
  /^(requirements\.txt|pyproject\.toml|Pipfile|setup\.py|package\.json|Gemfile|Dockerfile(\.prod)?|manage\.py)$/;

/** How far down an application is looked for. */
const DEEPEST = 3;

/** Folders of servers, and of what is none, as people call them. */
const SERVER = /(^|\/)(back-?end|server|api|web|app|django|flask|src)$/;
const NO_SERVER =
  /(^|\/)(front-?end|client|ui|docs?|examples?|tests?|e2e|scripts|deploy|infra|k8s|helm|mobile|packages)(\/|$)/;

/** The folders that an application may be in: the whole first, then those that look most like a server. */
export function foldersOf(tree: SourceTree): string[] {
  const below = tree.paths
    .map((path) => path.split('/'))
    .filter((parts) => parts.length > 1 && parts.length <= DEEPEST + 1 && OWN.test(parts.at(-1) ?? ''))
    .map((parts) => parts.slice(0, -1).join('/'));
  return ['', ...[...new Set(below)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))];
}

const rank = (folder: string): number =>
  (NO_SERVER.test(folder) ? 100 : SERVER.test(folder) ? 0 : 10) + folder.split('/').length;

/** The part of a source that is in one folder, without the folders in it that are built by themselves. */
export function within(tree: SourceTree, folder: string): SourceTree {
  const start = folder === '' ? '' : `${folder}/`;
  const shared =
    folder === ''
      ? []
      : tree.paths
          .filter((path) => !path.includes('/') && (isExample(path) || path === '.python-version'))
          .map((path) => `${OUTER}${path}`);
  const apart = foldersOf(tree)
    .filter((one) => one !== folder && one.startsWith(start) && isApart(tree, one))
    .map((one) => `${one}/`);
  return {
    all: tree.paths.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length)),
    paths: tree.paths
      .filter((path) => path.startsWith(start) && !apart.some((one) => path.startsWith(one)))
      .map((path) => path.slice(start.length))
      .concat(shared),
    read: (path) => tree.read(shared.includes(path) ? path.replace(OUTER, '') : `${start}${path}`),
  };
}

/** How a file of the whole is called in one of its folders. */
const OUTER = '../';

/** A folder with packages of its own; one with a Dockerfile or manage.py alone may be of the whole. */
const isApart = (tree: SourceTree, folder: string): boolean =>
  ['requirements.txt', 'pyproject.toml', 'Pipfile', 'package.json', 'Gemfile'].some((file) =>
    tree.paths.includes(`${folder}/${file}`),
  );
