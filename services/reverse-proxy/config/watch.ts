import { readFileSync } from 'node:fs';

/** How often files are looked at, in milliseconds. */
const INTERVAL = 1000;

/**
 * Calls back when the content of a file changes, or which files there are to look at. By reading them, not by inotify or
 * their times: a ConfigMap or Secret is updated by swapping a symlink two folders up, which no watch on the file itself
 * would see, and what changes right after the start must not be taken for how it was.
 *
 * @param files asked each time, since a new config may name other certificates
 * @returns stops watching
 */
export function watchContent(files: () => readonly string[], onChange: () => void): () => void {
  let known = contents(files(), new Map());
  const timer = setInterval(() => {
    const now = contents(files(), known);
    const isChange = [...now].some(([file, content]) => known.has(file) && known.get(file) !== content);
    known = now;
    if (isChange) onChange();
  }, INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}

type Contents = ReadonlyMap<string, string | undefined>;

/** Of a file that is not there, in the middle of a swap perhaps, what was known before. */
const contents = (files: readonly string[], before: Contents): Contents =>
  new Map(files.map((file) => [file, read(file) ?? before.get(file)]));

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}
