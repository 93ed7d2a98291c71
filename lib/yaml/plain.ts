import { resolvePlain } from './read/resolve';

/**
 * Whether a string can stand without quotes, in block context, and is read as that string by YAML 1.1 and YAML 1.2
 * readers alike (PyYAML, go-yaml in kubectl and Helm, Psych, `yaml`). In doubt the answer is no: quotes never hurt.
 */
export function isPlain(text: string): boolean {
  if (SIMPLE.test(text)) return !isKeyword(text);
  return SHAPE.test(text) && !isKeyword(text) && !looksLikeNumber(text) && !SPECIAL.test(text) && isTextToGo(text);
}

/** Most strings of a manifest: names, label keys, paths, images. Nothing but a keyword can hide here. */
const SIMPLE = /^(?![eE][-\d_]*$)[A-Za-z/](?:[\w./-]|:(?=[\w/]))*$/;

/**
 * The first character is no indicator (`-` only before more than a space), no `: ` or ` #` inside, no space at either
 * end, and every character is visible: controls, line breaks of any sort, odd spaces, byte order marks, text direction
 * marks and lone surrogates are left to the escapes of double quotes.
 */
const SHAPE = (() => {
  const beyondAscii = String.raw`\u00a1-\u00ac\u00ae-\u167f\u1681-\u180d\u1810-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\ue000-\ufefe\uff00-\uffef\u{10000}-\u{1fffd}`;
  const visible = String.raw`!-~${beyondAscii}`;
  const first = String.raw`(?:[$()+./0-9;<=A-Z\\^_a-z~${beyondAscii}]|-(?=[!-~]))`;
  const inner = String.raw`(?:(?![:#])[${visible}]|:(?=[${visible}])|(?<! )#| +(?=[^ ]))`;
  return new RegExp(`^${first}${inner}*$`, 'u');
})();

const KEYWORDS = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', '~', '=', '<<', '---', '...']);

const isKeyword = (text: string): boolean => text.length <= 5 && KEYWORDS.has(text.toLowerCase());

/**
 * Integers and floats of both versions in every base, with `_` or `,` between digits, base 60, dates and, because the
 * float of YAML 1.1 is written `[0-9.]*`, also dotted versions and addresses (`yaml` even takes `e0` for a number).
 */
const looksLikeNumber = (text: string): boolean => DIGITS.test(text) || RADIX.test(text) || NOT_FINITE.test(text);
const DIGITS = /^[-+.\d][\d_,.:+-]*(?:[eE][-+]?[\d_]*)?$|^[eE][-+]?[\d_]*$/;
const RADIX = /^[-+]?0[xXoObB][\da-fA-F_]*$/;
const NOT_FINITE = /^[-+]?\.(?:inf|nan)$/i;

/** `0_xe` is 14 to go-yaml, and `0b-1` is -1, which nobody else reads so. */
const isTextToGo = (text: string): boolean => typeof resolvePlain(text) === 'string';

/** Dates and times; what begins or ends a document when it stands alone, or (js-yaml) with anything behind it. */
const SPECIAL = /^\d{4}-\d\d?-\d\d?(?:[Tt ]|$)|^(?:---|\.\.\.)/;
