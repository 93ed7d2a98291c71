import { isSame } from '../../manifests/diff/field-changes';
import type { Expression, Leaf, ListItem, MapEntry } from './expression';

/** Whether two pieces of code make the same in every environment, in whatever order their keys are. */
export function sameExpression(a: Expression, b: Expression): boolean {
  if (a.sort === 'literal') return b.sort === 'literal' && a.value === b.value;
  if (a.sort === 'slot') return b.sort === 'slot' && a.slot === b.slot;
  if (a.sort === 'leaf') return b.sort === 'leaf' && sameLeaf(a.leaf, b.leaf);
  if (a.sort === 'code') return b.sort === 'code' && a.code === b.code;
  if (a.sort === 'list') {
    return (
      b.sort === 'list' && a.items.length === b.items.length && a.items.every((item, i) => sameItem(item, b.items[i]))
    );
  }
  if (a.sort === 'call') return false;
  if (b.sort !== 'map' || a.entries.length !== b.entries.length) return false;
  return a.entries.every((entry) => {
    const other = b.entries.find(({ key }) => key === entry.key);
    return sameItem(entry, other);
  });
}

function sameItem(a: ListItem | MapEntry, b: ListItem | MapEntry | undefined): boolean {
  return b !== undefined && a.when === b.when && sameExpression(a.value, b.value);
}

function sameLeaf(a: Leaf, b: Leaf): boolean {
  if (a.parts === undefined || b.parts === undefined) return isSame([...a.texts], [...b.texts]);
  return a.parts.length === b.parts.length && a.parts.every((part, i) => part === b.parts?.[i]);
}

/** What stands below keys of maps, where it is there always. */
export function at(expression: Expression | undefined, ...path: readonly string[]): Expression | undefined {
  let found = expression;
  for (const key of path) {
    const entry = found?.sort === 'map' ? found.entries.find((one) => one.key === key) : undefined;
    if (!entry || entry.when) return undefined;
    found = entry.value;
  }
  return found;
}

/** The entries of a map without some of its keys. */
export const without = (expression: Expression | undefined, ...keys: readonly string[]): readonly MapEntry[] =>
  expression?.sort === 'map' ? expression.entries.filter(({ key }) => !keys.includes(key)) : [];
