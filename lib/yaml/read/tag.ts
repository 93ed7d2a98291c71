import { isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from './characters';
import type { Cursor } from './cursor';

/** Reads the handle and the suffix of a tag: `!!str` is `!!` and `str`, `!local` is `!` and `local`, `!<uri>` has none. */
export function scanTag(cursor: Cursor): { handle: string; suffix: string } {
  let handle = '';
  let suffix: string;
  if (cursor.peek(1) === 0x3c) {
    cursor.at += 2;
    suffix = uri(cursor, '');
    if (cursor.peek() !== 0x3e) cursor.fail('a tag !<…> has no closing >');
    cursor.at++;
  } else {
    handle = tagHandle(cursor, false);
    if (handle.length > 1 && handle.endsWith('!')) suffix = uri(cursor, '');
    else {
      suffix = uri(cursor, handle);
      [handle, suffix] = suffix === '' ? ['', '!'] : ['!', suffix];
    }
  }
  if (!isBlankOrEnd(cursor.peek())) cursor.fail('a tag ends with a space or the end of the line');
  return { handle, suffix };
}

/** Reads `%YAML 1.1` or `%TAG !handle! prefix`, the cursor at `%`. */
export function scanDirective(cursor: Cursor): { name: string; value: string; suffix: string } {
  cursor.at++;
  const name = word(cursor);
  if (name !== 'YAML' && name !== 'TAG') cursor.fail(`%${name} is no directive of YAML`);
  cursor.blanks();
  let value = '';
  let suffix = '';
  if (name === 'YAML') {
    const from = cursor.at;
    while (isDigit(cursor.peek()) || cursor.peek() === 0x2e) cursor.at++;
    value = cursor.since(from);
    if (!/^\d{1,2}\.\d{1,2}$/.test(value)) cursor.fail('%YAML needs a version, such as 1.1');
  } else {
    value = tagHandle(cursor, true);
    if (!isBlank(cursor.peek())) cursor.fail('%TAG needs a handle and a prefix');
    cursor.blanks();
    suffix = uri(cursor, '');
    if (!isBlankOrEnd(cursor.peek())) cursor.fail('%TAG has something behind its prefix');
  }
  cursor.blanks();
  cursor.comment();
  if (!isBreakOrEnd(cursor.peek())) cursor.fail(`%${name} has something behind it`);
  cursor.lineBreak();
  return { name, value, suffix };
}

/** Reads the name of an anchor or alias, the cursor at `&` or `*`. */
export function scanAnchor(cursor: Cursor): string {
  cursor.at++;
  const name = word(cursor);
  const next = String.fromCharCode(cursor.peek());
  if (name === '' || !(isBlankOrEnd(cursor.peek()) || '?:,]}%@`'.includes(next))) {
    cursor.fail('an anchor or alias has a name of letters, digits, _ and -; a text that begins with & or * has quotes');
  }
  return name;
}

function word(cursor: Cursor): string {
  const from = cursor.at;
  while (isWord(cursor.peek())) cursor.at++;
  return cursor.since(from);
}

/** `!`, `!!` or `!name!`; in a tag also `!name`, which is a suffix. */
function tagHandle(cursor: Cursor, directive: boolean): string {
  const from = cursor.at;
  if (cursor.peek() !== 0x21) cursor.fail('a tag handle begins with !');
  cursor.at++;
  word(cursor);
  if (cursor.peek() === 0x21) cursor.at++;
  else if (directive && cursor.since(from) !== '!') cursor.fail('a tag handle ends with !');
  return cursor.since(from);
}

const URI = /[\w\-;/?:@&=+$,.!~*'()[\]%]/;

/** @param head a handle that turned out to be the beginning of the suffix */
function uri(cursor: Cursor, head: string): string {
  const from = cursor.at;
  while (URI.test(String.fromCharCode(cursor.peek()))) cursor.at++;
  const found = cursor.since(from);
  if (head === '' && found === '') cursor.fail('a tag has no name');
  try {
    return head.slice(1) + decodeURIComponent(found);
  } catch {
    return cursor.fail('a tag has a % without two hexadecimal digits of a character behind it');
  }
}
