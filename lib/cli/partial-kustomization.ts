import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isSeq, parseDocument } from 'yaml';

/** A copy of a tree whose kustomizations name only files that are there. */
export interface PartialTree {
  readonly folder: string;
  /** What was left out, in words: each file, and who names it. */
  readonly missing: readonly string[];
}

const KUSTOMIZATION = /^(kustomization\.ya?ml|Kustomization)$/;
const NOT_COPIED = /^(\.git|node_modules|__pycache__|vendor)$/;

/**
 * Copies a tree to a new folder and takes files out of its kustomizations' `resources` that are not there, as Secrets that
 * are in no Git. Whoever calls removes the folder. @returns undefined where nothing is missing
 */
export function withoutMissing(root: string): PartialTree | undefined {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-kustomize-'));
  fs.cpSync(root, folder, { recursive: true, filter: (file) => !NOT_COPIED.test(path.basename(file)) });
  const missing = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((below) => {
    if (!KUSTOMIZATION.test(path.basename(below))) return [];
    return takeOut(path.join(folder, below)).map(
      (name) =>
        `${path.join(root, path.dirname(below), name)} is not there, though ${path.join(root, below)} names it. It is left out: what it makes has to be in the cluster.`,
    );
  });
  if (missing.length > 0) return { folder, missing };
  fs.rmSync(folder, { recursive: true });
  return undefined;
}

/** Takes files that are not there out of a kustomization. @returns their names */
function takeOut(file: string): string[] {
  const document = parseDocument(fs.readFileSync(file, 'utf8'));
  const resources = document.get('resources');
  if (document.errors.length > 0 || !isSeq(resources)) return [];
  const names: unknown[] = resources.toJSON();
  const isMissing = (name: unknown): name is string =>
    typeof name === 'string' &&
    /\.ya?ml$/.test(name) &&
    !name.includes('://') &&
    !fs.existsSync(path.join(path.dirname(file), name));
  const missing = names.filter(isMissing);
  if (missing.length === 0) return [];
  document.set(
    'resources',
    names.filter((name) => !isMissing(name)),
  );
  fs.writeFileSync(file, document.toString());
  return missing;
}
