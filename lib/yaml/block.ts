import { UNSAFE_IN_BLOCK } from './scalar';

/**
 * A text of several lines as a literal block scalar (`|`, `|-`, `|+`), its lines at `indent`, ending with a line
 * break; undefined where that is not safe: a character that a reader or an editor could change, a first line that
 * starts with a space (it would need an indentation indicator), a last line of nothing but space.
 */
export function blockScalar(text: string, indent: string): string | undefined {
  if (!text.includes('\n') || NO_BLOCK.test(text) || UNSAFE_IN_BLOCK.test(text)) return undefined;
  if (text.endsWith('\n')) {
    const keep = text.endsWith('\n\n');
    return `${keep ? '|+' : '|'}\n${indented(text, indent)}`;
  }
  return `|-\n${indented(text, indent)}\n`;
}

/** Nothing but line feeds; a space first; a last line of space. */
const NO_BLOCK = /^\n*$|^\n*[ \t]|\n[ \t]+\n*$/;

const indented = (text: string, indent: string): string => text.replace(/^(?=[^\n])/gm, indent);
