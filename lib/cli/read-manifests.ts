import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject, Manifest } from '../manifests/manifest';

/** Objects of the YAML files of a folder, in the order of the files' names. @throws when a file can't be read */
export function readManifests(folder: string): Manifest[] {
  if (!fs.existsSync(folder)) throw new Error(`There is no folder ${folder}. Make it with: cdk8s synth`);
  return fs
    .readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .flatMap((file) => parse(fs.readFileSync(path.join(folder, file), 'utf8'), path.join(folder, file)));
}

/** Objects of one YAML file. @throws when it can't be read */
export function readManifestFile(file: string): Manifest[] {
  return parse(fs.readFileSync(file, 'utf8'), file);
}

/** The same of a folder as it is in a commit of git. @throws when git doesn't know the revision */
export function readManifestsAt(revision: string, folder: string): Manifest[] {
  const list = git(['ls-tree', '--name-only', '-z', revision, '--', `${folder.replace(/\/+$/, '')}/`]);
  const files = list.split('\0').filter((file) => /\.ya?ml$/.test(file));
  // Names that ls-tree gives are relative to here, as `:./` says.
  return files.sort().flatMap((file) => parse(git(['show', `${revision}:./${file}`]), `${revision}:${file}`));
}

function parse(text: string, file: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    const problem = document.errors[0];
    if (problem) throw new Error(`${file} can't be read as YAML: ${problem.message}`);
    const object = document.toJS() as KubeObject | null;
    return object === null ? [] : [{ object, path: file }];
  });
}

function git(args: readonly string[]): string {
  try {
    return execFileSync('git', [...args], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`git ${args.join(' ')}: ${(error as { stderr?: string }).stderr?.trim() ?? String(error)}`, {
      cause: error,
    });
  }
}
