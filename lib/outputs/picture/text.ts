/** Width of an average character at one pixel of font size; sans-serif fonts stay within it for names and numbers. */
const WIDTH = 0.58;

/** Rough width of a text, in pixels. No font is measured, so that every machine draws the same. */
export function textWidth(text: string, fontSize: number): number {
  return [...text].length * fontSize * WIDTH;
}

/** A text that fits, its middle left out if need be: names differ at both ends. */
export function fit(text: string, fontSize: number, width: number): string {
  const most = Math.floor(width / (fontSize * WIDTH));
  const characters = [...text];
  if (characters.length <= most) return text;
  const head = Math.ceil((most - 1) * 0.6);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (most - 1 - head)).join('')}`;
}

/** Text and attribute values of XML; characters that XML 1.0 has no place for are dropped. */
export function xml(text: string): string {
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
