import type { StringShape } from '../../compiler/shape';

/**
 * Whether no string of this shape holds a quote, a backslash, a line break or anything else that would have to be
 * escaped between double quotes in YAML. Only patterns over plain characters are understood; in doubt the answer is no.
 */
export function isSafeInQuotes({ patterns }: Pick<StringShape, 'patterns'>): boolean {
  return patterns.some((pattern) => {
    if (!pattern.startsWith('^') || !pattern.endsWith('$') || hasOuterAlternative(pattern)) return false;
    const classes = /\[(?:\\.|[^\]\\])*\]/g;
    if ((pattern.match(classes) ?? []).some((characters) => UNSAFE.some((c) => new RegExp(characters).test(c))))
      return false;
    // Escaped punctuation stands for itself, \d and \w for plain characters.
    const plain = pattern
      .slice(1, -1)
      .replace(classes, 'a')
      .replace(/\\[dw]/g, 'a')
      .replace(/\\[^A-Za-z0-9"\\]/g, 'a');
    return !/["\\.]/.test(plain) && /^[\x20-\x7e]*$/.test(plain);
  });
}

const UNSAFE = ['"', '\\', '\n', '\r', '\t', '\u0000', '\u007f', '\u0085', '\u00a0', '\u2028', '\ufeff', '\ud800'];

function hasOuterAlternative(pattern: string): boolean {
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '\\') i++;
    else if (c === '[') i = pattern.indexOf(']', i + 1);
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (c === '|' && depth === 0) return true;
    if (i < 0) return true;
  }
  return false;
}
