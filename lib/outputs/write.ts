import fs from 'node:fs';
import path from 'node:path';

/**
 * Writes files below a folder: the one place where the library writes to the disk. A file that has this content already
 * is left alone, with its time: making files is what a large synthesis would wait for longest.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  const made = new Set<string>();
  for (const [file, content] of files) {
    const target = path.join(folder, file);
    const parent = path.dirname(target);
    if (!made.has(parent)) fs.mkdirSync(parent, { recursive: true });
    made.add(parent);
    if (!holds(target, content)) fs.writeFileSync(target, content);
  }
}

/** Says on standard error what was made: the cdk8s CLI swallows standard output. */
export function tell(text: string): void {
  console.error(text);
}

function holds(file: string, content: string | Uint8Array): boolean {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size;
  return size === Buffer.byteLength(content) && fs.readFileSync(file).equals(Buffer.from(content));
}
