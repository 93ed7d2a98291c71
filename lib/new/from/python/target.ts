import { sourcesOf, type SourceTree } from '../application';
import { procfileOf, servedIn } from '../procfile';

/** Where a Flask or FastAPI application is made, and what servers call it. */
export interface PythonTarget {
  readonly framework: 'Flask' | 'FastAPI';
  /** `shop:create_app()` for gunicorn, `shop.main:app` for uvicorn. */
  readonly target: string;
  /** Whether the target is a function that makes it (uvicorn's `--factory`). */
  readonly factory: boolean;
  /** What the `flask` command finds it by. */
  readonly flaskApp: string;
  /** The folder that its modules are in, if it is not the source's. */
  readonly folder: string;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

/** Files that people give their application first. */
const USUAL = [
  'wsgi.py',
  'app.py',
  'main.py',
  'application.py',
  'run.py',
  'server.py',
  'app/main.py',
  'app/__init__.py',
];
const rank = (path: string): number => {
  const at = USUAL.indexOf(path.replace(/^src\//, ''));
  return at < 0 ? USUAL.length + path.split('/').length : at;
};

/** Finds the application of a source; undefined where there is none. */
export function pythonTarget(tree: SourceTree): PythonTarget | undefined {
  const sources = sourcesOf(tree, /\.py$/)
    .filter(({ path }) => !/(^|\/)(migrations|alembic|scripts|cli|examples)\/|(^|\/)env\.py$/.test(path))
    .sort((a, b) => rank(a.path) - rank(b.path));
  const made = sources.flatMap((source) => constructed(source) ?? []);
  const [first] = made;
  if (!first) return undefined;
  const { framework } = first;
  const instance = atTop(sources, made) ?? made.find(({ factory }) => factory === undefined);
  const named = servedIn(procfileOf(tree).get('web') ?? '');
  const folder = folderOf(tree, (instance ?? first).path);
  const module = moduleOf(folder, (instance ?? first).path);
  if (named !== undefined && existsAs(tree, folder, named))
    return { framework, target: named.includes(':') ? named : `${named}:app`, factory: false, flaskApp: named, folder };
  if (instance) {
    const target = `${module}:${instance.variable}`;
    return { framework, target, factory: false, flaskApp: target, folder };
  }
  const call = `${first.factory}(${first.needed ? "'production'" : ''})`;
  return {
    framework,
    target: framework === 'Flask' ? `${module}:${call}` : `${module}:${first.factory}`,
    factory: true,
    flaskApp: `${module}:${call.replace('()', '')}`,
    folder,
  };
}

interface Made {
  readonly path: string;
  readonly framework: 'Flask' | 'FastAPI';
  readonly variable: string;
  /** The function that it is made in; undefined: made when the module is loaded. */
  readonly factory: string | undefined;
  /** Whether that function needs to be told something. */
  readonly needed: boolean;
}

/** The application that a file constructs. */
function constructed({ path, text }: Source): Made | undefined {
  const found = /^([ \t]*)(?:(\w+)(?:\s*:\s*[\w.]+)?\s*=|return)\s*(?:\w+\.)?(Flask|FastAPI|APIFlask|OpenAPI)\(/m.exec(
    text,
  );
  if (!found) return undefined;
  const framework = found[3] === 'FastAPI' ? 'FastAPI' : 'Flask';
  if (found[1] === '') return { path, framework, variable: found[2] ?? 'app', factory: undefined, needed: false };
  const before = [...text.slice(0, found.index).matchAll(/^(?:async )?(?:def (\w+)\(([^)]*)\)|class \w+)/gm)].at(-1);
  if (before?.[1] === undefined) return undefined;
  const needed = (before[2] ?? '').split(',').some((one) => /^\s*\w+\s*(:[^=]*)?$/.test(one) && !/^\s*\*/.test(one));
  return { path, framework, variable: found[2] ?? 'app', factory: before[1], needed };
}

/** A module that calls the function at its top: `app = create_app()`. */
function atTop(sources: readonly Source[], made: readonly Made[]): { path: string; variable: string } | undefined {
  const names = made.flatMap(({ factory }) => factory ?? []);
  for (const { path, text } of sources)
    for (const name of names) {
      const variable = new RegExp(`^(\\w+)(?:\\s*:\\s*\\w+)?\\s*=\\s*(?:\\w+\\.)?${name}\\(`, 'm').exec(text)?.[1];
      if (variable !== undefined) return { path, variable };
    }
  return undefined;
}

/** The folder that imports begin at: that of `src/`, or where a module stands alone beside packages of its own. */
function folderOf(tree: SourceTree, path: string): string {
  const parts = path.split('/').slice(0, -1);
  if (parts[0] === 'src' && !tree.paths.includes('src/__init__.py') && !importedAs(tree, 'src')) return 'src';
  const folder = parts.join('/');
  if (parts.length === 0 || tree.paths.includes(`${folder}/__init__.py`) || importedAs(tree, parts[0] ?? '')) return '';
  return importsBeside(tree, folder) ? folder : '';
}

const importedAs = (tree: SourceTree, pack: string): boolean =>
  sourcesOf(tree, /\.py$/).some(({ text }) => new RegExp(`^\\s*(?:from|import) ${pack}[. ]`, 'm').test(text));

/** Whether a folder's modules import each other as if nothing was above them. */
const importsBeside = (tree: SourceTree, folder: string): boolean => {
  const beside = new Set(
    tree.paths.flatMap((path) =>
      path.startsWith(`${folder}/`) ? [/^(\w+)[./]/.exec(path.slice(folder.length + 1))?.[1]] : [],
    ),
  );
  return sourcesOf(tree, /\.py$/)
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .some(({ text }) => [...text.matchAll(/^\s*(?:from|import) (\w+)/gm)].some(([, name]) => beside.has(name)));
};

const moduleOf = (folder: string, path: string): string =>
  path
    .slice(folder === '' ? 0 : folder.length + 1)
    .replace(/(\/__init__)?\.py$/, '')
    .replaceAll('/', '.');

const existsAs = (tree: SourceTree, folder: string, named: string): boolean => {
  const file = `${folder === '' ? '' : `${folder}/`}${(named.split(':')[0] ?? '').replaceAll('.', '/')}`;
  return [`${file}.py`, `${file}/__init__.py`].some((path) => tree.paths.includes(path));
};
