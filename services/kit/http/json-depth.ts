/** Levels of lists and objects within each other that any honest JSON has. */
export const jsonDepth = 100;

const quote = 0x22;
const backslash = 0x5c;
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether JSON goes deeper than `limit`: parsing and writing it costs much more than its size, and recursion ends with the stack. One
 * look at each byte; text that is no JSON gets some answer.
 */
export function isDeeper(json: Uint8Array, limit: number = jsonDepth): boolean {
  let depth = 0;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i] as number;
    if (byte === quote) {
      for (i++; i < json.length && json[i] !== quote; i++) if (json[i] === backslash) i++;
    } else if (byte === openList || byte === openObject) {
      if (++depth > limit) return true;
    } else if (byte === closeList || byte === closeObject) depth--;
  }
  return false;
}
