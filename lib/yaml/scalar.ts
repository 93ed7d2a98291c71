import { isPlain } from './plain';

/** A string on one line: plain where that is safe, else in quotes. Never folded, however long. */
export function yamlString(text: string): string {
  if (isPlain(text)) return text;
  if (NEEDS_ESCAPE.test(text)) return doubleQuoted(text);
  if (!text.includes('"') && !text.includes('\\')) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}

/** A finite number as every reader takes it: YAML 1.1 demands a point before an exponent. */
export function yamlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`YAML for JSON values has no ${value}. Allowed: finite numbers.`);
  const text = JSON.stringify(value);
  return /^-?\d+e/.test(text) ? text.replace('e', '.0e') : text;
}

/** A string as JSON writes it, with escapes for the controls that go-yaml refuses or takes for line breaks, too. */
export function quotedString(text: string): string {
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** What a reader, an editor or a terminal would change, hide or refuse: see plain.ts. */
const UNSAFE = String.raw`\0-\x08\x0a-\x1f\x7f-\xa0\xad\u1680\u180e\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff\ufff0-\uffff\u{1fffe}-\u{10ffff}`;
const NEEDS_ESCAPE = new RegExp(`[\\t${UNSAFE}]`, 'u');
const ESCAPED = new RegExp(`["\\\\\\t${UNSAFE}]`, 'gu');

/** The same for block scalars, where tabs and line feeds stand for themselves. */
export const UNSAFE_IN_BLOCK = new RegExp(`(?!\\n)[${UNSAFE}]`, 'u');

const SHORT: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

function doubleQuoted(text: string): string {
  return `"${text.replace(ESCAPED, (character) => SHORT[character] ?? escape(character.codePointAt(0) ?? 0))}"`;
}

function escape(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
