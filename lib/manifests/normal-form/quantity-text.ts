import { bytesOf } from '../../kubernetes/quantity';

/** Fields whose members are quantities, whatever the kind. */
const QUANTITIES = /^(requests|limits|capacity|default|defaultRequest|min|max|hard)$/;
const ALONE = /^(sizeLimit|averageValue|divisor)$/;

/** Whether the value at a path of keys is a quantity: `…requests.cpu`, `…emptyDir.sizeLimit`. */
export function isQuantityField(path: readonly string[]): boolean {
  if (path[0] === 'data' || path[0] === 'metadata') return false;
  return QUANTITIES.test(path.at(-2) ?? '') || ALONE.test(path.at(-1) ?? '');
}

/** One spelling for equal quantities: `1000m`, `1` and `"1"` are the same. What is no quantity stays as it is. */
export function canonicalQuantity(value: unknown): unknown {
  const amount = bytesOf(value);
  return amount === undefined ? value : String(Number(amount.toPrecision(12)));
}
