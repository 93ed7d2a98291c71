import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Source } from '../manifests/read';
import { decodeText } from '../yaml/read';

/** What `kubectl apply -f FOLDER` reads. */
const MANIFEST = /\.(?:ya?ml|json)$/;

/** Texts of a file, of a folder or of standard input (`-`), by the rules of `kubectl -f`. */
export interface SourceOptions {
  /** Subfolders too, as `kubectl -R`. @default false */
  readonly recursive?: boolean;
}

/**
 * Reads files that may hold manifests: a file whatever its name, the .yaml, .yml and .json files of a folder in the
 * order of their names, or standard input.
 *
 * @throws when there is no such file, or none in a folder
 */
export function readSources(from: string, options: SourceOptions = {}): Source[] {
  if (from === '-') return [{ file: 'standard input', text: decodeText(fs.readFileSync(0)) }];
  const found = fs.statSync(from, { throwIfNoEntry: false });
  if (!found) throw new Error(`There is no file or folder ${from}. Make dist/ with: cdk8s synth`);
  if (!found.isDirectory()) return [readFile(from)];
  const files = manifestFiles(from, options.recursive ?? false);
  if (files.length > 0) return files.map(readFile);
  const deeper = options.recursive ? [] : manifestFiles(from, true);
  const hint = deeper.length > 0 ? `. In subfolders there are ${deeper.length}: read them with -R` : '';
  throw new Error(`There is no .yaml, .yml or .json file in ${from}${hint}`);
}

/** The same as it is in a commit of git, `path` relative to here. @throws when git knows no such revision or path */
export function readSourcesAt(revision: string, from: string, options: SourceOptions = {}): Source[] {
  const folder = from.replace(/\/+$/, '');
  const list = (below: boolean): string[] => {
    const flags = below ? ['-r'] : [];
    const paths = git(['ls-tree', ...flags, '--name-only', '-z', revision, '--', below ? folder : `${folder}/`]);
    return paths.split('\0').filter((file) => MANIFEST.test(file));
  };
  // A path that is a file is listed by its own name.
  const own = git(['ls-tree', '--name-only', '-z', revision, '--', folder]).split('\0').filter(Boolean);
  const isFile = own.length === 1 && git(['cat-file', '-t', `${revision}:./${folder}`]).trim() === 'blob';
  const files = isFile ? own : list(options.recursive ?? false);
  // Names that ls-tree gives are relative to here, as `:./` says.
  return files
    .sort(byName)
    .map((file) => ({ file: `${revision}:${file}`, text: git(['show', `${revision}:./${file}`]) }));
}

/** Whether git knows the revision. */
export function isRevision(name: string): boolean {
  try {
    git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    return true;
  } catch {
    return false;
  }
}

function manifestFiles(folder: string, recursive: boolean): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => byName(a.name, b.name));
  return entries.flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return recursive ? manifestFiles(full, true) : [];
    return MANIFEST.test(entry.name) && fs.statSync(full, { throwIfNoEntry: false })?.isFile() ? [full] : [];
  });
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const readFile = (file: string): Source => ({ file, text: decodeText(fs.readFileSync(file)) });

function git(args: readonly string[]): string {
  try {
    return execFileSync('git', [...args], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`git ${args.join(' ')}: ${(error as { stderr?: string }).stderr?.trim() ?? String(error)}`, {
      cause: error,
    });
  }
}
