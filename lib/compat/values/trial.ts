import type { Situation } from '../observe/render';
import type { ValuesTree } from '../../values/merge';
import type { Path } from './path';

/** One way to render both charts. */
export interface Trial extends Situation {
  /** Where one value is set over values that are a trial of their own: which, and those values. */
  readonly varied?: { readonly path: Path; readonly value: unknown; readonly from: ValuesTree };
  /** Both charts do the same with what is set, as far as the templates' texts tell: it is tried together with others. */
  readonly alike?: true;
  /** About names or the cluster, not about values: what the defaults show is not told again. */
  readonly surroundings?: true;
}

/** An identity for a trial's values. */
export function valuesKey(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valuesKey).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${valuesKey(member)}`);
  return `{${members.sort().join()}}`;
}
