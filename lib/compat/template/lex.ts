/** A piece of text, or the inside of an action as tokens. */
export type Piece =
  { readonly sort: 'text'; readonly text: string } | { readonly sort: 'action'; readonly tokens: readonly Token[] };

export interface Token {
  readonly sort: 'word' | 'field' | 'variable' | 'string' | 'number' | 'sign';
  readonly text: string;
  /** White space stands before it: `.a .b` are two operands, `(x).b` is one. */
  readonly apart: boolean;
}

/** Splits a Go template into text and actions; comments are left out. What is not closed is text. */
export function lex(template: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    if (open < 0) break;
    const trims = template.startsWith('{{- ', open) || /^\{\{-\s/.test(template.slice(open, open + 4));
    const text = template.slice(at, open);
    pieces.push({ sort: 'text', text: trims ? text.trimEnd() : text });
    const inside = open + (trims ? 3 : 2);
    const comment = /^\s*\/\*/.exec(template.slice(inside, inside + 20));
    if (comment) {
      const end = template.indexOf('*/', inside);
      const close = end < 0 ? -1 : template.indexOf('}}', end);
      if (close < 0) return pieces;
      at = close + 2;
      continue;
    }
    const { tokens, end } = tokensFrom(template, inside);
    pieces.push({ sort: 'action', tokens });
    at = end;
  }
  pieces.push({ sort: 'text', text: template.slice(at) });
  return pieces;
}

const PATTERNS: readonly (readonly [Token['sort'], RegExp])[] = [
  ['string', /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)'/y],
  ['variable', /\$[\w]*/y],
  ['field', /\.[A-Za-z_][\w]*/y],
  ['number', /[+-]?\d[\w.]*/y],
  ['word', /[A-Za-z_][\w]*/y],
  ['sign', /:=|[().|,=]/y],
];

function tokensFrom(template: string, from: number): { tokens: Token[]; end: number } {
  const tokens: Token[] = [];
  let at = from;
  for (;;) {
    const space = /\s*/y;
    space.lastIndex = at;
    const gap = space.exec(template)?.[0].length ?? 0;
    at += gap;
    if (at >= template.length) return { tokens, end: template.length };
    if (template.startsWith('}}', at)) return { tokens, end: at + 2 };
    if (template.startsWith('-}}', at)) return { tokens, end: at + 3 };
    const found = matchAt(template, at);
    if (found) tokens.push({ ...found, apart: gap > 0 });
    at += found?.text.length ?? 1;
  }
}

function matchAt(template: string, at: number): Pick<Token, 'sort' | 'text'> | undefined {
  for (const [sort, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(template)?.[0];
    if (text !== undefined) return { sort, text };
  }
  return undefined;
}
