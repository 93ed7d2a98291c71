/**
 * The first of `offered` that a client takes, by its Accept-Encoding (RFC 9110 12.5.3): what it gives weight 0 it does not take, `*`
 * stands for what is not named.
 */
export function acceptedEncoding<Encoding extends string>(
  header: string,
  offered: readonly Encoding[],
): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [, coding, weight = '1'] = /^\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?$/.exec(part) ?? [];
    if (coding !== undefined) weights.set(coding, Number(weight));
  }
  return offered.find((one) => (weights.get(one) ?? weights.get('*') ?? 0) > 0);
}
