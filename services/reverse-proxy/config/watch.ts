import { readFileSync, unwatchFile, watchFile } from 'node:fs';

/** How often the file is looked at, in milliseconds. */
const INTERVAL = 1000;

/**
 * Calls back when the content of a file changes. By looking, not by inotify: a ConfigMap is updated by swapping a symlink
 * two folders up, which no watch on the file itself would see.
 *
 * @returns stops watching
 */
export function watchContent(file: string, onChange: () => void): () => void {
  let content = read(file);
  const look = (): void => {
    const now = read(file);
    if (now === undefined || now === content) return;
    content = now;
    onChange();
  };
  watchFile(file, { interval: INTERVAL, persistent: false }, look);
  return () => unwatchFile(file, look);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // in the middle of a swap
  }
}
