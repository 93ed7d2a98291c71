import { isBlank, isBlankOrEnd, isBreak } from './characters';
import type { Cursor } from './cursor';

const BACKSLASH = 0x5c;

/** What stands for what after a backslash in double quotes. */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads a scalar in single or double quotes; the cursor stands at the first quote. */
export function quotedScalar(cursor: Cursor, quote: 0x22 | 0x27): string {
  const line = cursor.line;
  cursor.at++;
  let value = '';
  for (;;) {
    if (cursor.atDocumentIndicator()) cursor.fail('a document begins or ends inside of a quoted text', line);
    if (cursor.peek() === 0) cursor.fail('a quoted text has no closing quote', line);
    let broken = false;
    let from = cursor.at;
    for (let code = cursor.peek(); !isBlankOrEnd(code); code = cursor.peek()) {
      if (code === quote) {
        if (quote === 0x22 || cursor.peek(1) !== quote) break;
        cursor.at++;
        value += cursor.since(from);
        from = ++cursor.at;
      } else if (code === BACKSLASH && quote === 0x22) {
        value += cursor.since(from);
        if (isBreak(cursor.peek(1))) {
          cursor.at++;
          cursor.lineBreak();
          broken = true;
          from = cursor.at;
          break;
        }
        value += escaped(cursor, line);
        from = cursor.at;
      } else cursor.at++;
    }
    value += cursor.since(from);
    if (cursor.peek() === quote) break;
    value += blanksAndBreaks(cursor, broken);
  }
  cursor.at++;
  return value;
}

/** Spaces stay; line breaks fold: one is a space, more are one less. After an escaped one, blanks are nothing. */
function blanksAndBreaks(cursor: Cursor, escapedBreak: boolean): string {
  let broken = escapedBreak;
  let first = '';
  let more = '';
  let blanks = '';
  for (let code = cursor.peek(); isBlank(code) || isBreak(code); code = cursor.peek()) {
    if (isBlank(code)) {
      if (!broken) blanks += String.fromCharCode(code);
      cursor.at++;
    } else if (!broken) {
      first = cursor.lineBreak();
      broken = true;
    } else more += cursor.lineBreak();
  }
  if (!broken) return blanks;
  return folded(first, more);
}

/** What line breaks between two pieces of text are read as. */
export function folded(first: string, more: string): string {
  if (first !== '\n') return first + more;
  return more === '' ? ' ' : more;
}

function escaped(cursor: Cursor, line: number): string {
  const letter = String.fromCharCode(cursor.peek(1));
  const digits = HEX_DIGITS[letter];
  cursor.at += 2;
  if (digits === undefined) {
    return ESCAPES[letter] ?? cursor.fail(`\\${letter} is no escape of a text in double quotes`, line);
  }
  const from = cursor.at;
  cursor.at += digits;
  const hex = cursor.since(from);
  if (!/^[\da-fA-F]+$/.test(hex) || hex.length !== digits) {
    cursor.fail(`\\${letter} needs ${digits} hexadecimal digits`, line);
  }
  const code = parseInt(hex, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) cursor.fail(`\\${letter}${hex} is no character`, line);
  return String.fromCodePoint(code);
}

/** Characters that end a plain scalar in a flow collection: `,` `?` `[` `]` `{` `}`. */
const endsInFlow = (code: number): boolean =>
  code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;

/**
 * Reads a scalar without quotes.
 *
 * @param indent the smallest column at which it goes on in the next line
 * @param inFlow whether it stands in `[…]` or `{…}`
 * @returns the text, and whether a line break was passed behind it: a simple key may follow
 */
export function plainScalar(cursor: Cursor, indent: number, inFlow: boolean): { value: string; broken: boolean } {
  const line = cursor.line;
  let value = '';
  let from = cursor.at;
  let to = cursor.at;
  let broken = false;
  let first = '';
  let more = '';
  for (;;) {
    if (cursor.atDocumentIndicator() || cursor.peek() === 0x23) break;
    const start = cursor.at;
    for (let code = cursor.peek(); !isBlankOrEnd(code); code = cursor.peek()) {
      if ((code === 0x3a && isBlankOrEnd(cursor.peek(1))) || (inFlow && endsInFlow(code))) break;
      cursor.at++;
    }
    if (cursor.at > start) {
      if (broken) {
        value += folded(first, more);
        from = start;
        broken = false;
        more = '';
      }
      to = cursor.at;
    }
    if (!isBlank(cursor.peek()) && !isBreak(cursor.peek())) break;
    for (let code = cursor.peek(); isBlank(code) || isBreak(code); code = cursor.peek()) {
      if (isBlank(code)) {
        if (broken && code === 0x09 && cursor.column < indent) {
          cursor.fail('a tab stands where only spaces may indent', line);
        }
        cursor.at++;
      } else if (!broken) {
        value += cursor.slice(from, to);
        from = to;
        first = cursor.lineBreak();
        broken = true;
      } else more += cursor.lineBreak();
    }
    if (!inFlow && cursor.column < indent) break;
  }
  return { value: value + cursor.slice(from, to), broken };
}
