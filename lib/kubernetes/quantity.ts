const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity as a number (`1Gi` is 2^30), or undefined for what is none. */
export function bytesOf(quantity: unknown): number | undefined {
  if (typeof quantity === 'number') return quantity;
  const match = typeof quantity === 'string' ? /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(quantity) : null;
  const unit = match ? UNITS[match[2] ?? ''] : undefined;
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}
