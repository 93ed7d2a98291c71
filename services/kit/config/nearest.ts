/**
 * Returns the word that was probably meant, if one is near enough: other case or signs, or a letter or two wrong.
 * @param most how many letters may be wrong. @default - a third of those that were given
 */
export function nearest(
  given: string,
  words: readonly string[],
  most = Math.floor(given.length / 3),
): string | undefined {
  const ranked = words
    .map((word) => ({ word, far: distance(bare(given), bare(word)) }))
    .sort((a, b) => a.far - b.far || (a.word < b.word ? -1 : 1));
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(1, most) ? best.word : undefined;
}

const bare = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** How many letters have to be put in, taken out or changed, or changed places. */
function distance(from: string, to: string): number {
  let older: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      const edits = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same];
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) edits.push((older[j - 2] ?? 0) + 1);
      next.push(Math.min(...edits));
    }
    [older, row] = [row, next];
  }
  return row[to.length] ?? 0;
}
