import { isBlank, isBreak, isBreakOrEnd, isDigit, SPACE, TAB } from './characters';
import type { Cursor } from './cursor';

/**
 * Reads a block scalar; the cursor stands at its `|` or `>`.
 *
 * @param parent column of the collection that it stands in; -1 at the top
 */
export function blockScalar(cursor: Cursor, parent: number, literal: boolean): string {
  const line = cursor.line;
  cursor.at++;
  const { chomping, increment } = header(cursor, line);
  const breaks = new Breaks(cursor, parent, increment === 0 ? 0 : Math.max(parent, 0) + increment, line);
  let value = '';
  let leading = '';
  let afterBlank = false;
  let trailing = breaks.pass();
  while (cursor.column === breaks.indent && cursor.peek() !== 0) {
    const blank = isBlank(cursor.peek());
    if (!literal && leading.startsWith('\n') && !afterBlank && !blank) value += trailing === '' ? ' ' : trailing;
    else value += leading + trailing;
    afterBlank = blank;
    const from = cursor.at;
    while (!isBreakOrEnd(cursor.peek())) cursor.at++;
    value += cursor.since(from);
    leading = cursor.lineBreak();
    trailing = breaks.pass();
  }
  if (chomping !== '-') value += leading;
  if (chomping === '+') value += trailing;
  return value;
}

/** `|`, then in any order a sign that says what becomes of the last line breaks and how far the text is indented. */
function header(cursor: Cursor, line: number): { chomping: string; increment: number } {
  let chomping = '';
  let increment = 0;
  for (let i = 0; i < 2; i++) {
    const code = cursor.peek();
    if (chomping === '' && (code === 0x2b || code === 0x2d)) chomping = String.fromCharCode(code);
    else if (increment === 0 && isDigit(code)) {
      increment = code - 0x30;
      if (increment === 0) cursor.fail('the indentation of a block text is 0. Allowed: 1 to 9', line);
    } else break;
    cursor.at++;
  }
  cursor.blanks();
  cursor.comment();
  if (!isBreakOrEnd(cursor.peek())) cursor.fail('a block text begins on the line after its | or >', line);
  cursor.lineBreak();
  return { chomping, increment };
}

/** Passes empty lines and the indentation before a line; finds out the indentation at the first one. */
class Breaks {
  constructor(
    private readonly cursor: Cursor,
    private readonly parent: number,
    /** 0: not known yet. */
    public indent: number,
    private readonly line: number,
  ) {}

  pass(): string {
    const { cursor } = this;
    let breaks = '';
    let deepest = 0;
    for (;;) {
      while ((this.indent === 0 || cursor.column < this.indent) && cursor.peek() === SPACE) cursor.at++;
      deepest = Math.max(deepest, cursor.column);
      if ((this.indent === 0 || cursor.column < this.indent) && cursor.peek() === TAB) {
        cursor.fail('a tab stands where only spaces may indent', this.line);
      }
      if (!isBreak(cursor.peek())) break;
      breaks += cursor.lineBreak();
    }
    if (this.indent === 0) this.indent = Math.max(deepest, this.parent + 1, 1);
    return breaks;
  }
}
