import { firstOf, type SourceTree } from '../application';
import type { PackageJson } from './package-json';

/** How a package manager is called in an image. */
export interface PackageManager {
  /** `npm`, `yarn`, `pnpm`: what runs a script. */
  readonly name: string;
  /** Files that it reads before the source is there. */
  readonly files: readonly string[];
  /** What brings it into an image of Node.js; undefined: it is there. */
  readonly setup: string | undefined;
  readonly install: string;
  /** What takes away what only building needs; undefined: nothing does. */
  readonly prune: string | undefined;
}

/** The manager whose lock file there is; npm where there is none. */
export function managerOf(tree: SourceTree, { packageManager = '' }: PackageJson): PackageManager {
  const more = ['.npmrc', '.yarnrc.yml', '.yarnrc', 'pnpm-workspace.yaml', 'package-lock.json', 'npm-shrinkwrap.json'];
  const files = (lock?: string) =>
    ['package.json', lock, ...more].filter((file) => file !== undefined && tree.paths.includes(file)) as string[];
  const version = /@(\d[\w.-]*)/.exec(packageManager)?.[1];
  if (tree.paths.includes('pnpm-lock.yaml'))
    return {
      name: 'pnpm',
      files: files('pnpm-lock.yaml'),
      setup: `npm install --global pnpm@${version ?? pnpmFor(tree)}`,
      install: 'pnpm install --frozen-lockfile',
      prune: 'CI=true pnpm prune --prod',
    };
  if (tree.paths.includes('yarn.lock')) return yarn(tree, files('yarn.lock'), version);
  const locked = firstOf(tree, 'package-lock.json', 'npm-shrinkwrap.json') !== undefined;
  return {
    name: 'npm',
    files: files(),
    setup: undefined,
    install: locked ? 'npm ci' : 'npm install',
    prune: 'npm prune --omit=dev',
  };
}

/** The pnpm that made a lock file: each takes those of the one before, too. */
function pnpmFor(tree: SourceTree): string {
  const made = /^lockfileVersion:\s*'?(\d+)/m.exec(tree.read('pnpm-lock.yaml') ?? '')?.[1];
  return made === '5' ? '7' : made === '6' ? '8' : '10';
}

function yarn(tree: SourceTree, files: readonly string[], version: string | undefined): PackageManager {
  const berry = /^__metadata:/m.test(tree.read('yarn.lock') ?? '') || tree.paths.includes('.yarnrc.yml');
  return berry
    ? {
        name: 'yarn',
        files,
        setup: `npm install --global @yarnpkg/cli-dist@${version ?? '4'}`,
        install: 'YARN_NODE_LINKER=node-modules yarn install --immutable',
        prune: undefined,
      }
    : {
        name: 'yarn',
        files,
        setup: 'command -v yarn || npm install --global yarn@1',
        install: 'yarn install --frozen-lockfile',
        prune: 'yarn install --production --frozen-lockfile --ignore-scripts --prefer-offline',
      };
}
