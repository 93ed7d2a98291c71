import { bytesOf } from '../../kubernetes/quantity';
import type { FieldChange } from './change';

/** Where a quantity stands: the leaves below these keys, and the keys that are one themselves. */
const QUANTITY =
  /\.(?:requests|limits|capacity|hard|podFixed|max|min|default|defaultRequest|maxLimitRequestRatio)(?:\.[^.[]+|\['[^']+'\])$|\.(?:sizeLimit|divisor|averageValue)$/;

/** Whether a field's two values are one to the API server: `1Gi` and `1024Mi`, `250m` and `0.25`, `"1"` and 1. */
export function isSameQuantity({ field, before, after }: FieldChange): boolean {
  if (!QUANTITY.test(field)) return false;
  const [was, is] = [bytesOf(before), bytesOf(after)];
  if (was === undefined || is === undefined) return false;
  return Math.abs(was - is) <= Math.abs(was) * PRECISION;
}

/** Whether two spellings of a quantity are stored as one: powers of two, of ten and exponents are kept apart. */
export function isStoredAlike({ before, after }: FieldChange): boolean {
  return formatOf(before) === formatOf(after);
}

function formatOf(quantity: unknown): 'binary' | 'exponent' | 'decimal' {
  if (typeof quantity !== 'string') return 'decimal';
  if (quantity.endsWith('i')) return 'binary';
  return /[eE][-+]?\d+$/.test(quantity) ? 'exponent' : 'decimal';
}

/** What is lost in 64 bits by a unit such as `m`. */
const PRECISION = 1e-12;
