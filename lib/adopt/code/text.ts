/** A text as a TypeScript literal, quoted as prettier quotes it. */
export function textLiteral(text: string): string {
  const single = (text.match(/'/g) ?? []).length;
  const double = (text.match(/"/g) ?? []).length;
  const quote = single > double ? '"' : "'";
  return quote + escaped(text, quote) + quote;
}

/** A template literal; what is in `parts` beside text is code. */
export function templateLiteral(parts: readonly (string | { readonly code: string })[]): string {
  const inner = parts.map((part) =>
    typeof part === 'string' ? escaped(part, '`').replaceAll('${', '\\${') : `\${${part.code}}`,
  );
  return `\`${inner.join('')}\``;
}

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** Lines of a template literal stay lines. */
function escaped(text: string, quote: string): string {
  return [...text]
    .map((character) => {
      if (character === quote) return `\\${character}`;
      const code = character.codePointAt(0) ?? 0;
      const hidden =
        code < 0x20 ||
        (code >= 0x7f && code <= 0xa0) ||
        /[\u2028\u2029\ufeff\ud800-\udfff\u200b-\u200f]/.test(character);
      if (character === '\n' && quote === '`') return character;
      if (SHORT[character] !== undefined) return SHORT[character];
      return hidden && code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : character;
    })
    .join('');
}

/** The key of a member: in quotes only where it has to be. */
export const memberKey = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : textLiteral(key));
