import { firstOf, type SourceTree } from '../application';
import { procfileOf } from '../procfile';
import type { PackageJson } from './package-json';

/** How a server of Node.js is built and started. */
export interface NodeStart {
  readonly command: readonly string[];
  /** Command that makes what is started; undefined: the source is. */
  readonly build: string | undefined;
  /** Whether what is for development only has to stay. */
  readonly needsAll: boolean;
}

/** Servers that reload what is changed, and runners of TypeScript. */
const WATCHING = /\b(nodemon|ts-node-dev|ts-node|tsx|tsnd|node-dev|nodemon\.json)\b/;

const USUAL = [
  'server.js',
  'index.js',
  'app.js',
  'main.js',
  'src/index.js',
  'src/server.js',
  'src/app.js',
  'src/main.js',
  'bin/www',
] as const;
const USUAL_TYPED = [
  'src/main.ts',
  'src/server.ts',
  'src/index.ts',
  'src/app.ts',
  'server.ts',
  'index.ts',
  'app.ts',
  'main.ts',
] as const;

/** Finds what starts a server; undefined where nothing does. @param manager what runs scripts */
export function startOf(tree: SourceTree, json: PackageJson, manager: string): NodeStart | undefined {
  const { scripts, main } = json;
  const build = 'build' in scripts ? `${manager} run build` : undefined;
  const web = procfileOf(tree).get('web');
  const said = [web, scripts['start:prod'], scripts['start:production'], scripts.start, scripts.serve];
  const nx = nxStart(tree);
  if (nx) return nx;
  for (const line of said) {
    const node = nodeIn(line);
    if (node !== undefined && (runs(tree, node.at(-1)) || build !== undefined))
      return { command: node, build, needsAll: needsCompiler(tree, node.at(-1)) };
  }
  if (/\bnext start\b/.test(scripts.start ?? ''))
    return { command: ['node_modules/.bin/next', 'start'], build, needsAll: false };
  if (/\bnest start\b/.test(scripts.start ?? '')) return { command: ['node', 'dist/main'], build, needsAll: false };
  const usual = runs(tree, main) && /\.[cm]?js$/.test(main ?? '') ? main : firstOf(tree, ...USUAL);
  const watched = [scripts.start, scripts.dev].map((line) => watchedIn(line)).find(Boolean);
  const plain = watched !== undefined && /\.[cm]?js$/.test(watched) && runs(tree, watched) ? watched : usual;
  const typed = watched !== undefined && watched.endsWith('.ts') ? watched : firstOf(tree, ...USUAL_TYPED);
  if (plain !== undefined) return { command: ['node', plain], build, needsAll: false };
  if (typed !== undefined) return typedStart(tree, json, typed, build);
  return scripts.start === undefined || WATCHING.test(scripts.start)
    ? undefined
    : { command: [manager, 'start'], build, needsAll: true };
}

/** The command of `node` in a line of several, without what sets variables before it. */
function nodeIn(line: string | undefined): string[] | undefined {
  const called =
    /(?:^|[\s;&])node((?:\s+(?:-r|--require|--import)\s+\S+|\s+-{1,2}[\w-]+(?:=\S+)?)*)\s+((?:\.{0,2}\/)?[\w@./-]+)/.exec(
      line ?? '',
    );
  if (!called || /^-/.test(called[2] ?? '')) return undefined;
  return ['node', ...(called[1] ?? '').trim().split(/\s+/).filter(Boolean), called[2] ?? ''];
}

/** Whether what is started compiles as it runs, by what is for development only. */
const needsCompiler = (tree: SourceTree, file = ''): boolean =>
  /ts-node|@babel\/register|tsconfig-paths|\btsx\b/.test(tree.read(file.replace(/^\.\//, '')) ?? '');

const watchedIn = (line: string | undefined): string | undefined =>
  WATCHING.test(line ?? '')
    ? /([\w./-]+\.[cm]?[jt]s)\b/.exec((line ?? '').replace(/\S*nodemon\.json/g, ''))?.[1]?.replace(/^\.\//, '')
    : undefined;

const runs = (tree: SourceTree, file: string | undefined): boolean => {
  const at = file?.replace(/^\.\//, '').replace(/\/$/, '');
  return at !== undefined && ['', '.js', '.cjs', '.mjs', '/index.js'].some((end) => tree.paths.includes(`${at}${end}`));
};

/** What TypeScript is compiled to, or a runner of it where no script builds it. */
function typedStart(
  tree: SourceTree,
  { devDependencies, dependencies }: PackageJson,
  entry: string,
  build: string | undefined,
): NodeStart {
  const config = tree.read('tsconfig.json') ?? '';
  const out = /"outDir"\s*:\s*"(?:\.\/)?([\w./-]+?)\/?"/.exec(config)?.[1];
  const root = /"rootDir"\s*:\s*"(?:\.\/)?([\w./-]*?)\/?"/.exec(config)?.[1] ?? (entry.startsWith('src/') ? 'src' : '');
  const compiled = `${out ?? 'dist'}/${entry.slice(root === '' || !entry.startsWith(`${root}/`) ? 0 : root.length + 1).replace(/\.ts$/, '.js')}`;
  if (build !== undefined) return { command: ['node', compiled], build, needsAll: false };
  if ('typescript' in { ...devDependencies, ...dependencies } && out !== undefined)
    return { command: ['node', compiled], build: 'npx tsc', needsAll: false };
  return { command: ['npx', 'tsx', entry], build: 'npm install --no-save tsx', needsAll: true };
}

/** An application of an Nx workspace: where its project says that it is built to. */
function nxStart(tree: SourceTree): NodeStart | undefined {
  if (!tree.paths.includes('nx.json')) return undefined;
  const output = /"outputPath"\s*:\s*"([^"]+)"/.exec(tree.read('project.json') ?? '')?.[1];
  return output === undefined
    ? undefined
    : { command: ['node', `${output}/main.js`], build: 'npx nx build --configuration=production', needsAll: true };
}
