/** Where a panel is: columns 0 to 23, lines of about 30 pixels. */
export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const COLUMNS = 24;
/** Height of a panel, and of the heading of a row. */
export const PANEL_LINES = 7;
const HEADING_LINES = 1;

/**
 * Places headings and, below each, panels of these widths from left to right, wrapped like words. The last panel of a line
 * gets the columns that are left.
 */
export function placeRows(rows: readonly (readonly number[])[]): { heading: GridPosition; panels: GridPosition[] }[] {
  let y = 0;
  return rows.map((widths) => {
    const heading = { x: 0, y, w: COLUMNS, h: HEADING_LINES };
    y += HEADING_LINES;
    const panels = linesOf(widths).flatMap((line) => {
      let x = 0;
      const placed = line.map((width, i) => {
        const w = i === line.length - 1 ? COLUMNS - x : width;
        const at = { x, y, w, h: PANEL_LINES };
        x += width;
        return at;
      });
      y += PANEL_LINES;
      return placed;
    });
    return { heading, panels };
  });
}

function linesOf(widths: readonly number[]): number[][] {
  const lines: number[][] = [];
  let left = 0;
  for (const width of widths) {
    if (width > left) {
      lines.push([]);
      left = COLUMNS;
    }
    lines.at(-1)?.push(width);
    left -= width;
  }
  return lines;
}
