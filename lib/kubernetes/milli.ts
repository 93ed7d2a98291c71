/** Powers of ten and of 1024 of the suffixes of a quantity. @see apimachinery pkg/api/resource/suffix.go */
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };

/**
 * A Kubernetes quantity in thousandths, rounded up, as the autoscaler reads it: `0.1` is 100, `100m` is 100, `1Ki` is
 * 1,024,000; undefined for what is none. Whole numbers, so that ten times 100m are one core and not a little more.
 * @see apimachinery pkg/api/resource/quantity.go `MilliValue`
 */
export function milliOf(quantity: unknown): number | undefined {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') return undefined;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3})|(n|u|m|k|M|G|T|P|E|[KMGTPE]i)?)$/.exec(
    String(quantity),
  );
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent, suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const tens = 3 - fraction.length + (exponent === undefined ? (DECIMAL[suffix] ?? 0) : Number(exponent));
  const digits = BigInt(whole + fraction) * 1024n ** BigInt(BINARY[suffix] ?? 0);
  const value = tens >= 0 ? digits * 10n ** BigInt(tens) : roundedUp(digits, 10n ** BigInt(-tens));
  return sign === '-' ? -Number(value) : Number(value);
}

const roundedUp = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;
