import type { SourceTree } from './application';

/** What a Dockerfile that is there says of the image, as far as instructions tell it. */
export interface OwnDockerfile {
  readonly path: string;
  /** The port that it serves on, undefined where it says none. */
  readonly port: number | undefined;
  /** The number of its user, undefined where it may be root. */
  readonly user: number | undefined;
  /** Whether it migrates a database when it starts, or runs in an environment of a tool: nothing is run before it then. */
  readonly setsUp: boolean;
  /** Why no production image comes of it by itself, undefined where one does. */
  readonly unfit: string | undefined;
}

/** Files that people build from, those for production first. */
const NAMES = ['Dockerfile.prod', 'Dockerfile.production', 'Dockerfile'];

/** Servers that reload, and those that their makers keep out of production. */
const FOR_DEVELOPMENT =
  /\brunserver\b|\bflask\b[^\n]*\brun\b|--reload\b|\bnodemon\b|\bts-node-dev\b|\b(npm|yarn|pnpm)["',\s]+(run["',\s]+)?(dev|develop|serve|start:dev)\b|\bnext["',\s]+dev\b|\bfastapi["',\s]+dev\b/;

const SETS_UP = /\b(migrate|upgrade|db:prepare|db:migrate)\b|\b(poetry|pipenv|uv) run\b|docker-entrypoint/;

/** Users of images that everybody knows by name. */
const KNOWN_USERS: Readonly<Record<string, number>> = { node: 1000, nobody: 65534, 'www-data': 33, nginx: 101 };

/** The Dockerfile that an application's image can be built by. */
export function ownDockerfile(tree: SourceTree): OwnDockerfile | undefined {
  const all = NAMES.filter((name) => tree.paths.includes(name)).map((name) => described(tree, name));
  return all.find(({ unfit }) => unfit === undefined) ?? all[0];
}

function described(tree: SourceTree, path: string): OwnDockerfile {
  const text = (tree.read(path) ?? '').replace(/\\\r?\n/g, ' ').replace(/^\s*#.*$/gm, '');
  const settings = new Map(
    [...text.matchAll(/^\s*(?:ARG|ENV)\s+(\w+)[= ]["']?([^\s"']+)/gim)].map(([, name, value]) => [name, value]),
  );
  const filled = text.replace(/"?\$\{?(\w+)(?::-[^}]*)?\}?"?/g, (whole, name: string) => settings.get(name) ?? whole);
  const last = filled.slice(Math.max(0, filled.search(/^FROM[^\n]*(?![\s\S]*^FROM)/im)));
  const starts = [...last.matchAll(/^\s*(?:CMD|ENTRYPOINT)\s+(.*)$/gim)].map(([, command = '']) => command);
  const script = starts.join(' ') + startScripts(tree, starts);
  return {
    path,
    port: portIn(last, script),
    user: userIn(last),
    setsUp: SETS_UP.test(script),
    unfit: unfitBecause(tree, filled, starts, script),
  };
}

/** The texts of scripts of the source that it starts. */
const startScripts = (tree: SourceTree, starts: readonly string[]): string =>
  [...starts.join(' ').matchAll(/([\w./-]+\.sh)\b/g)]
    .map(([, file = '']) => tree.paths.find((path) => path.endsWith(file.split('/').pop() ?? file)))
    .map((path) => (path === undefined ? '' : (tree.read(path) ?? '')))
    .join('\n');

function portIn(instructions: string, script: string): number | undefined {
  const exposed = /^\s*EXPOSE\s+(\d+)/im.exec(instructions)?.[1];
  const bound =
    /(?:--?b(?:ind)?|--port|-p|--listen|--http-socket|runserver)[=\s"',]*(?:[\d.]+|\[::\]|localhost)?:?(\d{2,5})\b/.exec(
      script,
    )?.[1];
  const env = /^\s*ENV\s+(?:\w*_)?PORT[=\s]+"?(\d+)/im.exec(instructions)?.[1];
  const said = bound ?? exposed ?? env;
  return said === undefined ? undefined : Number(said);
}

function userIn(instructions: string): number | undefined {
  const user = [...instructions.matchAll(/^\s*USER\s+"?([\w.-]+)/gim)].at(-1)?.[1];
  if (user === undefined || user === '0' || user === 'root') return undefined;
  if (/^\d+$/.test(user)) return Number(user);
  const made = new RegExp(`(?:useradd|adduser)\\s[^&;\\n]*?(?:-u|--uid)[\\s=]+(\\d+)[^&;\\n]*\\b${user}\\b`).exec(
    instructions,
  )?.[1];
  return made === undefined ? KNOWN_USERS[user] : Number(made);
}

function unfitBecause(tree: SourceTree, text: string, starts: readonly string[], script: string): string | undefined {
  if (starts.length === 0 && /\b(node|python|ruby)\b/.test(/^\s*FROM[^\n]*/im.exec(text)?.[0] ?? ''))
    return 'it starts nothing by itself';
  if (!/^\s*CMD\b/im.test(text) && /\bexec\s+"?\$@/.test(script))
    return 'it starts what it is told, and nothing by itself';
  if (FOR_DEVELOPMENT.test(script)) return 'it starts a server for development';
  const missing = [...text.matchAll(/^\s*COPY\s+((?:--\S+\s+)*)(.*)$/gim)]
    .filter(([, flags = '']) => !flags.includes('--from'))
    .flatMap(([, , files = '']) =>
      files
        .replace(/[[\]",]/g, ' ')
        .trim()
        .split(/\s+/)
        .slice(0, -1),
    )
    .map((file) => file.replace(/^(\.?\/)+/, '').replace(/\/+$/, ''))
    .find((file) => file !== '' && file !== '.' && !/[*?$]/.test(file) && !isThere(tree, file));
  return missing === undefined ? undefined : `it copies ${missing}, which is not in the source`;
}

const isThere = (tree: SourceTree, file: string): boolean =>
  (tree.all ?? tree.paths).some((path) => path === file || path.startsWith(`${file}/`));
