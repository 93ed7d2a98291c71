/** A set of small numbers, one bit each. Operations take two sets of the same width. */
export type Bits = Int32Array;

export const noBits = (size: number): Bits => new Int32Array((size + 31) >> 5 || 1);

export const setBit = (bits: Bits, i: number): void => {
  bits[i >> 5] = (bits[i >> 5] as number) | (1 << (i & 31));
};

function combine(a: Bits, b: Bits, word: (x: number, y: number) => number): Bits {
  const out = new Int32Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = word(a[i] as number, b[i] as number);
  return out;
}

export const and = (a: Bits, b: Bits): Bits => combine(a, b, (x, y) => x & y);
export const or = (a: Bits, b: Bits): Bits => combine(a, b, (x, y) => x | y);
export const minus = (a: Bits, b: Bits): Bits => combine(a, b, (x, y) => x & ~y);

export function isEmpty(a: Bits): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== 0) return false;
  return true;
}

export function equal(a: Bits, b: Bits): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Whether everything in `a` is in `b`. */
export function within(a: Bits, b: Bits): boolean {
  for (let i = 0; i < a.length; i++) if (((a[i] as number) & ~(b[i] as number)) !== 0) return false;
  return true;
}

/** Whether `a` and `b` have nothing in common. */
export function apart(a: Bits, b: Bits): boolean {
  for (let i = 0; i < a.length; i++) if (((a[i] as number) & (b[i] as number)) !== 0) return false;
  return true;
}

/** How many are in both. */
export function common(a: Bits, b: Bits): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += count32((a[i] as number) & (b[i] as number));
  return sum;
}

export const count = (a: Bits): number => common(a, a);

function count32(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
