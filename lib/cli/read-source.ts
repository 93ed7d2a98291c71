import fs from 'node:fs';
import path from 'node:path';
import type { SourceTree } from '../new/from/application';

const LEFT_OUT = /^(\.git|\.venv|venv|env|node_modules|vendor|__pycache__|dist|build|tmp|log)$/;

/** So many files of an application are looked at, and no longer ones. */
const MOST_FILES = 3000;
const LONGEST_FILE = 500_000;

/** The source of an application, as it lies in a folder. */
export function sourceTree(folder: string): SourceTree {
  const paths: string[] = [];
  const visit = (below: string): void => {
    const entries = fs.readdirSync(path.join(folder, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && !LEFT_OUT.test(entry.name)) visit(file);
      if (entry.isFile() && paths.length < MOST_FILES) paths.push(file);
    }
  };
  visit('');
  return {
    paths,
    read: (file) => {
      const at = path.join(folder, file);
      const stat = fs.statSync(at, { throwIfNoEntry: false });
      return stat?.isFile() && stat.size <= LONGEST_FILE ? fs.readFileSync(at, 'utf8') : undefined;
    },
  };
}
