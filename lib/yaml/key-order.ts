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

/**
 * The one order of Chartwright's output: who and what it is first ({@link FIRST}), everything else as given.
 * cdk8s gives keys sorted by code unit, so synthesized objects have one canonical order.
 */
export const kubeKeyOrder: KeyOrder = (keys) => {
  let first: number[] | undefined;
  for (const key of keys) {
    const rank = RANK.get(key);
    if (rank !== undefined) (first ??= []).push(rank);
  }
  if (first === undefined || keys.length === 1) return keys;
  const ordered = first.sort((a, b) => a - b).map((rank) => FIRST[rank] as string);
  for (const key of keys) if (!RANK.has(key)) ordered.push(key);
  return ordered;
};
