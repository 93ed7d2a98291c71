/** Classes of characters by code, as libyaml has them; the end of the text is read as 0. */

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;

/** Line breaks of YAML 1.1: LF, CR, NEL, LS, PS. */
export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Space or tab. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Line break or the end of the text. */
export function isBreakOrEnd(code: number): boolean {
  return code === LF || code === 0 || code === CR || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Space, tab, line break or the end of the text. */
export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === TAB || isBreakOrEnd(code);
}

/** Letters, digits, `_` and `-`: names of anchors, directives and tag handles. */
export function isWord(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === 0x2d
  );
}

/** A decimal digit. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** What go-yaml refuses wherever it stands: "control characters are not allowed". */
export const NOT_ALLOWED = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

const INDICATORS = new Set([...'-?:,[]{}#&*!|>\'"%@`'].map((character) => character.charCodeAt(0)));

/** Whether a plain scalar may begin with a character that another one follows. */
export function canBeginPlain(code: number, next: number, inFlow: boolean): boolean {
  if (!isBlankOrEnd(code) && !INDICATORS.has(code)) return true;
  if (code === 0x2d) return !isBlank(next);
  return !inFlow && (code === 0x3f || code === 0x3a) && !isBlankOrEnd(next);
}
