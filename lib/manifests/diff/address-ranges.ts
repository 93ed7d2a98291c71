import { liesIn, rangeOf } from '../check/api/addresses';

/** Whether addresses are all among others: `10.1.0.0/16` among `10.0.0.0/8`. What is no range is only what it is. */
export function isAmong(inner: string, outer: string): boolean {
  if (inner === outer) return true;
  const [a, b] = [rangeOf(inner), rangeOf(outer)];
  return a !== undefined && b !== undefined && (liesIn(a, b) || (a.family === b.family && a.bits === b.bits));
}

/** Whether two ranges have an address in common. */
export const overlap = (a: string, b: string): boolean => isAmong(a, b) || isAmong(b, a);
