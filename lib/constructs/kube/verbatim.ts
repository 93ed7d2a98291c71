import { Lazy } from 'cdk8s';

/**
 * Data as JSON, with nothing lost: cdk8s drops null and, in metadata, what is empty. Lazy values are produced, undefined
 * is left out, keys are sorted as in all that cdk8s writes.
 */
export function verbatim(value: unknown): unknown {
  if (value instanceof Lazy) return verbatim(value.produce());
  if (Array.isArray(value)) return value.map((item) => verbatim(item));
  if (typeof value !== 'object' || value === null) return value;
  const token = value as { resolve?: unknown };
  if (typeof token.resolve === 'function') return verbatim((token as { resolve(): unknown }).resolve());
  const keys = Object.keys(value).sort();
  const plain = keys.map((key): [string, unknown] => [key, verbatim((value as Record<string, unknown>)[key])]);
  return Object.fromEntries(plain.filter(([, item]) => item !== undefined));
}
