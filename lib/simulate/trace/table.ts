/** A line of CSV. */
export interface Row {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export type Separator = ',' | ';' | '\t';

/** Cells of CSV, quotes taken away; the separator is a tab or semicolon wherever there is one outside quotes. */
export function cellsOf(content: string): { rows: Row[]; separator: Separator } {
  const lines = content
    .split(/\r\n|\r|\n/)
    .map((text, i) => ({ line: i + 1, text }))
    .filter(({ text }) => text.trim() !== '' && !text.trimStart().startsWith('#'));
  // Excel says it itself, in a first line of its own.
  const said = /^sep=(.)$/.exec(lines[0]?.text.trim() ?? '')?.[1];
  const body = said === undefined ? lines : lines.slice(1);
  const bare = body.map(({ text }) => text.replace(/"(?:[^"]|"")*"/g, ''));
  const separator =
    ([';', '\t'] as const).find((sign) => sign === said || bare.some((text) => text.includes(sign))) ?? ',';
  return { rows: body.map(({ line, text }) => ({ line, cells: split(text, separator) })), separator };
}

function split(text: string, separator: Separator): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}
