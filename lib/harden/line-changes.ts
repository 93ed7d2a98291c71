/** A line that is gone, or new; its number is that of the new text. */
export interface LineChange {
  readonly line: number;
  readonly sign: '+' | '-';
  readonly text: string;
}

/** How one text becomes another, by the longest sequence of lines that both have. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  const rows = before.length + 1;
  const columns = after.length + 1;
  // Lengths of what is the same from each pair of lines on.
  const same = Array.from({ length: rows }, () => new Uint32Array(columns));
  const at = (i: number, j: number): number => same[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = same[i] as Uint32Array;
      row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: LineChange[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const [gone, added] = [before[i], after[j]];
    if (gone === undefined && added === undefined) return changes;
    if (gone === added) {
      i++;
      j++;
    } else if (added !== undefined && (gone === undefined || at(i, j + 1) >= at(i + 1, j))) {
      changes.push({ line: j + 1, sign: '+', text: added });
      j++;
    } else if (gone !== undefined) {
      changes.push({ line: j + 1, sign: '-', text: gone });
      i++;
    }
  }
}
