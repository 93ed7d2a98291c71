/** Puts the keys of one map in the order they are written in; returns the argument itself when nothing moves. */
export type KeyOrder = (keys: string[]) => string[];

/** What a reader looks for first in an object, a container, a volume, a metric, an Ingress path. */
const FIRST = [
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'type',
  'labels',
  'annotations',
  'image',
  'path',
] as const;

const RANK = new Map<string, number>(FIRST.map((key, rank) => [key, rank]));
const rankOf = (key: string): number => RANK.get(key) ?? FIRST.length;

/**
 * The one order of Chartwright's output: who and what it is first ({@link FIRST}), everything else as given.
 * cdk8s gives keys sorted by code unit, so synthesized objects have one canonical order.
 */
export const kubeKeyOrder: KeyOrder = (keys) => {
  if (keys.length === 1 || !keys.some((key) => RANK.has(key))) return keys;
  const first = keys.filter((key) => RANK.has(key)).sort((a, b) => rankOf(a) - rankOf(b));
  return [...first, ...keys.filter((key) => !RANK.has(key))];
};
