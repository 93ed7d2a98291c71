/** Parts of a question that is asked again because its answer was not clean. */
const PARTS = 8;
/** Questions beside each other. */
const AT_ONCE = 4;

/**
 * Asks about many at once, and about fewer where the answer is not one for each: kubectl prints nothing of any object
 * when it has something to say about one of them, and does not say about which.
 *
 * @param ask answers about all of the items, in their order, or undefined; about one item alone it always answers
 */
export async function inParts<T, A>(
  items: readonly T[],
  ask: (items: readonly T[]) => Promise<readonly A[] | undefined>,
): Promise<A[]> {
  if (items.length === 0) return [];
  const answers = await ask(items);
  if (answers) return [...answers];
  if (items.length === 1) throw new Error('A question about one object has no answer.');
  const size = Math.max(1, Math.ceil(items.length / PARTS));
  const parts = Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
  const found: A[][] = [];
  for (let i = 0; i < parts.length; i += AT_ONCE) {
    found.push(...(await Promise.all(parts.slice(i, i + AT_ONCE).map((part) => inParts(part, ask)))));
  }
  return found.flat();
}
