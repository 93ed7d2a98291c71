import type { WriteStream } from 'node:tty';

/** Where progress is shown: standard error, or what a test puts in its place. */
export type ProgressStream = Pick<WriteStream, 'write'> & { readonly isTTY?: boolean };

const CLEAR_LINE = '\r\x1b[2K';

/**
 * Prints what `work` makes of each item, and shows on standard error which one it is at, in one line that is gone in the end. Only
 * for a person at a terminal: a log or a pipe gets nothing of it.
 * @param what of an item, e.g. `compiling urlpath`
 */
export function withProgress<T>(
  items: readonly T[],
  what: (item: T) => string,
  work: (item: T) => string,
  stream: ProgressStream = process.stderr,
): void {
  const show = (text: string): void => {
    if (stream.isTTY) stream.write(`${CLEAR_LINE}${text}`);
  };
  try {
    items.forEach((item, i) => {
      show(`${what(item)} (${i + 1} of ${items.length}) …`);
      const result = work(item);
      show('');
      console.log(result);
    });
  } finally {
    show('');
  }
}
