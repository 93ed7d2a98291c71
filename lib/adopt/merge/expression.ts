import type { Json } from '../../manifests/manifest';
import type { Place } from './place';
import type { Slot } from './slot';

/**
 * A piece of an object as code: what is the same in every environment, and values where it is not; what another construct
 * knows (`web.selector`), and what a function makes shorter, its last argument being `argument`.
 */
export type Expression =
  | { readonly sort: 'literal'; readonly value: string | number | boolean | null }
  | { readonly sort: 'slot'; readonly slot: Slot }
  | { readonly sort: 'leaf'; readonly leaf: Leaf }
  | { readonly sort: 'map'; readonly entries: readonly MapEntry[] }
  | { readonly sort: 'list'; readonly items: readonly ListItem[] }
  | { readonly sort: 'code'; readonly code: string }
  | { readonly sort: 'call'; readonly callee: string; readonly before?: string; readonly argument: Expression };

/** A member that is there always, or when a flag is set. */
export interface MapEntry {
  readonly key: string;
  readonly value: Expression;
  readonly when?: Slot;
}

export interface ListItem {
  readonly value: Expression;
  readonly when?: Slot;
}

/** A text that differs between environments; what it is made of is found when all of them are known. */
export interface Leaf {
  readonly place: Place;
  /** By environment; of those that have it. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whether it stays the text that it is where no value is found in it. */
  readonly constant?: true;
  parts?: readonly (string | Slot)[];
}

/** What is the same everywhere, as an expression. */
export function constant(value: Json): Expression {
  if (Array.isArray(value)) return { sort: 'list', items: value.map((item) => ({ value: constant(item) })) };
  if (typeof value !== 'object' || value === null) return { sort: 'literal', value };
  const entries = Object.entries(value).map(([key, item]) => ({ key, value: constant(item) }));
  return { sort: 'map', entries };
}
