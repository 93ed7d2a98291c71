import { ITEM, type Path } from '../values/path';
import type { Scalar } from './formula';

/** What an expression of a template stands for, as far as values are concerned. */
export type Meaning =
  | { readonly sort: 'values'; readonly path: Path }
  | { readonly sort: 'root'; readonly prefix: Path }
  | { readonly sort: 'literal'; readonly value: Scalar }
  | { readonly sort: 'map'; readonly members: ReadonlyMap<string, Meaning> }
  | { readonly sort: 'list'; readonly items: readonly Meaning[] }
  | { readonly sort: 'one-of'; readonly of: readonly Meaning[] }
  /** Capabilities, Release, Chart, Files: the path within. */
  | { readonly sort: 'builtin'; readonly keys: Path }
  | { readonly sort: 'other' };

export const OTHER: Meaning = { sort: 'other' };

/** What a field of something stands for. */
export function member(of: Meaning, key: string): Meaning {
  switch (of.sort) {
    case 'values':
      // Subcharts see the `global` of the chart above them.
      return { sort: 'values', path: key === 'global' ? [key] : [...of.path, key] };
    case 'root':
      if (key === 'Values') return { sort: 'values', path: of.prefix };
      return { sort: 'builtin', keys: [key] };
    case 'builtin':
      return { sort: 'builtin', keys: [...of.keys, key] };
    case 'map':
      return of.members.get(key) ?? OTHER;
    case 'list':
      return key === ITEM ? oneOf(of.items) : (of.items[Number(key)] ?? OTHER);
    case 'one-of':
      return oneOf(of.of.map((part) => member(part, key)));
    default:
      return OTHER;
  }
}

/** One of several, without what is not known. */
export function oneOf(parts: readonly Meaning[]): Meaning {
  const known = parts
    .flatMap((part) => (part.sort === 'one-of' ? part.of : [part]))
    .filter(({ sort }) => sort !== 'other');
  const [first = OTHER, ...more] = known;
  return more.length === 0 ? first : { sort: 'one-of', of: known };
}

/** Paths that a meaning may stand for. */
export function pathsIn(meaning: Meaning): Path[] {
  if (meaning.sort === 'values') return [meaning.path];
  if (meaning.sort === 'one-of') return meaning.of.flatMap(pathsIn);
  if (meaning.sort === 'list') return meaning.items.flatMap(pathsIn);
  return meaning.sort === 'map' ? [...meaning.members.values()].flatMap(pathsIn) : [];
}

/** An identity, so that a define is not walked twice for the same thing. */
export function meaningKey(meaning: Meaning, depth = 4): string {
  if (depth === 0) return '…';
  switch (meaning.sort) {
    case 'values':
      return `v(${meaning.path.join('\n')})`;
    case 'root':
      return `r(${meaning.prefix.join('\n')})`;
    case 'map':
      return `m(${[...meaning.members].map(([key, value]) => `${key}=${meaningKey(value, depth - 1)}`).join()})`;
    case 'list':
      return `l(${meaning.items.map((item) => meaningKey(item, depth - 1)).join()})`;
    case 'one-of':
      return `o(${meaning.of.map((part) => meaningKey(part, depth - 1)).join()})`;
    case 'literal':
      return `c(${typeof meaning.value} ${String(meaning.value)})`;
    case 'builtin':
      return `b(${meaning.keys.join('.')})`;
    default:
      return '?';
  }
}
