/** Tables of octets by grammar rule, indexed by the octet: one look-up both checks and translates. */

const each = (characters: string, into: Uint8Array, value: (octet: number) => number): void => {
  for (const character of characters) into[character.charCodeAt(0)] = value(character.charCodeAt(0));
};

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

/** token = 1*tchar (RFC 9110 5.6.2): the octet in lower case, or 0 when it is no tchar. */
export const TOKEN = new Uint8Array(256);
each("!#$%&'*+-.^_`|~" + DIGITS + LOWER, TOKEN, (octet) => octet);
each(UPPER, TOKEN, (octet) => octet + 32);

/**
 * field-vchar, SP and HTAB (RFC 9110 5.5): 1 when allowed. CR, LF and NUL are invalid and dangerous; a recipient may
 * keep other control characters but need not, and here none passes.
 */
export const FIELD_VALUE = new Uint8Array(256).fill(1);
FIELD_VALUE.fill(0, 0, 0x20);
FIELD_VALUE[0x09] = 1;
FIELD_VALUE[0x7f] = 0;

/**
 * Octets of a request target (RFC 9112 3.2, RFC 3986): 1 anywhere, 2 in the query alone. Browsers send `|^{}[]` and
 * backquotes without encoding, and in a query a backslash too, so these pass; `#`, `"`, `<`, `>`, SP, controls and
 * everything past ASCII do not.
 */
export const TARGET = new Uint8Array(256);
each("-._~!$&'()*+,;=:@/?%|^{}[]`" + DIGITS + LOWER + UPPER, TARGET, () => 1);
each('\\', TARGET, () => 2);

/** HEXDIG: its value plus one, or 0 when it is none. */
export const HEX = new Uint8Array(256);
each('0123456789abcdef', HEX, (octet) => parseInt(String.fromCharCode(octet), 16) + 1);
each('ABCDEF', HEX, (octet) => parseInt(String.fromCharCode(octet), 16) + 1);

export const HTAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SP = 0x20;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const SLASH = 0x2f;
export const QUESTION = 0x3f;
export const PERCENT = 0x25;
export const ZERO = 0x30;
export const NINE = 0x39;
