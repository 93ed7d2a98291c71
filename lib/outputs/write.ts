import fs from 'node:fs';
import path from 'node:path';

/** Writes files below a folder: the one place where the library writes to the disk. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  const made = new Set<string>();
  for (const [file, content] of files) {
    const target = path.join(folder, file);
    const parent = path.dirname(target);
    if (!made.has(parent)) fs.mkdirSync(parent, { recursive: true });
    made.add(parent);
    fs.writeFileSync(target, content);
  }
}
