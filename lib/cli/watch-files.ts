import fs from 'node:fs';

/** How often is looked; a change has to be on the screen in under a second. */
const EVERY_MS = 120;

/**
 * Calls back whenever one of some files is another than before, comes or goes. Looks at times and sizes: it works on every file
 * system, mounted ones too, and editors replace files rather than write into them.
 * @param files asked each time: what is watched may change
 * @returns what ends it
 */
export function watchFiles(files: () => readonly string[], changed: () => void): () => void {
  let before = printOf(files());
  const timer = setInterval(() => {
    const now = printOf(files());
    if (now === before) return;
    before = now;
    changed();
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function printOf(files: readonly string[]): string {
  return files
    .map((file) => {
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      return `${file}\0${stat?.mtimeMs ?? ''}\0${stat?.size ?? ''}`;
    })
    .join('\n');
}
