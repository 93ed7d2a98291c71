import { isSame } from '../../manifests/diff/field-changes';
import type { Json } from '../../manifests/manifest';
import type { Place } from './place';

/** A value of the chart: what differs between environments. */
export interface Slot {
  /** What it is to whoever reads the schema. */
  readonly sort: 'text' | 'data' | 'flag' | 'environment';
  /** Where it was found first. */
  readonly place: Place;
  /** Name in the last key of its path, from short to unmistakable. */
  readonly names: readonly string[];
  readonly description: string;
  /** By environment: undefined where there is none; environments in which nobody asks are not here. */
  readonly given: ReadonlyMap<string, Json | undefined>;
  /** Whether it is one for the whole chart, whoever uses it. */
  readonly common?: true;
  /** The image that a tag is of. */
  readonly repository?: string;
  /** Components that use it. */
  readonly users: Set<string>;
  /** Path in the values, when all are known: `['web', 'replicas']`. */
  path?: readonly string[];
}

/** Whether two values are the same in every environment that asks for either. */
export function sameGiven(a: Slot['given'], b: Slot['given']): boolean {
  if (a.size !== b.size) return false;
  for (const [environment, value] of a) {
    if (!b.has(environment) || !isSame(b.get(environment), value)) return false;
  }
  return true;
}
