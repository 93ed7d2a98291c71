import type { Leaf } from './expression';
import { sameGiven, type Slot } from './slot';

/** Names have to share an affix so often that it is one. */
const OFTEN = 2;

/**
 * Finds names that differ by what stands before or behind them, the same in many: `web`, `web-staging`; kustomize calls
 * it namePrefix and nameSuffix. One value says it for all.
 */
export function resolveAffixes(leaves: readonly Leaf[]): void {
  for (const sort of ['nameSuffix', 'namePrefix'] as const) {
    const found: { readonly slot: Slot; readonly uses: { readonly leaf: Leaf; readonly bare: string }[] }[] = [];
    for (const leaf of leaves) {
      const split = leaf.parts === undefined ? affixOf(leaf, sort) : undefined;
      if (!split) continue;
      const known = found.find(({ slot }) => sameGiven(slot.given, split.affixes));
      if (known) known.uses.push({ leaf, bare: split.bare });
      else found.push({ slot: slotOf(sort, leaf, split.affixes), uses: [{ leaf, bare: split.bare }] });
    }
    for (const { slot, uses } of found) {
      if (new Set(uses.map(({ bare }) => bare)).size < OFTEN) continue;
      for (const { leaf, bare } of uses) {
        slot.users.add(leaf.place.component);
        leaf.parts = sort === 'nameSuffix' ? [bare, slot] : [slot, bare];
      }
    }
  }
}

/** What all texts have, and what stands behind or before it: nothing, or words that a hyphen sets apart. */
function affixOf(
  { texts }: Leaf,
  sort: string,
): { readonly bare: string; readonly affixes: Map<string, string> } | undefined {
  const all = [...texts];
  if (all.some(([, text]) => !/^[a-z0-9][a-z0-9.-]*$/i.test(text))) return undefined;
  const words = all.map(([, text]) => text.split('-'));
  const [first] = words as [string[]];
  const at = (list: readonly string[], i: number): string | undefined =>
    sort === 'nameSuffix' ? list[i] : list.at(-1 - i);
  let length = 0;
  while (length < first.length && words.every((list) => at(list, length) === at(first, length))) length++;
  if (length === 0) return undefined;
  const bare = (sort === 'nameSuffix' ? first.slice(0, length) : first.slice(-length)).join('-');
  const cut = (text: string): string =>
    sort === 'nameSuffix' ? text.slice(bare.length) : text.slice(0, text.length - bare.length);
  return { bare, affixes: new Map(all.map(([environment, text]) => [environment, cut(text)])) };
}

function slotOf(sort: 'nameSuffix' | 'namePrefix', leaf: Leaf, given: Map<string, string>): Slot {
  const where = sort === 'nameSuffix' ? 'behind' : 'before';
  const place = { ...leaf.place, path: [sort] };
  const description = `What stands ${where} the names of objects.`;
  return { sort: 'text', place, names: [sort], description, given, common: true, users: new Set() };
}
