/**
 * A regular expression of JavaScript as RE2, which Go has, writes it; undefined where RE2 has none that means the same for
 * texts of ASCII characters: look-around, back references, `m`, `y`, escapes that mean something else.
 */
export function asRe2(source: string, flags: string): string | undefined {
  if (/[myv]/.test(flags)) return undefined;
  const dot = flags.includes('s') ? '.' : '[^\\n\\r]';
  let written = '';
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const c = source.charAt(i);
    if (c === '\\') {
      const escaped = escape(source.slice(i), inClass);
      if (!escaped) return undefined;
      written += escaped.written;
      i += escaped.length - 1;
    } else if (inClass) {
      if (c === '[' && source.charAt(i + 1) === ':') return undefined;
      if (c === ']') inClass = false;
      written += c === '[' ? '\\[' : c;
    } else if (c === '[') {
      const negated = source.charAt(i + 1) === '^';
      // `[]` and `[^]` mean nothing and anything.
      if (source.charAt(i + (negated ? 2 : 1)) === ']') return undefined;
      inClass = true;
      written += negated ? '[^' : '[';
      if (negated) i++;
    } else if (c === '(' && source.charAt(i + 1) === '?') {
      const opening = /^\(\?(?::|<([A-Za-z_]\w*)>)/.exec(source.slice(i));
      if (!opening) return undefined;
      written += opening[1] ? `(?P<${opening[1]}>` : '(?:';
      i += opening[0].length - 1;
    } else if (c === '{') {
      const repeat = /^\{(\d+)(?:,(\d*))?\}/.exec(source.slice(i));
      if (repeat && Math.max(Number(repeat[1]), Number(repeat[2] ?? 0)) > MOST_REPEATS) return undefined;
      written += repeat ? c : '\\{';
    } else written += c === '.' ? dot : c;
  }
  const own = `${flags.includes('i') ? 'i' : ''}${flags.includes('s') ? 's' : ''}`;
  return own === '' ? written : `(?${own})${written}`;
}

/** RE2's own bound. */
const MOST_REPEATS = 1000;

/** An escape at the beginning of a text; undefined where RE2 has no such one. */
function escape(text: string, inClass: boolean): { written: string; length: number } | undefined {
  const c = text.charAt(1);
  if (/[dDwW]/.test(c) || /[nrtfv]/.test(c)) return { written: `\\${c}`, length: 2 };
  if (/[bB]/.test(c)) return inClass ? undefined : { written: `\\${c}`, length: 2 };
  // A vertical tab is a blank for JavaScript alone.
  if (c === 's') return { written: inClass ? '\\s\\v' : '[\\s\\v]', length: 2 };
  if (c === 'S') return inClass ? undefined : { written: '[^\\s\\v]', length: 2 };
  if (c === '0' && !/\d/.test(text.charAt(2))) return { written: '\\x00', length: 2 };
  const code = /^\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]+)\})/.exec(text);
  if (code) return { written: `\\x{${code[1] ?? code[2] ?? code[3]}}`, length: code[0].length };
  const category = /^\\[pP]\{[A-Z][a-z]?\}/.exec(text);
  if (category) return { written: category[0], length: category[0].length };
  if (/[A-Za-z0-9]/.test(c) || c === '') return undefined;
  return { written: `\\${c}`, length: 2 };
}

/** Whether an expression can match at one place of a text at most: it is tied to an end. */
export function isAnchored(source: string): boolean {
  if (/(?<!\\)(?:\\\\)*\|/.test(source)) return false;
  return source.startsWith('^') || /(?<!\\)(?:\\\\)*\$$/.test(source);
}

/** What replaces a match, as Go writes it; undefined for what Go does not have. */
export function asGoReplacement(by: string): string | undefined {
  let written = '';
  for (let i = 0; i < by.length; i++) {
    const rest = by.slice(i);
    const group = /^\$(\d\d?)/.exec(rest);
    if (rest.startsWith('$$')) [written, i] = [`${written}$$$$`, i + 1];
    else if (rest.startsWith('$&')) [written, i] = [`${written}$\{0}`, i + 1];
    else if (group) [written, i] = [`${written}$\{${Number(group[1])}}`, i + group[0].length - 1];
    else if (/^\$[`'<]/.test(rest)) return undefined;
    else written += by.charAt(i) === '$' ? '$$' : by.charAt(i);
  }
  return written;
}

/** What stands in the n-th group of a regular expression; undefined where there is none. */
export function groupSource(source: string, n: number): string | undefined {
  const open: { readonly at: number; readonly group: number }[] = [];
  let groups = 0;
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const c = source.charAt(i);
    if (c === '\\') i++;
    else if (inClass) inClass = c !== ']';
    else if (c === '[') inClass = true;
    else if (c === '(') {
      const named = /^\(\?<[A-Za-z_]\w*>/.exec(source.slice(i));
      const captures = named !== null || source.charAt(i + 1) !== '?';
      if (captures) groups++;
      open.push({ at: i + (named?.[0].length ?? 1), group: captures ? groups : 0 });
    } else if (c === ')') {
      const group = open.pop();
      if (group?.group === n) return source.slice(group.at, i);
    }
  }
  return undefined;
}
